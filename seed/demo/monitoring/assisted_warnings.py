"""Warnings that led to assistance: attached, some weeks back, to assistance that exists as a record of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from seed.demo.province_data import ProvinceData
from seed.demo.registry.people_and_households import People
from seed.demo.toolkit.calibration import REFERENCE_DAY
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.day_numbers import day_number
from seed.demo.toolkit.sampling import Random, choose, code_of, sample_per_group
from shared.models import EntryReason, OutcomeResult, ResponseKind, SpecialKind, TemporaryKind

from .warning_table import WarningTable, last_known_day, tier_status_on, undecided_warnings

MAX_LAG = 120
LAGS = {  # days from warning to assistance by kind, ASSUMED: median, spread (log), least
    ResponseKind.CHARITY: (38, 0.5, 7),
    ResponseKind.SPECIAL: (22, 0.55, 5),
    ResponseKind.TEMPORARY: (16, 0.5, 4),
    ResponseKind.TIER: (36, 0.42, 14),
}
EMERGENCY_LAG = (4, 0.55, 1)
SPECIAL_KIND_WEIGHTS = {
    SpecialKind.EDUCATION: 0.16,
    SpecialKind.MEDICAL: 1.0,
    SpecialKind.EMPLOYMENT: 1.0,
}  # how likely
MAX_DAYS_INTO_NEXT_YEAR = 90
# Kinds of assistance after a warning, ASSUMED; the large medical supplement began in 2023.
KIND_SHARES = {
    2021: {ResponseKind.CHARITY: 0.02, ResponseKind.SPECIAL: 0.18, ResponseKind.TEMPORARY: 0.34},
    2022: {ResponseKind.CHARITY: 0.02, ResponseKind.SPECIAL: 0.18, ResponseKind.TEMPORARY: 0.34},
    2023: {ResponseKind.CHARITY: 0.07, ResponseKind.SPECIAL: 0.15, ResponseKind.TEMPORARY: 0.33},
}


@dataclass
class AssistanceEvents(ColumnarTable):
    """Assistance that a warning may have led to: `record` is its position in its own table."""

    person: Array
    started: Array
    record: Array


def draw_assisted(random: Random, province: ProvinceData, count: int, year: int, used: Array) -> WarningTable:
    """`count` warnings of the year about different persons who were assisted after them.

    `used` marks persons whose assistance is explained by a warning already; it is brought up to date.
    """
    parts: list[WarningTable] = []
    for kind, share in _shares_by_kind(year):
        number = count - sum(map(len, parts)) if share is None else round(count * share)
        assistance = _events_of_kind(province, kind)
        events = _draw_before(random, province, kind, assistance.take(~used[assistance.person]), number, year)
        used[events.person] = True
        parts.append(events)
    return WarningTable.concatenate(parts)


def _shares_by_kind(year: int) -> Iterator[tuple[ResponseKind, float | None]]:
    """The scarcest kind first; recognitions make up the rest."""
    yield from KIND_SHARES[year].items()
    yield ResponseKind.TIER, None


def _events_of_kind(province: ProvinceData, kind: ResponseKind) -> AssistanceEvents:
    if kind is ResponseKind.TIER:
        entered = np.flatnonzero(province.people.last.entry == code_of(EntryReason.APPLICATION))
        return AssistanceEvents(entered, province.people.last.start[entered], entered)
    if kind is ResponseKind.TEMPORARY:
        resident_grants = np.flatnonzero(province.temporary_grants.resident)
        return AssistanceEvents(
            province.temporary_grants.person[resident_grants],
            province.temporary_grants.day[resident_grants],
            resident_grants,
        )
    if kind is ResponseKind.SPECIAL:
        special_grants = np.flatnonzero(province.special_grants.kind != code_of(SpecialKind.HOUSING))
        return AssistanceEvents(
            province.special_grants.person[special_grants], province.special_grants.day[special_grants], special_grants
        )
    personal = np.flatnonzero(province.deliveries.to_person)
    return AssistanceEvents(province.deliveries.person[personal], province.deliveries.day[personal], personal)


def _draw_before(
    random: Random, province: ProvinceData, kind: ResponseKind, events: AssistanceEvents, count: int, year: int
) -> WarningTable:
    people = province.people
    issued = events.started - _draw_lags(random, province, kind, events)
    until = min(last_known_day(year) + MAX_DAYS_INTO_NEXT_YEAR, REFERENCE_DAY)
    fits = (issued >= day_number(year)) & (issued <= last_known_day(year)) & (events.started <= until)
    fits &= people.born[events.person] < issued - MAX_LAG
    previous = people.previous.take(events.person)
    if kind is ResponseKind.TIER:
        fits &= (previous.tier < 0) | (previous.end <= issued)
    positions = np.flatnonzero(fits)
    keys = people.household[events.person] if kind is ResponseKind.TIER else events.person
    positions = sample_per_group(random, positions, keys[positions])
    positions = choose(random, positions, count, _likelihoods(province, kind, events.take(positions)))
    chosen = events.take(positions)
    result = undecided_warnings(
        chosen.person, issued[positions], tier_status_on(people, chosen.person, issued[positions])
    )
    result.kind = np.full(count, code_of(kind), np.int8)
    result.result = np.full(count, code_of(OutcomeResult.ELIGIBLE), np.int8)
    result.record, result.started = chosen.record, chosen.started
    return result


def _likelihoods(province: ProvinceData, kind: ResponseKind, events: AssistanceEvents) -> Array:
    """How likely a warning preceded the assistance: it differs by county, and is low for the many education grants."""
    likely = province.villages.effects.factor("helped")[province.county[events.person]]
    if kind is ResponseKind.SPECIAL:
        shares = np.array([SPECIAL_KIND_WEIGHTS.get(special_kind, 0) for special_kind in SpecialKind])
        likely = likely * shares[province.special_grants.kind[events.record]]
    return likely


def _draw_lags(random: Random, province: ProvinceData, kind: ResponseKind, events: AssistanceEvents) -> Array:
    """Days from warning to assistance; the few draws beyond the longest are spread over the long ones."""
    count = len(events.person)
    table = np.array([LAGS[kind], EMERGENCY_LAG])
    urgent = np.zeros(count, int)
    if kind is ResponseKind.TEMPORARY:
        urgent = (province.temporary_grants.kind[events.record] == code_of(TemporaryKind.EMERGENCY)).astype(int)
    median, spread, least = table[urgent].T
    median = median * province.villages.effects.factor("lags")[province.county[events.person]]
    drawn = np.maximum(np.exp(random.normal(np.log(median), spread)), least)
    long = median + drawn % (MAX_LAG - median)
    return np.where(drawn > MAX_LAG, long, drawn).astype(np.int32)


def mark_entries_by_warning(people: People, warnings: WarningTable) -> None:
    """Set the entry reason of spells that warnings led to, for all members whose spells began on the same day."""
    recognised = warnings.take(warnings.kind == code_of(ResponseKind.TIER))
    start = np.full(int(people.household.max()) + 1, -1, np.int32)
    start[people.household[recognised.person]] = recognised.started
    entered_with_household = people.last.start == start[people.household]
    came = entered_with_household & (people.last.entry == code_of(EntryReason.APPLICATION))
    people.last.entry = np.where(came, code_of(EntryReason.WARNING), people.last.entry).astype(np.int8)
