"""Warnings about persons: about whom and when; `warning_outcomes` and `assisted_warnings` add what followed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.province_data import ProvinceData
from seed.demo.registry.family_members import NONE_CODE
from seed.demo.registry.people_and_households import People
from seed.demo.toolkit import office_days
from seed.demo.toolkit.calibration import REFERENCE_DAY, Scale
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.day_numbers import day_number
from seed.demo.toolkit.legal_values import handling_days
from seed.demo.toolkit.planted_faults import MOST_OVERDUE_CITY, MOST_OVERDUE_SHARE, OVERDUE_DAYS, fault_count
from seed.demo.toolkit.sampling import Random, choose, code_of, sample_between, sample_weighted
from shared.models import ExitReason, OutcomeResult

IN_TIER, EXITED, NEVER_RECOGNISED = range(3)  # tier status of a person when warned
TIER_STATUS_SHARES = (0.27, 0.23, 0.50)  # ASSUMED of those not assisted: most are in no tier
DIED_SHARE = 0.008  # ASSUMED
MONTH_WEIGHTS = (1.0, 0.85, 1.0, 1.0, 1.0, 1.05, 1.1, 1.05, 1.0, 0.95, 1.0, 1.0)  # ASSUMED
DIED_OR_MOVED = tuple(code_of(reason) for reason in (ExitReason.DIED, ExitReason.MOVED))
EXIT_WATCH_DAYS = 365  # so long after an exit a person is watched
MIN_DAYS_BETWEEN_WARNINGS = 20  # days between two warnings about a person, at least
STABLE_DAYS = 60  # days a person surely stays in the tier after a warning


@dataclass
class WarningTable(ColumnarTable):
    """One warning a row. `result` is NONE_CODE while open; `record` is the position of the assistance of `kind`."""

    person: Array
    issued: Array
    tier_status: Array
    risk: Array
    result: Array
    decided: Array
    kind: Array
    record: Array
    started: Array

    @property
    def due(self) -> Array:
        """The day by which an outcome is expected."""
        return office_days.add(self.issued, handling_days())


def undecided_warnings(person: Array, issued: Array, tier_status: Array | int, result: int = NONE_CODE) -> WarningTable:
    """Warnings of which nothing has come yet."""
    count = len(person)
    no_code, later = np.full(count, NONE_CODE, np.int32), np.full(count, NONE_CODE, np.int32)
    stands = np.broadcast_to(np.asarray(tier_status, np.int8), count)
    issued = issued.astype(np.int32)
    no_risk = np.full(count, NONE_CODE, np.int8)
    return WarningTable(
        person, issued, stands, no_risk, np.full(count, result, np.int8), later, no_code, no_code, later
    )


def last_known_day(year: int) -> int:
    """The last day of a year that the demo knows."""
    return min(day_number(year + 1) - 1, REFERENCE_DAY)


def draw_days_of_year(random: Random, year: int, count: int) -> Array:
    """Days of a year, as busy as its months are; feeds know no holidays."""
    months = sample_weighted(random, MONTH_WEIGHTS, count)
    starts = np.array([day_number(year, month) for month in range(1, 13)] + [last_known_day(year) + 1])
    return sample_between(random, starts[months], starts[months + 1], count)


def draw_before_death(random: Random, people: People, count: int, year: int) -> WarningTable:
    """Warnings about persons who died within days of them."""
    candidates = np.flatnonzero((people.died > day_number(year, 1, 15)) & (people.died < last_known_day(year) - 12))
    issued = people.died[candidates] - sample_between(random, 2, 13, len(candidates))
    fits = np.flatnonzero(people.is_in_tier(candidates, issued))
    chosen = choose(random, fits, min(count, len(fits)))
    warnings = undecided_warnings(candidates[chosen], issued[chosen], IN_TIER, code_of(OutcomeResult.DIED))
    death = people.died[warnings.person]
    warnings.decided = office_days.spread(
        random, death + sample_between(random, 1, 11, len(warnings)), death + 1, REFERENCE_DAY
    )
    return warnings


def draw_overdue(random: Random, province: ProvinceData, scale: Scale, free: Array) -> WarningTable:
    """The planted open warnings past their due date, most of them in one city."""
    people = province.people
    watched = people.last.tier < 0
    steady = people.last.in_force(REFERENCE_DAY) & (people.last.start < REFERENCE_DAY - 120)
    candidates = random.permutation(np.flatnonzero(free & (watched | steady)))
    in_city = province.villages.code[province.village[candidates]].astype("U4") == MOST_OVERDUE_CITY
    pools = {True: list(candidates[in_city]), False: list(candidates[~in_city])}
    parts = []
    for key, (low, high) in OVERDUE_DAYS.items():
        count = fault_count(scale, key)
        limit = round(count * MOST_OVERDUE_SHARE)
        person = np.array([pools[n < limit].pop() for n in range(count)])
        due = np.unique(office_days.on_or_before(np.arange(REFERENCE_DAY - high + 1, REFERENCE_DAY - low + 1)))
        due = random.choice(due[due > REFERENCE_DAY - high], count)
        issued = office_days.add(due, -handling_days())
        parts.append(undecided_warnings(person, issued, np.where(watched[person], NEVER_RECOGNISED, IN_TIER)))
    return WarningTable.concatenate(parts)


def draw_unassisted(random: Random, province: ProvinceData, count: int, year: int, free: Array) -> WarningTable:
    """Warnings that led to no assistance, about persons in a tier, lately out of one, or never in one."""
    in_tier = round(count * TIER_STATUS_SHARES[IN_TIER])
    exited = round(count * TIER_STATUS_SHARES[EXITED])
    parts = [_draw_exited(random, province, exited, year, free)]
    still_free = free.copy()
    still_free[parts[0].person] = False  # the same year may see a person in a tier and out of it
    parts.append(_draw_in_tier(random, province, in_tier, year, still_free))
    parts.append(_draw_never_recognised(random, province, count - sum(map(len, parts)), year, free))
    return WarningTable.concatenate(parts)


def _warning_rates(province: ProvinceData, person: Array) -> Array:
    """How often the feeds of a person's county warn, compared with others."""
    return province.villages.effects.factor("warned")[province.county[person]]


