"""What somebody chose of a league table: which regions by name or by what is left to do, and the order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.components.html.chips import draw_chips
from dashboard.components.html.league_table import REVERSED, SORT, SORTS, League, LeagueLine, sort_lines
from dashboard.components.html.search_form import SEARCH, draw_search_form
from dashboard.page_context import PageContext
from shared.indicators.indicator import Indicator
from shared.indicators.league import has_goal, is_unfinished, is_worse
from shared.locale import _

ONLY, EVERY, WORSE, UNFINISHED = "only", "all", "worse", "unfinished"
MIN_REGIONS = 10  # of fewer regions nothing has to be searched


@dataclass(frozen=True)
class LeagueChoices:
    """The words that names are searched for, the filter, and the column the table is sorted by."""

    search: str
    only: str
    sort: str

    @property
    def narrows(self) -> bool:
        """Whether some regions are left out on request."""
        return bool(self.search) or self.only != EVERY


def read_league_choices(context: PageContext, one: Indicator) -> LeagueChoices:
    """The choices in the URL; InvalidPageQueryError when one of them does not exist for the figure."""
    sorts = {key: key for column in SORTS for key in (column, f"{REVERSED}{column}")}
    only = context.query_option(ONLY, name_filters(one, context.navigation.parent.name, complete=True), EVERY)
    needs_attention_first = f"{REVERSED}rank" if one.better else "rank"
    return LeagueChoices(
        context.query_text(SEARCH),
        only if only in name_filters(one, "") else EVERY,
        context.query_option(SORT, sorts, needs_attention_first),
    )


def name_filters(one: Indicator, whole: str, *, complete: bool = False) -> dict[str, str]:
    """The filters that a figure has, by name; `complete`: also those that others have."""
    filters = {EVERY: _("all regions")}
    if one.needs_base or complete:
        template = _("worse than {whole}") if one.better else _("below {whole}")
        filters[WORSE] = template.format(whole=whole)
    if has_goal(one) or complete:
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


def apply_league_choices(league: League, choices: LeagueChoices) -> list[LeagueLine]:
    """The chosen lines, in the chosen order."""
    words = choices.search.casefold()
    fits: dict[str, Callable[[LeagueLine], bool]] = {
        EVERY: lambda _line: True,
        WORSE: lambda line: line.value.is_rankable and is_worse(line.value, league.whole.value),
        UNFINISHED: lambda line: is_unfinished(line.value),
    }
    return [
        line
        for line in sort_lines(league)
        if words in f"{line.region.name} {line.path}".casefold() and fits[choices.only](line)
    ]
