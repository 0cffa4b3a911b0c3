"""The lines of a comparison: the regions of the tray, then what they are compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from dashboard.components.charts.course_chart import Course
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef, load_region_refs
from shared.access import Permission
from shared.access.actor import in_subtrees
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.peers import find_peers, load_traits, pool
from shared.indicators.values import load_values
from shared.locale import _
from shared.models import Level, Region
from shared.models.region import existed_on, path_of

ABOVE, PEERS, NOBODY = "above", "peers", "none"


@dataclass(frozen=True)
class Line:
    """One figure of a region, or of several as one: in the period, a year before, and in each month."""

    name: str
    region: RegionRef | None
    now: IndicatorValue
    before: IndicatorValue | None
    by_month: Sequence[IndicatorValue]
    is_reference: bool = False

    @cached_property
    def course(self) -> Course:
        """What the chart draws: gaps where there is no number."""
        numbers = [None if one.value is None else float(one.value) for one in self.by_month]
        return Course(self.name, numbers, is_reference=self.is_reference, band=self.by_month[-1].band)


def load_lines(context: PageContext, key: str, regions: Sequence[RegionRef], against: str) -> list[Line]:
    """The regions of the tray, and the regions above them or the mean of similar counties."""
    above = _regions_above(context, regions) if against == ABOVE else []
    year_ago = context.as_of.basis(indicator(key), context.period, context.period.year_ago)
    times = list(dict.fromkeys([*context.as_of.months, context.period, *([year_ago] if year_ago else [])]))
    loaded = context.load_values(key, regions=[*regions, *above], periods=times)
    same = set(context.comparable_regions([*regions, *above], year_ago)) if year_ago else set()

    def line(region: RegionRef) -> Line:
        by_month = [loaded.total(key, region.code, month) for month in context.as_of.months]
        before = loaded.total(key, region.code, year_ago) if year_ago and region in same else None
        now = loaded.total(key, region.code, context.period)
        return Line(region.name, region, now, before, by_month, is_reference=region in above)

    lines = [line(region) for region in (*regions, *above)]
    return lines + (_peer_lines(context, key, regions) if against == PEERS else [])


def _regions_above(context: PageContext, regions: Sequence[RegionRef]) -> list[RegionRef]:
    """The region that contains all those compared and lies nearest, and the widest that the reader may see."""
    paths = [path_of(region.code)[:-1] for region in regions]
    shared = [code for code in paths[0] if all(code in path for path in paths)]
    actor, own = context.session.actor, {region.code for region in regions}
    visible = [one for one in shared if one not in own and actor.has_permission(Permission.FIGURES_READ, one)]
    chosen = list(dict.fromkeys([*visible[-1:], *visible[:1]]))
    found = load_region_refs(context.session, chosen) if chosen else {}
    return [found[code] for code in chosen]


def _peer_lines(context: PageContext, key: str, regions: Sequence[RegionRef]) -> list[Line]:
    """The mean of the counties similar to the first county of the tray, among those that the reader may see."""
    county = next((region for region in regions if region.level is Level.COUNTY), None)
    if county is None:
        return []
    traits = load_traits(context.session, _visible_counties(context), context.period)
    peers = sorted(find_peers(traits, county.code))
    times = list(dict.fromkeys([*context.as_of.months, context.period]))
    values = load_values(context.session, [key], peers, times)
    pooled = {time: pool([value for value in values if value.period == time]) for time in times}
    empty = {time: next(value for value in values if value.period == time) for time in times}
    now = pooled[context.period]
    if now is None:
        return []
    by_month = [pooled[month] or empty[month] for month in context.as_of.months]
    name = _("Mean of {n} similar counties").format(n=len(peers))
    return [Line(name, None, now, None, by_month, is_reference=True)]


def _visible_counties(context: PageContext) -> list[str]:
    prefixes = context.session.actor.prefixes(Permission.FIGURES_READ)
    days = context.period.start, min(context.period.end, context.as_of.day)
    query = select(Region.code).where(
        Region.level == Level.COUNTY, in_subtrees(Region.code, prefixes), *existed_on(*days)
    )
    return list(context.session.scalars(query.order_by(Region.code)))
