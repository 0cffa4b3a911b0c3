"""When families came into a tier, left it, and where they stood before.

The stock on the reference date is given; the flows are assumptions: about one per cent a month comes and goes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shared.models import EntryReason, ExitReason, Tier

from . import working_days
from .calibration import FIRST, REFERENCE
from .days import DAYS_A_YEAR, NO_DAY, day, month_start
from .draws import Random, between, by_code, code_of, weighted
from .frame import Array, Frame
from .members import NOT
from .mortality import days_of_death

# How long families stay: exponential spans in years, and the longest, ASSUMED; the same law before the window as in it.
STAYS = {Tier.TEKUN: (40.0, 24.0), Tier.DIBAO: (14.5, 26.0), Tier.MARGINAL: (11.0, 9.0)}
DIED = {Tier.TEKUN: 0.68, Tier.DIBAO: 0.40, Tier.MARGINAL: 0.16, Tier.EXPENDITURE: 0.08}  # of old singles who left
DIED_YOUNGER = 0.3  # of younger ones, as a part of these shares
LEFT_FOR = {
    ExitReason.INCOME: 0.62,
    ExitReason.ASSETS: 0.10,
    ExitReason.WITHDRAWN: 0.12,
    ExitReason.MOVED: 0.16,
}
CAME_FROM = {
    Tier.TEKUN: {Tier.DIBAO: 0.93, Tier.MARGINAL: 0.07},
    Tier.DIBAO: {Tier.MARGINAL: 0.55, Tier.EXPENDITURE: 0.45},
    Tier.MARGINAL: {Tier.DIBAO: 0.8, Tier.EXPENDITURE: 0.2},
    Tier.EXPENDITURE: {Tier.MARGINAL: 0.6, Tier.DIBAO: 0.4},
}
CHANGED_TIER, CAME_BACK, LONG_AGO = 1, 2, 3
PAST_SHARES = {CHANGED_TIER: 0.11, CAME_BACK: 0.07, LONG_AGO: 0.04}
PAST_SHARES_OF_TEKUN = {CHANGED_TIER: 0.11, CAME_BACK: 0.02, LONG_AGO: 0.02}
ON_THE_FIRST = 0.85  # of exits after a review: the money ends with a month
REVIEWED = (ExitReason.INCOME, ExitReason.ASSETS)
# Reviews empty the lists more in the middle of the year and in December; all weights are assumptions.
MONTHLY_EXITS = (0.9, 0.8, 1.0, 1.0, 1.0, 1.15, 1.2, 1.05, 0.95, 0.95, 1.0, 1.1)
YEAR = 365  # an expenditure-hardship recognition lasts at most 12 months
SOON = 900  # days, on average, until who had been too young before came into the tier
SHORTEST, BRIEFEST_BEFORE = 25, 60


@dataclass
class Stays(Frame):
    """One row a household: the last stay in a tier and the one before it (`before_tier` NOT for none)."""

    start: Array
    end: Array
    entry: Array
    exit: Array
    before_tier: Array
    before_start: Array
    before_end: Array
    before_exit: Array


def leaving(random: Random, tier: Tier, frail: Array) -> tuple[Array, Array]:
    """The day and the reason of leaving of families that left between 2021 and the reference date.

    `frail` is 1 for old persons who live alone, less for younger ones, 0 for families: they go on when a member dies.
    """
    count = len(frail)
    reason = by_code(random, LEFT_FOR, count)
    if tier is Tier.EXPENDITURE:
        reason = np.where(random.random(count) < 0.8, code_of(ExitReason.EXPIRED), reason)
    died = random.random(count) < DIED[tier] * frail
    death = days_of_death(random, np.full(count, FIRST + 1), np.full(count, REFERENCE))
    end = np.where(died, death + 1, leaving_days(random, reason, _in_months(random, count)))
    return end.astype(np.int32), np.where(died, code_of(ExitReason.DIED), reason).astype(np.int8)


def _in_months(random: Random, count: int) -> Array:
    """Days of the three years, more of them in months in which families are reviewed."""
    firsts = np.array([day(2021 + m // 12, m % 12 + 1) for m in range(36)] + [REFERENCE + 1], np.int32)
    months = weighted(random, MONTHLY_EXITS * 3, count)
    return between(random, firsts[months], firsts[months + 1], count)


def leaving_days(random: Random, reason: Array, drawn: Array) -> Array:
    """The days these become: after a review mostly the first of the month, else a working day; a term ends any day."""
    reviewed = np.isin(reason, [code_of(r) for r in REVIEWED]) & (random.random(len(reason)) < ON_THE_FIRST)
    ran_out = reason == code_of(ExitReason.EXPIRED)
    decided = working_days.shifted(random, drawn, 0, REFERENCE)
    return np.select([reviewed, ran_out], [month_start(drawn), drawn], decided).astype(np.int32)


def starting(random: Random, tier: Tier, end: Array, expired: Array, bound: Array, stays: Array) -> Array:
    """The first day of each stay, a working day. `bound` is the first day the head was old enough for the tier.

    `stays` is how much longer than usual families stay where the household lives.
    """
    until = np.minimum(end, REFERENCE + 1)
    shortest = np.where(end < NO_DAY, SHORTEST, 1)
    if tier is Tier.EXPENDITURE:
        start = np.where(expired, until - YEAR, until - between(random, shortest, YEAR, len(end)))
        return working_days.shifted(random, start.astype(np.int32), until - YEAR, until - 1)
    mean, most = STAYS[tier]
    start = until - _truncated(random, mean * stays, most, len(end))
    soon = bound + np.minimum(random.exponential(SOON, len(end)), random.random(len(end)) * (until - bound))
    start = np.where(start < bound, soon, start)
    latest = until - shortest
    return working_days.shifted(random, np.minimum(start, latest).astype(np.int32), 0, latest)


def _truncated(random: Random, mean: Array | float, most: float, count: int) -> Array:
    """Days of exponentially distributed spans of years, none longer than `most` years."""
    share = random.random(count) * (1 - np.exp(-most / mean))
    return -mean * DAYS_A_YEAR * np.log1p(-share)


def before(random: Random, tier: Tier, start: Array, of_age: Array) -> Stays:
    """Complete the stays of families that begin on `start` with what came before. `end` and `exit` stay open."""
    count = len(start)
    shares = PAST_SHARES_OF_TEKUN if tier is Tier.TEKUN else PAST_SHARES
    kind = weighted(random, [1 - sum(shares.values()), *shares.values()], count)
    gap = np.where(kind == CAME_BACK, between(random, 30, 330, count), between(random, 500, 2500, count))
    reason = _exit(random, kind)
    end = np.where(kind == CHANGED_TIER, start, leaving_days(random, reason, (start - gap).astype(np.int32)))
    came_from = by_code(random, CAME_FROM[tier], count)
    same = (kind != CHANGED_TIER) & (random.random(count) < 0.8)
    before_tier = np.where(same, code_of(tier), came_from)
    begin = np.maximum(end - 70 - _truncated(random, 3, 10, count), of_age)
    brief = before_tier == code_of(Tier.EXPENDITURE)
    begin = np.where(brief, np.maximum(begin, end - between(random, 80, YEAR, count)), begin)
    begin = working_days.shifted(random, np.minimum(begin, end).astype(np.int32), 0, end)
    too_early = brief & (end < FIRST - YEAR)  # 支出型 was not recognised before
    none = (kind == 0) | (end - begin < BRIEFEST_BEFORE) | too_early
    return Stays(
        start=start,
        end=np.full(count, NO_DAY, np.int32),
        entry=_entry(none, kind),
        exit=np.full(count, NOT, np.int8),
        before_tier=np.where(none, NOT, before_tier).astype(np.int8),
        before_start=begin,
        before_end=end.astype(np.int32),
        before_exit=np.where(none, NOT, reason).astype(np.int8),
    )


def _entry(none: Array, kind: Array) -> Array:
    changed = ~none & (kind == CHANGED_TIER)
    return np.where(changed, code_of(EntryReason.TIER_CHANGE), code_of(EntryReason.APPLICATION)).astype(np.int8)


def _exit(random: Random, kind: Array) -> Array:
    stays_here = {reason: share for reason, share in LEFT_FOR.items() if reason is not ExitReason.MOVED}
    reason = by_code(random, stays_here, len(kind))
    return np.where(kind == CHANGED_TIER, code_of(ExitReason.TIER_CHANGE), reason)
