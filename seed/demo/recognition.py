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

IN_WINDOW = {Tier.TEKUN: 0.20, Tier.DIBAO: 0.23, Tier.MARGINAL: 0.50}  # share of today's spells begun since 2021
DIED = {Tier.TEKUN: 0.88, Tier.DIBAO: 0.38, Tier.MARGINAL: 0.12, Tier.EXPENDITURE: 0.06}  # of singles who left
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
# Reviews empty the lists more in the middle of the year and in December; all weights are assumptions.
MONTHLY_EXITS = (0.9, 0.8, 1.0, 1.0, 1.0, 1.15, 1.2, 1.05, 0.95, 0.95, 1.0, 1.1)
YEAR = 365  # an expenditure-hardship recognition lasts at most 12 months
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


def leaving(random: Random, tier: Tier, single: Array) -> tuple[Array, Array]:
    """The day and the reason of leaving of families that left between 2021 and the reference date."""
    count = len(single)
    died = single & (random.random(count) < DIED[tier])
    months = weighted(random, MONTHLY_EXITS * 3, count)
    first_days = np.array([day(2021 + m // 12, m % 12 + 1) for m in range(36)], np.int32)[months]
    end = np.where(died, between(random, FIRST + 2, REFERENCE + 1, count), first_days).astype(np.int32)
    reason = by_code(random, LEFT_FOR, count)
    if tier is Tier.EXPENDITURE:
        reason = np.where(random.random(count) < 0.8, code_of(ExitReason.EXPIRED), reason)
    return end, np.where(died, code_of(ExitReason.DIED), reason).astype(np.int8)


def starting(random: Random, tier: Tier, end: Array, expired: Array, bound: Array) -> Array:
    """The first day of each stay, a working day. `bound` is the first day the head was old enough for the tier."""
    until = np.minimum(end, REFERENCE + 1)
    shortest = np.where(end < NO_DAY, SHORTEST, 1)
    if tier is Tier.EXPENDITURE:
        start = until - between(random, shortest, YEAR, len(end))
        return working_days.near(np.where(expired, until - YEAR, start), until - 1)
    share = IN_WINDOW[tier] * (until - FIRST) / (REFERENCE - FIRST)
    recent = random.random(len(end)) < share
    earlier = FIRST - 1 - _truncated(random, 4, 3 if tier is Tier.MARGINAL else 12, len(end))
    start = np.where(recent, between(random, FIRST, until, len(end)), earlier)
    start = np.where(start < bound, between(random, bound, until, len(end)), start)
    latest = until - shortest
    return working_days.near(np.minimum(start, latest).astype(np.int32), latest)


def _truncated(random: Random, mean: float, most: float, count: int) -> Array:
    """Days of exponentially distributed spans of years, none longer than `most` years."""
    share = random.random(count) * (1 - np.exp(-most / mean))
    return -mean * DAYS_A_YEAR * np.log1p(-share)


def before(random: Random, tier: Tier, start: Array, of_age: Array) -> Stays:
    """Complete the stays of families that begin on `start` with what came before. `end` and `exit` stay open."""
    count = len(start)
    shares = PAST_SHARES_OF_TEKUN if tier is Tier.TEKUN else PAST_SHARES
    kind = weighted(random, [1 - sum(shares.values()), *shares.values()], count)
    gap = np.where(kind == CAME_BACK, between(random, 30, 330, count), between(random, 500, 2500, count))
    end = np.where(kind == CHANGED_TIER, start, month_start(start - gap)).astype(np.int32)
    came_from = by_code(random, CAME_FROM[tier], count)
    same = (kind != CHANGED_TIER) & (random.random(count) < 0.8)
    before_tier = np.where(same, code_of(tier), came_from)
    begin = np.maximum(end - 70 - _truncated(random, 3, 10, count), of_age)
    brief = before_tier == code_of(Tier.EXPENDITURE)
    begin = np.where(brief, np.maximum(begin, end - between(random, 80, YEAR, count)), begin)
    begin = working_days.after(np.minimum(begin, end).astype(np.int32))
    too_early = brief & (end < FIRST - YEAR)  # 支出型 was not recognised before
    none = (kind == 0) | (end - begin < BRIEFEST_BEFORE) | too_early
    return Stays(
        start=start,
        end=np.full(count, NO_DAY, np.int32),
        entry=_entry(none, kind),
        exit=np.full(count, NOT, np.int8),
        before_tier=np.where(none, NOT, before_tier).astype(np.int8),
        before_start=begin,
        before_end=end,
        before_exit=_exit(random, none, kind),
    )


def _entry(none: Array, kind: Array) -> Array:
    changed = ~none & (kind == CHANGED_TIER)
    return np.where(changed, code_of(EntryReason.TIER_CHANGE), code_of(EntryReason.APPLICATION)).astype(np.int8)


def _exit(random: Random, none: Array, kind: Array) -> Array:
    stays_here = {reason: share for reason, share in LEFT_FOR.items() if reason is not ExitReason.MOVED}
    reason = by_code(random, stays_here, len(kind))
    reason = np.where(kind == CHANGED_TIER, code_of(ExitReason.TIER_CHANGE), reason)
    return np.where(none, NOT, reason).astype(np.int8)
