"""The lists behind a figure: those it counts, those it is divided by, those of the base that it does not count."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter

from shared.access import ScopedSession
from shared.clock import Period
from shared.locale import lazy as _l
from shared.models import Level
from shared.models.labelled_enum import LabelledEnum
from shared.models.region import level_of

from .calendar import Calendar
from .catalogue import COUNTED_MEASURES, MEASURES, UNDIMENSIONED_MEASURES, summands
from .counted_rows import entity_of, is_read_in_groups, sums_up
from .cube_reader import COUNTED_ON_DEMAND, aggregate_on_demand, fetch_observations, is_reported_at
from .cube_snapshot import CubeSnapshot
from .indicator import Indicator
from .keys_in_cube import keys_in_cube
from .listed_keys import connection_of_lists
from .measure import Measure
from .queries import canonical_sql
from .row_selection import Selection


class Part(LabelledEnum):
    """Which of the lists behind a figure."""

    NUMERATOR = "numerator", _l("Counted")
    LESS = "less", _l("Subtracted")
    DENOMINATOR = "denominator", _l("Base")
    REST = "rest", _l("In the base, but not counted")


@dataclass(frozen=True)
class ListTotal:
    """How many rows a list has; `amount`: what they come to in the unit of the measure (fen), where it sums amounts.

    `has_more`: there are more rows than were counted.
    """

    rows: int
    amount: int | None = None
    has_more: bool = False


def parts_of(one: Indicator) -> list[Part]:
    """The lists that there are behind a figure."""
    parts = [Part.NUMERATOR]
    if one.minus and not _takes_out(one):
        parts.append(Part.LESS)
    if one.denominator and not one.percentile:
        parts.append(Part.DENOMINATOR)
        sides = MEASURES[one.numerator], MEASURES[one.denominator]
        if not one.minus and entity_of(sides[0]) == entity_of(sides[1]) and not any(map(sums_up, sides)):
            parts.append(Part.REST)
    return parts


def measure_of(one: Indicator, part: Part) -> Measure:
    """The measure whose rows a list shows."""
    keys = {Part.NUMERATOR: one.numerator, Part.LESS: one.minus}
    return MEASURES[keys.get(part, one.denominator)]


def select_rows(
    one: Indicator, part: Part, region: str, period: Period, state: CubeSnapshot, dimension: str = ""
) -> Selection:
    """The selection of a list; `dimension`: `tier=dibao`, or nothing for all."""

    def of(key: str) -> Selection:
        name, _is, category = ("" if key in UNDIMENSIONED_MEASURES else dimension).partition("=")
        return Selection(MEASURES[key], region, period, state.day, state.law, name, category)

    selected = of(measure_of(one, part).key)
    if part is Part.REST:
        return replace(selected, without=of(one.numerator))
    return replace(selected, without=of(one.minus)) if part is Part.NUMERATOR and _takes_out(one) else selected


def is_listed(measure: Measure, region: str, period: Period, state: CubeSnapshot) -> bool:
    """Whether there are such rows: a township has no quota, and what is known of today alone has no history."""
    is_known = state.holds(period) and (state.is_open(period) or not measure.current_only)
    return is_known and is_reported_at(measure, level_of(region))


def load_total(session: ScopedSession, selection: Selection, most: int | None = None) -> ListTotal:
    """The length of a list, and what its amounts come to: from the cube, as the figure.

    Where the cube sums amounts it may not know of how many rows: they are counted, `most` of them if it is given.
    """
    total = _of_cells(session, selection, selection.measure.key)
    if not sums_up(selection.measure):
        left_out = selection.without
        return ListTotal(total - (0 if left_out is None else _of_cells(session, left_out, left_out.measure.key)))
    counted_by = _counting_measure(selection.measure.key)
    if counted_by is not None:
        return ListTotal(_of_cells(session, selection, counted_by), total)
    rows = connection_of_lists(session).scalar(selection.count(None if most is None else most + 1)) or 0
    return ListTotal(rows, total) if most is None or rows <= most else ListTotal(most, total, has_more=True)


@cache
def _counting_measure(key: str) -> str | None:
    """The measure that counts the very rows whose amounts another one sums up; None where there is none."""
    summed = MEASURES[key]
    meaning = attrgetter("source", "timing", "start", "end", "where", "rolls_up", "ends_at")

    def counts_the_same(one: Measure) -> bool:
        counts_rows = one.amount is None and one.subject is None and not is_read_in_groups(one)
        is_same = all(own is other for own, other in zip(meaning(one), meaning(summed), strict=True))
        return counts_rows and is_same and one.dimensions.keys() >= summed.dimensions.keys()

    return next((one.key for one in COUNTED_MEASURES.values() if counts_the_same(one)), None)


def _of_cells(session: ScopedSession, selection: Selection, key: str) -> int:
    """What the cube says of a measure, or what is counted where the cube does not reach."""
    dimension = f"{selection.dimension}={selection.category}" if selection.dimension else ""
    parts = summands(key, dimension)
    return sum(one.sign * _count_cells(session, selection, one.measure, one.dimension) for one in parts)


def _count_cells(session: ScopedSession, selection: Selection, key: str, dimension: str) -> int:
    code, period, by = selection.region, selection.period, dimension.partition("=")[0]
    cells = fetch_observations(session, {key}, [code], [period], by, [dimension] if dimension else [])
    if level_of(code) in COUNTED_ON_DEMAND:
        calendar = Calendar(selection.day, law=selection.law, longer_to=Level.VILLAGE)
        aggregate_on_demand(session, cells, {key}, [code], {by}, calendar, [period])
    keys = [(key, dimension, time) for time in keys_in_cube(MEASURES[key], period, selection.day)]
    return cells.numbers(keys, [code], [0])[0] or 0


def definition_version(one: Indicator) -> str:
    """A short name of what a figure means now: another one when what it counts is declared otherwise."""
    meaning = "\n".join(f"{MEASURES[key].timing} {canonical_sql(MEASURES[key])}" for key in one.measures)
    return hashlib.sha256(f"{meaning}\n{one.factor}".encode()).hexdigest()[:12]


def _takes_out(one: Indicator) -> bool:
    """Whether a figure leaves some out of those it counts, rather than taking one number from another."""
    if not one.minus:
        return False
    counted, left_out = MEASURES[one.numerator], MEASURES[one.minus]
    return counted.timing is left_out.timing and entity_of(counted) == entity_of(left_out) and not sums_up(counted)
