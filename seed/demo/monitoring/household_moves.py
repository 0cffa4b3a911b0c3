"""Families that moved, within their county or to another one, and those just offered to another office."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.province_data import ProvinceData
from seed.demo.registry.recognitions import HouseholdMoves
from seed.demo.toolkit import office_days
from seed.demo.toolkit.calibration import DEMO_COUNTY, FIRST_DAY, REFERENCE_DAY, Scale
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.day_numbers import NO_DAY, month_start
from seed.demo.toolkit.sampling import Random, choose, random_stream, sample_between
from shared.models import Level

from .monitoring_data import Monitoring

MIN_DAYS_BEFORE, LAST_MOVE = 90, REFERENCE_DAY - 40  # days in the tier before a move; the last day of one
OFFER_DAYS, DECISION_DAYS = (3, 15), (1, 8)  # days from move to offer, working days from offer to decision; ASSUMED
OFFERED_ON, OFFERED_FROM = REFERENCE_DAY - 5, REFERENCE_DAY - 20  # the offers that still wait, and when these moved


@dataclass
class Transfers(ColumnarTable):
    """A household handed over to the office of the county `county` (a position); `decided` is NO_DAY while it waits."""

    household: Array
    village: Array
    county: Array
    day: Array
    paid_from: Array
    offered: Array
    decided: Array


def draw_household_moves(
    seed: int, province: ProvinceData, monitoring: Monitoring, scale: Scale
) -> tuple[HouseholdMoves, Transfers]:
    """The moves of families of whom nothing else happened, so that all that did lies in one place."""
    random = random_stream(seed, "household moves")
    candidates, since = _list_candidates(province, monitoring)
    within, between = scale.target("moved_in_county"), scale.target("moved_between_counties")
    positions = choose(random, np.arange(len(candidates)), min(within + between, len(candidates)))
    household, to_other_county = candidates[positions], np.arange(len(positions)) >= within
    day = sample_between(random, np.maximum(since[positions], FIRST_DAY) + MIN_DAYS_BEFORE, LAST_MOVE, len(positions))
    moves = HouseholdMoves(
        household, _draw_former_villages(random, province, household, to_other_county), day, _next_month(day)
    )
    accepted = _draw_accepted(random, province, moves.take(np.flatnonzero(to_other_county)))
    waiting = _list_waiting(province, np.setdiff1d(candidates, household))
    transfers = Transfers.concatenate([accepted, waiting])
    order = np.argsort(moves.household)
    return moves.take(order), transfers.take(np.argsort(transfers.village, kind="stable"))


def _list_candidates(province: ProvinceData, monitoring: Monitoring) -> tuple[Array, Array]:
    """Households in a tier since long enough, nobody of whom died, was warned about or was given anything."""
    people, is_busy = province.people, province.people.died < NO_DAY
    for events in (monitoring.warnings, province.special_grants, province.temporary_grants, province.deliveries):
        is_busy[events.person] = True
    busy = np.bincount(people.household, is_busy, len(province.households)) > 0
    heads = people.heads()
    last = people.last.take(heads)
    fits = (
        last.in_force(REFERENCE_DAY) & (last.start < LAST_MOVE - 2 * MIN_DAYS_BEFORE) & ~busy[people.household[heads]]
    )
    return people.household[heads[fits]], last.start[fits]


def _draw_former_villages(random: Random, province: ProvinceData, household: Array, to_other_county: Array) -> Array:
    """Another village of the county, or one far away in the list of all villages."""
    villages, own = province.villages, province.households.village[household]
    bounds = np.searchsorted(villages.county, np.arange(len(villages.by_county) + 1))
    first, size = bounds[villages.county[own]], np.diff(bounds)[villages.county[own]]
    in_county = first + (own - first + sample_between(random, 1, size, len(own))) % size
    count = len(villages.code)
    elsewhere = (own + sample_between(random, count // 4, 3 * count // 4, len(own))) % count
    return np.where(to_other_county, elsewhere, in_county).astype(np.int32)


def _next_month(days: Array) -> Array:
    return month_start(month_start(days) + 31)


def _draw_accepted(random: Random, province: ProvinceData, moves: HouseholdMoves) -> Transfers:
    """Offered in the days after the move, accepted in the days after that."""
    offered = office_days.on_or_after(moves.day + sample_between(random, *OFFER_DAYS, len(moves)))
    decided = office_days.add(offered, sample_between(random, *DECISION_DAYS, len(moves)))
    county = province.villages.county[province.households.village[moves.household]]
    return Transfers(moves.household, moves.former, county, moves.day, moves.paid_from, offered, decided)


def _list_waiting(province: ProvinceData, candidates: Array) -> Transfers:
    """One family offered to the demo county, one that the demo county offers; fewer where it has none."""
    villages = province.villages
    counties, county = villages.ancestors_at(Level.COUNTY)[0], villages.county[province.households.village[candidates]]
    demo = int(np.flatnonzero(counties == DEMO_COUNTY)[0])
    outside, inside = candidates[county != demo][:1], candidates[county == demo][:1]
    household = np.concatenate([outside, inside])
    next_county = (demo + 1) % len(counties)
    to = np.array([demo] * len(outside) + [next_county] * len(inside), np.int32)
    day, offered = (np.full(len(household), on, np.int32) for on in (OFFERED_FROM, OFFERED_ON))
    village = province.households.village[household]
    return Transfers(household, village, to, day, _next_month(day), offered, np.full(len(household), NO_DAY, np.int32))
