"""Search: regions, figures and terms by any name, and the value of a figure in a region."""

from __future__ import annotations

from dashboard.components.html.figure_list_links import figure_url_of
from dashboard.components.html.rendering import emit_template
from dashboard.components.html.section_layout import draw_page_headline
from dashboard.components.text.number_format import format_period, format_with_status
from dashboard.page_context import PageContext
from dashboard.page_url import SEARCH_TEXT
from dashboard.views.search.matches import Matches, find_matches
from dashboard.views.search.region_matches import RegionIndex
from dashboard.views.search.search_sentence import describe_search
from shared.locale import _

MOST_SHOWN = 30
MOST_REGIONS, MOST_FIGURES = 12, 6  # of values that are read for a pair of words


def render(context: PageContext) -> None:
    """What was found for the text in the field of the header."""
    text = context.query_text(SEARCH_TEXT)
    index = RegionIndex(context)
    matches = find_matches(index, text)
    hint = _("Regions, indicators and terms, by any part of a name, pinyin or code")
    foreign = index.find_foreign(text.split()) if text and not matches else []
    draw_page_headline(describe_search(text, matches, foreign), hint, [])
    if matches.are_paired:
        _draw_values(context, index, matches)
    else:
        _draw_lists(context, index, matches)


def _draw_values(context: PageContext, index: RegionIndex, matches: Matches) -> None:
    """The figures of the regions, each leading to its table of regions."""
    regions, figures = matches.regions[:MOST_REGIONS], matches.figures[:MOST_FIGURES]
    values = context.load_values(*(one.key for one in figures), regions=regions)
    rows = [
        {
            "region": region.name,
            "path": index.describe_path(region),
            "figure": one.name,
            "value": format_with_status(value),
            "figure_url": figure_url_of(value),
            "is_small": value.is_small,
            "link": context.url.link("regions", region=region.code, measure=one.key),
        }
        for region in regions
        for one in figures
        for value in [values.total(one.key, region.code, context.period)]
    ]
    rows.sort(key=lambda row: not row["figure_url"])  # what is known first
    emit_template("search_values", rows=rows, period=format_period(context.period))


def _draw_lists(context: PageContext, index: RegionIndex, matches: Matches) -> None:
    lists = [
        (
            _("Regions"),
            [
                (region.name, index.describe_path(region), context.url.link("overview", region=region.code))
                for region in matches.regions
            ],
        ),
        (
            _("Indicators"),
            [(one.name, one.code, context.url.link("regions", measure=one.key)) for one in matches.figures],
        ),
        (_("Terms"), [(term.name, term.meaning, context.url.link("methodology")) for term in matches.terms]),
    ]
    emit_template("search_results", lists=lists, most=MOST_SHOWN)
