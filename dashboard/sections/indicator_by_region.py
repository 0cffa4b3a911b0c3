"""One indicator by region: map beside ranked table."""

from __future__ import annotations

from sqlalchemy import select

from dashboard.components.html.chips import draw_chips
from dashboard.components.html.region_ranking import Ranking, RankingLine, draw_ranking
from dashboard.components.html.rendering import emit_template
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.region_shares import load_region_shares
from shared.indicators.catalogue import indicator
from shared.locale import _
from shared.models import ResidentPopulation

RATE = "coverage_rate"


def draw_indicator_by_region(
    context: PageContext, key: str, choices: dict[str, str] | None = None, missing: str = ""
) -> None:
    """Draw the children (for a village: siblings) by `key`; `choices` are other keys, `missing` is a text."""
    ranking, values = build_ranking(context, key)
    declared = indicator(key)
    year = describe_population_year(context) if key == RATE else ""
    draw_section_header(
        ranking.format_title(), str(declared.name), str(declared.unit.label), context.region_and_period, year
    )
    if choices:
        draw_chips(_("Indicator"), "measure", choices, key, context.url)
    if missing:
        emit_template("paragraph", text=missing)
    regions = dict.fromkeys([context.navigation.parent, *context.navigation.compared_regions])
    draw_ranking(ranking, load_region_shares(context, key, values, regions), context.url, context.palette)
    draw_section_footer(
        [key],
        context.as_of,
        context.allowed_downloads(*context.csv_by_region(key)),
    )


def describe_population_year(context: PageContext) -> str:
    """The year of the resident population that the rates of the period divide by."""
    regions = [context.navigation.parent, *context.navigation.compared_regions]
    day = min(context.period.end, context.as_of.day)
    years = context.session.scalars(
        select(ResidentPopulation.year)
        .where(
            ResidentPopulation.region_code.in_([region.code for region in regions]),
            ResidentPopulation.is_in_force(day),
        )
        .distinct()
        .order_by(ResidentPopulation.year)
    ).all()
    return _("residents at the end of {years}").format(years=_(", ").join(map(str, years))) if years else ""


def build_ranking(context: PageContext, key: str) -> tuple[Ranking, IndicatorValues]:
    """The values of the compared regions and of their parent, with those of a year ago."""
    year_ago, parent = context.find_basis(key, context.period.year_ago), context.navigation.parent
    regions = dict.fromkeys([parent, *context.navigation.compared_regions])
    values = context.load_values(key, regions=regions, periods=[context.period, *([year_ago] if year_ago else [])])
    same = context.comparable_regions(regions, year_ago) if year_ago else []

    def line(region: RegionRef) -> RankingLine:
        before = values.total(key, region.code, year_ago) if year_ago and region in same else None
        return region, values.total(key, region.code, context.period), before

    lines = [line(region) for region in context.navigation.compared_regions]
    return Ranking(
        line(parent), lines, year_ago is not None, selected=None if context.region == parent else context.region
    ), values
