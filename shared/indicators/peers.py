"""Similar counties (同类县): those that agree in all declared traits, so that like is compared with like."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from babel.support import LazyProxy
from sqlalchemy import select

from shared.access import ScopedSession
from shared.clock import Period
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Level, Region
from shared.models.region import level_of

from .indicator_value import IndicatorValue
from .values import load_values

DECLARED_ON = date(2026, 11, 30)  # changed with the bands below
FIGURE = "coverage_rate"  # knows the residents and the share of low-income people
RESIDENTS = (300_000, 600_000, 1_000_000)
SHARE = (8, 15)  # low-income people per 1,000 residents
KINDS: dict[str, LazyProxy] = {
    "市辖区": _l("district of a city"),
    "县": _l("county (not a district)"),
    "县级市": _l("county-level city"),
    "功能区(统计用)": _l("development zone"),
}


@dataclass(frozen=True)
class Traits:
    """What similar counties have alike: the kind of division, the band of residents, the band of the share."""

    kind: str
    residents: int | None
    share: int | None

    def describe(self) -> str:
        """The traits in words."""
        parts = [str(KINDS.get(self.kind, self.kind))]
        if self.residents is not None:
            parts.append(_("residents {band}").format(band=format_band(RESIDENTS, self.residents)))
        if self.share is not None:
            parts.append(_("low-income people per 1,000 residents {band}").format(band=format_band(SHARE, self.share)))
        return _(", ").join(parts)


def format_band(edges: Sequence[int], position: int) -> str:
    """A band in words: below the first edge, between two, from the last on."""
    if position == 0:
        return _("below {edge}").format(edge=f"{edges[0]:,}")
    if position == len(edges):
        return _("{edge} and more").format(edge=f"{edges[-1]:,}")
    return _("{low} to below {high}").format(low=f"{edges[position - 1]:,}", high=f"{edges[position]:,}")


def load_traits(session: ScopedSession, regions: Iterable[str], period: Period) -> dict[str, Traits]:
    """The traits of counties in a period, by code."""
    counties = [code for code in regions if level_of(code) is Level.COUNTY]
    kinds = dict(session.execute(select(Region.code, Region.kind).where(Region.code.in_(counties))).all())
    values = load_values(session, [FIGURE], counties, [period])
    return {
        value.region_code: Traits(
            kinds.get(value.region_code, ""),
            bisect_right(RESIDENTS, value.denominator) if value.denominator else None,
            bisect_right(SHARE, value.value) if value.value is not None else None,
        )
        for value in values
    }


def find_peers(traits: dict[str, Traits], county: str) -> set[str]:
    """The counties with the traits of one, itself among them; none when it is not among the counties."""
    return {code for code, found in traits.items() if found == traits.get(county)}


def pool(values: Sequence[IndicatorValue]) -> IndicatorValue | None:
    """The mean of several: both sides added up; None where there is no mean of sums, or nothing known."""
    known = [value for value in values if value.value is not None]
    if not known or not known[0].indicator.is_ratio:
        return None
    sides = (sum(value.numerator or 0 for value in known), sum(value.denominator or 0 for value in known))
    return replace(known[0], region_code="", numerator=sides[0], denominator=sides[1])
