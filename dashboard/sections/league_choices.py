"""What somebody chose of a league table: which regions by name or by what is left to do, and the order."""

from __future__ import annotations

from collections.abc import Collection

from dashboard.components.html.chips import draw_chips
from dashboard.components.html.league_table import SORT, League, LeagueLine
from dashboard.components.html.search_form import SEARCH, draw_search_form
from dashboard.page_context import PageContext
from dashboard.sections.regional_table import read_rows
from shared.indicators.indicator import Indicator
from shared.indicators.league import (
    EVERY,
    FILTERS,
    REVERSED,
    SORTS,
    UNFINISHED,
    WORSE,
    LeagueChoices,
    default_sort,
    has_goal,
)
from shared.locale import _

ONLY, PEERS = "only", "peers"
MIN_REGIONS = 10  # of fewer regions nothing has to be searched


def read_league_choices(context: PageContext, one: Indicator) -> LeagueChoices:
    """The choices in the URL; a filter that the figure does not have is none."""
    read_rows(context)
    sorts = {key: key for column in SORTS for key in (column, f"{REVERSED}{column}")}
    only = context.query_option(ONLY, {key: key for key in FILTERS}, EVERY)
    return LeagueChoices(
        context.query_text(SEARCH),
        only if only in name_filters(one, "") else EVERY,
        context.query_option(SORT, sorts, default_sort(one)),
        context.query_text(PEERS),
    )


def name_filters(one: Indicator, whole: str) -> dict[str, str]:
    """The filters that a figure has, by name."""
    filters = {EVERY: _("all regions")}
    if one.needs_base:
        filters[WORSE] = (_("worse than {whole}") if one.better_region else _("below {whole}")).format(whole=whole)
    if has_goal(one):
        filters[UNFINISHED] = _("unfinished only")
    return filters


def draw_league_choices(context: PageContext, league: League, choices: LeagueChoices) -> None:
    """The search field and the filters; nothing above a table of a few."""
    if len(league.lines) < MIN_REGIONS:
        return
    key, filters = league.indicator.key, name_filters(league.indicator, league.whole.region.name)
    if len(filters) > 1:
        draw_chips(_("Show"), ONLY, filters, choices.only, context.url, section=key)
    draw_search_form(_("Name of the region"), choices.search, context.url, key)


def apply_league_choices(league: League, choices: LeagueChoices, peers: Collection[str]) -> list[LeagueLine]:
    """The chosen lines, in the chosen order."""
    lines = {line.region.code: line for line in league.lines}
    names = {code: f"{line.region.name} {line.path}" for code, line in lines.items()}
    chosen = choices.apply([line.ranked for line in league.lines], league.whole.value, names, peers)
    return [lines[one.value.region_code] for one in chosen]
