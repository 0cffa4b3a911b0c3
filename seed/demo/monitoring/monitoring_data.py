"""Dynamic monitoring of three years: warnings, outcomes, visits, and persons who moved between two warnings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.province_data import ProvinceData
from seed.demo.toolkit.calibration import YEARS, Scale
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.sampling import Random, random_stream

from .assisted_warnings import draw_assisted, mark_entries_by_warning
from .county_moves import CountyMoves, draw_county_moves, villages_of_warnings
from .warning_facts import draw_facts
from .warning_outcomes import assign_outcomes, clear_decision_days, draw_visits, mark_eligible
from .warning_risks import draw_risks
from .warning_table import DIED_SHARE, WarningTable, draw_before_death, draw_overdue, draw_repeated, draw_unassisted

THIRD_WARNING_SHARE = 0.09  # ASSUMED share of repeated warnings that are a third one


@dataclass
class Monitoring:
    """All warnings in order of village, with the village each was sent to, and their visits."""

    warnings: WarningTable
    village: Array
    facts: Array
    visited: Array
    planned: Array
    done: Array
    moves: CountyMoves


def draw_monitoring(seed: int, province: ProvinceData, scale: Scale) -> Monitoring:
    """The warnings of all years; the last year is drawn first because its counts are published."""
    random = random_stream(seed, "monitoring")
    used = np.zeros(len(province.people), bool)
    drawn = WarningTable.concatenate([_draw_year(random, province, scale, year, used) for year in reversed(YEARS)])
    mark_entries_by_warning(province.people, drawn)
    moves = draw_county_moves(random, province, drawn, scale.target("movers"))
    village = villages_of_warnings(province, drawn, moves)
    order = np.lexsort((drawn.issued, village))
    drawn, village = drawn.take(order), village[order]
    return Monitoring(drawn, village, draw_facts(random, province.people, drawn), *draw_visits(random, drawn), moves)


def _draw_year(random: Random, province: ProvinceData, scale: Scale, year: int, used: Array) -> WarningTable:
    """The warnings of one year: exactly so many persons, assisted persons, eligible persons and warnings."""
    warned, assisted, eligible, warnings = (
        scale.target(f"{word}_{year}") for word in ("warned", "assisted", "eligible", "warnings")
    )
    parts = [draw_assisted(random, province, assisted, year, used)]
    parts.append(
        _without_persons_of(draw_before_death(random, province.people, round(warned * DIED_SHARE), year), parts)
    )
    for part in parts:
        _assign_risks_and_outcomes(random, province, part)
    if year == YEARS[-1]:
        forgotten = draw_overdue(random, province, scale, _not_yet_warned(province, parts))
        forgotten.risk = draw_risks(random, province.people, forgotten, province.special_grants)
        clear_decision_days(forgotten)
        parts.append(forgotten)
    unassisted = draw_unassisted(random, province, warned - _total(parts), year, _not_yet_warned(province, parts))
    _assign_risks_and_outcomes(random, province, unassisted)
    mark_eligible(random, province, unassisted, eligible - assisted)
    first = WarningTable.concatenate([*parts, unassisted])
    return WarningTable.concatenate([first, *_draw_further(random, province, first, warnings - warned, year)])


def _draw_further(
    random: Random, province: ProvinceData, first: WarningTable, count: int, year: int
) -> list[WarningTable]:
    """A second warning about some persons, a third about a few of them."""
    previous = np.zeros(len(province.people), np.int32)
    previous[first.person] = first.issued
    third = round(count * THIRD_WARNING_SHARE)
    twice = draw_repeated(random, province.people, first, count - third, year, previous)
    _assign_risks_and_outcomes(random, province, twice)
    thrice = draw_repeated(random, province.people, twice, third, year, previous)
    _assign_risks_and_outcomes(random, province, thrice)
    return [twice, thrice]


def _assign_risks_and_outcomes(random: Random, province: ProvinceData, drawn: WarningTable) -> None:
    drawn.risk = draw_risks(random, province.people, drawn, province.special_grants)
    assign_outcomes(random, province, drawn)


def _total(parts: list[WarningTable]) -> int:
    return sum(len(part) for part in parts)


def _not_yet_warned(province: ProvinceData, parts: list[WarningTable]) -> Array:
    """Who was not warned about yet in the year."""
    free = np.ones(len(province.people), bool)
    for part in parts:
        free[part.person] = False
    return free


def _without_persons_of(part: WarningTable, others: list[WarningTable]) -> WarningTable:
    return part.take(~np.isin(part.person, np.concatenate([other.person for other in others])))
