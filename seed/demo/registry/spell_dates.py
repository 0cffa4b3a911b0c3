"""First and last days of the spells of households, their reasons, and the spells before.

The stock on the reference date is given; the flows are assumptions: about one per cent a month comes and goes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.toolkit import office_days
from seed.demo.toolkit.calibration import FIRST_DAY, REFERENCE_DAY
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.day_numbers import DAYS_PER_YEAR, NO_DAY, day_number, month_start
from seed.demo.toolkit.sampling import Random, code_of, sample_between, sample_codes, sample_weighted
from shared.models import EntryReason, ExitReason, Tier

from .family_members import NONE_CODE
from .mortality import draw_days_of_death

# How long families stay: exponential spans in years, and the longest, ASSUMED; the same law before the window as in it.
SPELL_YEARS = {Tier.TEKUN: (40.0, 24.0), Tier.DIBAO: (14.5, 26.0), Tier.MARGINAL: (11.0, 9.0)}
DEATH_SHARES = {
    Tier.TEKUN: 0.68,
    Tier.DIBAO: 0.40,
    Tier.MARGINAL: 0.16,
    Tier.EXPENDITURE: 0.08,
}  # of old singles who left
DEATH_WEIGHT_OF_YOUNGER = 0.3  # of younger ones, as a part of these shares
EXIT_REASON_SHARES = {
    ExitReason.INCOME: 0.62,
    ExitReason.ASSETS: 0.10,
    ExitReason.WITHDRAWN: 0.12,
    ExitReason.MOVED: 0.16,
}
PREVIOUS_TIER_SHARES = {
    Tier.TEKUN: {Tier.DIBAO: 0.93, Tier.MARGINAL: 0.07},
    Tier.DIBAO: {Tier.MARGINAL: 0.55, Tier.EXPENDITURE: 0.45},
    Tier.MARGINAL: {Tier.DIBAO: 0.8, Tier.EXPENDITURE: 0.2},
    Tier.EXPENDITURE: {Tier.MARGINAL: 0.6, Tier.DIBAO: 0.4},
}
CHANGED_TIER, RETURNED_SOON, RETURNED_LATER = 1, 2, 3
PAST_SHARES = {CHANGED_TIER: 0.11, RETURNED_SOON: 0.07, RETURNED_LATER: 0.04}
PAST_SHARES_OF_TEKUN = {CHANGED_TIER: 0.11, RETURNED_SOON: 0.02, RETURNED_LATER: 0.02}
FIRST_OF_MONTH_SHARE = 0.85  # of exits after a review: the money ends with a month
REVIEW_REASONS = (ExitReason.INCOME, ExitReason.ASSETS)
# Reviews empty the lists more in the middle of the year and in December; all weights are assumptions.
MONTHLY_EXITS = (0.9, 0.8, 1.0, 1.0, 1.0, 1.15, 1.2, 1.05, 0.95, 0.95, 1.0, 1.1)
MAX_EXPENDITURE_DAYS = 365  # an expenditure-hardship recognition lasts at most 12 months
MEAN_DAYS_UNTIL_ENTRY = 900  # days, on average, until who had been too young before came into the tier
MIN_DAYS, MIN_PREVIOUS_DAYS = 25, 60


@dataclass
class HouseholdSpells(ColumnarTable):
    """One row a household: its last spell and the one before it (`previous_tier` is NONE_CODE where there is none)."""

    start: Array
    end: Array
    entry: Array
    exit: Array
    previous_tier: Array
    previous_start: Array
    previous_end: Array
    previous_exit: Array


def draw_exits(random: Random, tier: Tier, frail: Array) -> tuple[Array, Array]:
    """The day and the reason of leaving of families that left between 2021 and the reference date.

    `frail` is 1 for old persons who live alone, less for younger ones, 0 for families: they go on when a member dies.
    """
    count = len(frail)
    reason = sample_codes(random, EXIT_REASON_SHARES, count)
    if tier is Tier.EXPENDITURE:
        reason = np.where(random.random(count) < 0.8, code_of(ExitReason.EXPIRED), reason)
    died = random.random(count) < DEATH_SHARES[tier] * frail
    death = draw_days_of_death(random, np.full(count, FIRST_DAY + 1), np.full(count, REFERENCE_DAY))
    end = np.where(died, death + 1, draw_exit_days(random, reason, _draw_review_days(random, count)))
    return end.astype(np.int32), np.where(died, code_of(ExitReason.DIED), reason).astype(np.int8)


def _draw_review_days(random: Random, count: int) -> Array:
    """Days of the three years, more of them in months in which families are reviewed."""
    firsts = np.array([day_number(2021 + m // 12, m % 12 + 1) for m in range(36)] + [REFERENCE_DAY + 1], np.int32)
    months = sample_weighted(random, MONTHLY_EXITS * 3, count)
    return sample_between(random, firsts[months], firsts[months + 1], count)


def draw_exit_days(random: Random, reason: Array, drawn: Array) -> Array:
    """The days these become: after a review mostly the first of the month, else a working day; a term ends any day."""
    reviewed = np.isin(reason, [code_of(r) for r in REVIEW_REASONS]) & (
        random.random(len(reason)) < FIRST_OF_MONTH_SHARE
    )
    ran_out = reason == code_of(ExitReason.EXPIRED)
    decided = office_days.spread(random, drawn, 0, REFERENCE_DAY)
    return np.select([reviewed, ran_out], [month_start(drawn), drawn], decided).astype(np.int32)


def draw_starts(random: Random, tier: Tier, end: Array, expired: Array, bound: Array, stays: Array) -> Array:
    """The first day of each stay, a working day. `bound` is the first day the head was old enough for the tier.

    `stays` is how much longer than usual families stay where the household lives.
    """
    until = np.minimum(end, REFERENCE_DAY + 1)
    shortest = np.where(end < NO_DAY, MIN_DAYS, 1)
    if tier is Tier.EXPENDITURE:
        start = np.where(
            expired,
            until - MAX_EXPENDITURE_DAYS,
            until - sample_between(random, shortest, MAX_EXPENDITURE_DAYS, len(end)),
        )
        return office_days.spread(random, start.astype(np.int32), until - MAX_EXPENDITURE_DAYS, until - 1)
    mean, longest = SPELL_YEARS[tier]
    start = until - _draw_truncated_spans(random, mean * stays, longest, len(end))
    soon = bound + np.minimum(
        random.exponential(MEAN_DAYS_UNTIL_ENTRY, len(end)), random.random(len(end)) * (until - bound)
    )
    start = np.where(start < bound, soon, start)
    latest = until - shortest
    return office_days.spread(random, np.minimum(start, latest).astype(np.int32), 0, latest)


def _draw_truncated_spans(random: Random, mean: Array | float, longest: float, count: int) -> Array:
    """Days of exponentially distributed spans of years, none longer than `longest` years."""
    share = random.random(count) * (1 - np.exp(-longest / mean))
    return -mean * DAYS_PER_YEAR * np.log1p(-share)


def add_previous_spells(random: Random, tier: Tier, start: Array, of_age: Array) -> HouseholdSpells:
    """Complete the stays of families that begin on `start` with what came before. `end` and `exit` stay open."""
    count = len(start)
    shares = PAST_SHARES_OF_TEKUN if tier is Tier.TEKUN else PAST_SHARES
    kind = sample_weighted(random, [1 - sum(shares.values()), *shares.values()], count)
    gap = np.where(
        kind == RETURNED_SOON, sample_between(random, 30, 330, count), sample_between(random, 500, 2500, count)
    )
    reason = _draw_previous_exit_reasons(random, kind)
    end = np.where(kind == CHANGED_TIER, start, draw_exit_days(random, reason, (start - gap).astype(np.int32)))
    came_from = sample_codes(random, PREVIOUS_TIER_SHARES[tier], count)
    same = (kind != CHANGED_TIER) & (random.random(count) < 0.8)
    previous_tier = np.where(same, code_of(tier), came_from)
    begin = np.maximum(end - 70 - _draw_truncated_spans(random, 3, 10, count), of_age)
    brief = previous_tier == code_of(Tier.EXPENDITURE)
    begin = np.where(brief, np.maximum(begin, end - sample_between(random, 80, MAX_EXPENDITURE_DAYS, count)), begin)
    begin = office_days.spread(random, np.minimum(begin, end).astype(np.int32), 0, end)
    too_early = brief & (end < FIRST_DAY - MAX_EXPENDITURE_DAYS)  # 支出型 was not recognised before
    has_none = (kind == 0) | (end - begin < MIN_PREVIOUS_DAYS) | too_early
    return HouseholdSpells(
        start=start,
        end=np.full(count, NO_DAY, np.int32),
        entry=_entry_reasons(has_none, kind),
        exit=np.full(count, NONE_CODE, np.int8),
        previous_tier=np.where(has_none, NONE_CODE, previous_tier).astype(np.int8),
        previous_start=begin,
        previous_end=end.astype(np.int32),
        previous_exit=np.where(has_none, NONE_CODE, reason).astype(np.int8),
    )


def _entry_reasons(has_none: Array, kind: Array) -> Array:
    changed = ~has_none & (kind == CHANGED_TIER)
    return np.where(changed, code_of(EntryReason.TIER_CHANGE), code_of(EntryReason.APPLICATION)).astype(np.int8)


def _draw_previous_exit_reasons(random: Random, kind: Array) -> Array:
    stays_here = {reason: share for reason, share in EXIT_REASON_SHARES.items() if reason is not ExitReason.MOVED}
    reason = sample_codes(random, stays_here, len(kind))
    return np.where(kind == CHANGED_TIER, code_of(ExitReason.TIER_CHANGE), reason)
