"""Figures by the divisions of today: what a township and those it follows counted together, as far as that adds up."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select

from shared.access import ScopedSession
from shared.access.actor import in_subtrees
from shared.clock import Period
from shared.models import Level, Region
from shared.models.region import PREFIX_LENGTH, level_of

from .catalogue import MEASURES, indicator
from .indicator import Indicator
from .indicator_value import IndicatorValue
from .measure import Timing
from .values import load_values

TOWNSHIP = PREFIX_LENGTH[Level.TOWNSHIP]


@dataclass(frozen=True)
class FormerTownships:
    """Townships that became part of one as a whole, by code with their names.

    `is_mixed`: villages came to it, or went from it, without their township: it has no series by today's divisions.
    """

    names: dict[str, str]
    is_mixed: bool

    @property
    def adds_up(self) -> bool:
        """Whether there is a series by today's divisions that differs from the one by those of then."""
        return bool(self.names) and not self.is_mixed


def load_former_townships(session: ScopedSession, code: str) -> FormerTownships:
    """Those that a township follows, directly or by others between; none for other levels."""
    if level_of(code) is not Level.TOWNSHIP:
        return FormerTownships({}, is_mixed=False)
    county = in_subtrees(Region.code, (code[: PREFIX_LENGTH[Level.COUNTY]],))
    query = select(Region.code, Region.name, Region.successor_code).where(county, Region.successor_code.is_not(None))
    rows = session.execute(query.order_by(Region.code)).all()
    successors = {row.code: str(row.successor_code) for row in rows}
    names = {row.code: row.name for row in rows if len(row.code) == TOWNSHIP and code in _chain(successors, row.code)}
    own = {code, *names}
    moves = {(former[:TOWNSHIP], later[:TOWNSHIP]) for former, later in successors.items() if len(former) > TOWNSHIP}
    is_mixed = any((former in own) != (later in own) for former, later in moves)
    return FormerTownships(names, is_mixed)


def _chain(successors: dict[str, str], code: str) -> list[str]:
    found: list[str] = []
    while (code := successors.get(code, "")) and code not in found:
        found.append(code)
    return found


def is_additive(one: Indicator) -> bool:
    """Whether two townships' numbers add up: what counts rows, or people where each stands at the end of a period."""
    measures = [MEASURES[key] for key in one.measures]
    return not (one.percentile or one.reports) and all(
        measure.rolls_up and (measure.subject is None or measure.timing is Timing.STOCK) for measure in measures
    )


def load_values_by_today(
    session: ScopedSession,
    keys: Iterable[str],
    region: str,
    former: FormerTownships,
    periods: Iterable[Period],
    dimension: str = "",
    categories: Collection[str] = (),
) -> list[IndicatorValue]:
    """The values of a township with those of the townships it follows; of figures that do not add up its own only."""
    loaded = load_values(session, keys, [region, *former.names], periods, dimension, categories)
    found: dict[tuple[str, Period, str], IndicatorValue] = {}
    for value in sorted(loaded, key=lambda one: one.region_code != region):
        key = (value.indicator.key, value.period, value.dimension)
        if key not in found:
            found[key] = replace(value, region_code=region)
        elif is_additive(indicator(value.indicator.key)):
            found[key] = _together(found[key], value)
    own = {(value.indicator.key, value.period, value.dimension) for value in loaded if value.region_code == region}
    return [value for key, value in found.items() if key in own or is_additive(value.indicator)]


def _together(one: IndicatorValue, other: IndicatorValue) -> IndicatorValue:
    """Both sides added; unknown where one of them is."""
    numerator, denominator = (
        None if a is None or b is None else a + b
        for a, b in ((one.numerator, other.numerator), (one.denominator, other.denominator))
    )
    return replace(one, numerator=numerator, denominator=denominator, is_revised=one.is_revised or other.is_revised)