def _draw_in_tier(random: Random, province: ProvinceData, count: int, year: int, free: Array) -> WarningTable:
    people = province.people
    candidates = np.flatnonzero(free & (people.last.tier >= 0) & (people.last.start < last_known_day(year)))
    issued = draw_days_of_year(random, year, len(candidates))
    last = people.last.take(candidates)
    fits = np.flatnonzero(last.in_force(issued) & last.in_force(issued + STABLE_DAYS))
    chosen = choose(random, fits, count, _warning_rates(province, candidates[fits]))
    return undecided_warnings(candidates[chosen], issued[chosen], IN_TIER)


def _draw_exited(random: Random, province: ProvinceData, count: int, year: int, free: Array) -> WarningTable:
    people = province.people
    has_died = np.isin(people.last.exit, DIED_OR_MOVED)
    candidates = np.flatnonzero(
        free & ~has_died & (people.last.end > day_number(year - 1)) & (people.last.end < last_known_day(year))
    )
    issued = people.last.end[candidates] + sample_between(random, 10, 355, len(candidates))
    fits = np.flatnonzero((issued >= day_number(year)) & (issued <= last_known_day(year)))
    chosen = choose(random, fits, min(count, len(fits)), _warning_rates(province, candidates[fits]))
    return undecided_warnings(candidates[chosen], issued[chosen], EXITED)


def _draw_never_recognised(random: Random, province: ProvinceData, count: int, year: int, free: Array) -> WarningTable:
    people = province.people
    candidates = np.flatnonzero(free & (people.last.tier < 0) & (people.born < day_number(year)))
    chosen = choose(random, candidates, count, _warning_rates(province, candidates))
    return undecided_warnings(chosen, draw_days_of_year(random, year, count), NEVER_RECOGNISED)


def draw_repeated(
    random: Random, people: People, earlier: WarningTable, count: int, year: int, others: Array
) -> WarningTable:
    """Further warnings in the year about persons already warned, who are alive and not overdue.

    `others` holds a day of each person (by position) on which they were warned too.
    """
    shift = sample_between(random, MIN_DAYS_BETWEEN_WARNINGS, 170, len(earlier)) * np.where(
        random.random(len(earlier)) < 0.7, 1, -1
    )
    issued = earlier.issued + shift
    fits = (
        (issued >= day_number(year))
        & (issued <= last_known_day(year))
        & (people.died[earlier.person] > issued + STABLE_DAYS)
    )
    fits &= people.is_in_tier(earlier.person, issued) == people.is_in_tier(earlier.person, issued + STABLE_DAYS)
    fits &= (people.born[earlier.person] < issued - STABLE_DAYS) & (
        (earlier.result >= 0) | (earlier.due >= REFERENCE_DAY)
    )
    fits &= np.abs(issued - others[earlier.person]) >= MIN_DAYS_BETWEEN_WARNINGS
    chosen = choose(random, np.flatnonzero(fits), count)
    person, issued = earlier.person[chosen], issued[chosen]
    return undecided_warnings(person, issued, tier_status_on(people, person, issued))


def tier_status_on(people: People, person: Array, on: Array) -> Array:
    """Tier status of each of the persons on the day: in a tier, out of one for less than a year, or neither."""
    ended = np.where(people.last.end[person] <= on, people.last.end[person], people.previous.end[person])
    had = (people.last.end[person] <= on) | ((people.previous.tier[person] >= 0) & (people.previous.end[person] <= on))
    lately = had & (people.last.tier[person] >= 0) & (on - ended < EXIT_WATCH_DAYS)
    return np.where(people.is_in_tier(person, on), IN_TIER, np.where(lately, EXITED, NEVER_RECOGNISED)).astype(np.int8)
