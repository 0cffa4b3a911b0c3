"""Units are types: a declaration that divides persons by households, or money by nothing, is an error."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Cast

from .indicator import Indicator
from .measure import Measure
from .units import Unit

LIKE_ITEMS = {Unit.ITEMS, Unit.UNITS, Unit.PERSON_TIMES}  # each row counts one
NUMERATORS: dict[Unit, set[Unit]] = {
    **{unit: {unit} for unit in (Unit.PERSONS, Unit.HOUSEHOLDS, Unit.YUAN, Unit.WATT, Unit.KWH)},
    **dict.fromkeys(LIKE_ITEMS, LIKE_ITEMS),
}
MONEY_PER: dict[Unit, set[Unit]] = {
    Unit.YUAN_PER_GRANT: LIKE_ITEMS,
    Unit.YUAN_PER_PERSON_MONTH: {Unit.PERSONS},
    Unit.YUAN_PER_HOUSEHOLD: {Unit.HOUSEHOLDS},
    Unit.YUAN_PER_HOUSEHOLD_YEAR: {Unit.HOUSEHOLDS},
}
COUNTED_AS = {"id": Unit.ITEMS, "person_id": Unit.PERSONS, "household_id": Unit.HOUSEHOLDS}


class UnitMismatchError(TypeError):
    """A figure that its unit cannot mean."""


def unit_of(measure: Measure) -> Unit:
    """What one of a measure is: its amount, its subject, or a row."""
    if measure.amount is not None:
        return measure.amount_in or Unit.ITEMS
    if measure.subject is None or isinstance(measure.subject, Cast):
        return Unit.ITEMS
    return COUNTED_AS[measure.subject.key]


def check_units(one: Indicator, measures: Mapping[str, Measure]) -> None:
    """Raise UnitMismatchError unless numerator and denominator are what the unit of a figure divides."""
    top = unit_of(measures[one.numerator])
    bottom = unit_of(measures[one.denominator]) if one.denominator else None
    less = unit_of(measures[one.minus]) if one.minus else top
    if not _are_alike(top, less) or (one.minus and one.is_ratio) or not _fits(one, top, bottom):
        template = "{key} in {unit}: {top} less {less}, of {bottom}"
        raise UnitMismatchError(template.format(key=one.key, unit=one.unit, top=top, less=less, bottom=bottom))


def _fits(one: Indicator, top: Unit, bottom: Unit | None) -> bool:
    if one.unit is Unit.DAYS:
        return one.percentile > 0
    if one.unit.is_rate or one.unit is Unit.TIMES:
        return bottom is not None and _are_alike(top, bottom)
    if one.unit in MONEY_PER:
        return top is Unit.YUAN and bottom in MONEY_PER[one.unit]
    return top in NUMERATORS.get(one.unit, set())


def _are_alike(one: Unit, other: Unit) -> bool:
    return one is other or {one, other} <= LIKE_ITEMS
