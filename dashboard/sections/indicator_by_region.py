"""One indicator by region: the league table, beside the map where there are shapes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from sqlalchemy import select

from dashboard.components.charts.choropleth import build_choropleth, draw_drill_down_map, has_shapes
from dashboard.components.charts.map_classes import RegionShare, build_classes, render_map_legend
from dashboard.components.html.chips import draw_chips
from dashboard.components.html.data_table import Folding
from dashboard.components.html.download_links import csv_link, every_figure_link
from dashboard.components.html.league_table import League, LeagueLine, render_league_table
from dashboard.components.html.rendering import draw_side_by_side, emit_html, emit_template
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.region_navigation import ComparedRegions
from dashboard.sections.availability import explain_missing
from dashboard.sections.funnel_plot_by_region import draw_funnel_plot
from dashboard.sections.league_choices import apply_league_choices, draw_league_choices, read_league_choices
from dashboard.sections.region_shares import load_region_shares
from dashboard.sections.regional_table import (
    choose_folding,
    draw_level_choice,
    is_available_below,
    list_shown,
    load_compared,
    render_more_rows,
)
from dashboard.sections.similar_counties import add_mean, draw_similar_choice, load_similar
from shared.indicators.catalogue import indicator
from shared.indicators.indicator import Indicator
from shared.indicators.league import RankedValue, rank_values
from shared.indicators.rounding import format_column_unit
from shared.indicators.units import Unit
from shared.locale import _
from shared.models import Level, ResidentPopulation

RATE = "coverage_rate"
MOST_WITH_ALL_FIGURES = 150  # regions: the file of all figures of all townships is not for a click


def draw_indicator_by_region(
    context: PageContext, key: str, choices: dict[str, str] | None = None, missing: str = ""
) -> None:
    """Draw the regions of the chosen level by `key`; `choices` are other keys, `missing` is a text."""
    if not is_available_below(context, key):
        _draw_unavailable(context, key, choices)
        return
    compared, declared = load_compared(context, key), indicator(key)
    chosen = read_league_choices(context, declared)
    similar = load_similar(context, compared, chosen)
    league, values = build_league(context, key, compared, chosen.sort)
    league = add_mean(league, similar)
    year = describe_population_year(context, compared) if key == RATE else ""
    draw_section_header(
        league.format_title(), str(declared.name), format_column_unit(declared.unit), context.region_and_period, year
    )
    if choices:
        draw_chips(_("Indicator"), "measure", choices, key, context.url)
    draw_level_choice(context, compared, key)
    if missing:
        emit_template("paragraph", text=missing)
    draw_league_choices(context, league, chosen)
    draw_similar_choice(context, compared, similar)
    lines = apply_league_choices(league, chosen, similar.codes if similar else ())
    shares = load_region_shares(context, key, values, compared)
    emit_table = partial(
        _emit_table, context, compared, league, lines, shares, is_searched=bool(chosen.search or chosen.peers)
    )
    _draw_map_and_table(context, compared, league.indicator, shares, emit_table)
    files = [csv_link(key, compared.whole, context.period, level=compared.level, league=chosen)]
    if len(compared.regions) <= MOST_WITH_ALL_FIGURES:
        files.append(every_figure_link(compared.whole, context.period, compared.level))
    if compared.level is Level.CITY:  # of the province: its counties are few enough, and what a meeting is about
        files.append(every_figure_link(compared.whole, context.period, Level.COUNTY, is_named=True))
    draw_section_footer([key], context.as_of, context.allowed_downloads(*files))
    draw_funnel_plot(context, league)


def _draw_unavailable(context: PageContext, key: str, choices: dict[str, str] | None) -> None:
    """What is said of a figure that no region below can have: never another figure in its place."""
    name, level = indicator(key).name, context.navigation.levels[0]
    title = _("{figure}: there is none below {region}").format(figure=name, region=context.region.name)
    draw_section_header(title, str(indicator(key).unit.label), context.region_and_period)
    if choices:
        draw_chips(_("Indicator"), "measure", choices, key, context.url)
    emit_template("paragraph", text=explain_missing([key], level))
    emit_template("paragraph", text=_("The indicators to choose from above can be compared by region."))
    draw_section_footer([key], context.as_of, [])


def _draw_map_and_table(
    context: PageContext,
    compared: ComparedRegions,
    declared: Indicator,
    shares: Sequence[RegionShare],
    emit_table: Callable[[], None],
) -> None:
    """Map and table side by side, or the table alone. `shares` colour the map."""
    parts = [share for share in shares if share.region in compared.regions]
    ceiling = Decimal(100) if declared.unit is Unit.PERCENT else None
    bands = build_classes([share.value for share in parts if share.is_ranked], ceiling)
    if not has_shapes(compared.regions) or not bands:
        emit_table()
        return

    def draw_map() -> None:
        figure = build_choropleth(parts, bands, context.palette, declared.better)
        draw_drill_down_map(figure, compared.whole.code, context.url, parts)
        emit_html(render_map_legend(parts, bands, context.palette, declared.better))

    draw_side_by_side([11, 9], draw_map, emit_table)


def _emit_table(
    context: PageContext,
    compared: ComparedRegions,
    league: League,
    lines: Sequence[LeagueLine],
    shares: Sequence[RegionShare],
    *,
    is_searched: bool,
) -> None:
    """The lines, of many the first; all of those that were searched for."""
    shown = (
        {line.region for line in lines} if is_searched else set(list_shown(context, [line.region for line in lines]))
    )
    if len(lines) < len(league.lines):
        emit_template(
            "paragraph", text=_("{n} of {all} regions").format(n=f"{len(lines):,}", all=f"{len(league.lines):,}")
        )
    folding = Folding.NEVER if is_searched else choose_folding(context, compared, len(lines))
    visible = [line for line in lines if line.region in shown]
    by_region = {share.region: share for share in shares}
    emit_html(render_league_table(league, visible, by_region, context.url, folding))
    if not is_searched:
        emit_html(render_more_rows(context, compared, len(lines), league.indicator.key))


def describe_population_year(context: PageContext, compared: ComparedRegions) -> str:
    """The year of the resident population that the rates of the period divide by."""
    day = min(context.period.end, context.as_of.day)
    years = context.session.scalars(
        select(ResidentPopulation.year)
        .where(
            ResidentPopulation.region_code.in_([region.code for region in compared.with_whole]),
            ResidentPopulation.is_in_force(day),
        )
        .distinct()
        .order_by(ResidentPopulation.year)
    ).all()
    return _("residents at the end of {years}").format(years=_(", ").join(map(str, years))) if years else ""


def build_league(
    context: PageContext, key: str, compared: ComparedRegions, sort: str
) -> tuple[League, IndicatorValues]:
    """The values of the compared regions and of their whole with ranks, and those of a year ago."""
    year_ago = context.find_basis(key, context.period.year_ago)
    periods = [context.period, *([year_ago] if year_ago else [])]
    values = context.load_values(key, regions=compared.with_whole, periods=periods)
    regions = {region.code: region for region in compared.with_whole}
    same = context.comparable_regions(compared.with_whole, year_ago) if year_ago else []

    def line(ranked: RankedValue) -> LeagueLine:
        region = regions[ranked.value.region_code]
        return LeagueLine(region, compared.path_of(region), ranked)

    before = {p.code: values.total(key, p.code, year_ago) for p in same} if year_ago else {}
    ranked_values = rank_values((values.total(key, p.code, context.period) for p in compared.regions), before)
    code = compared.whole.code
    whole = line(RankedValue(values.total(key, code, context.period), before=before.get(code)))
    selected = None if context.region == compared.whole else context.region
    return League(whole, [line(ranked) for ranked in ranked_values], year_ago is not None, selected, sort), values
