"""Tables of regions: by which level, how many rows at first, and of which regions between they are part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from dashboard.components.html.chips import draw_chips
from dashboard.components.html.data_table import Column, Folding, Row, render_table
from dashboard.components.html.rendering import emit_template, render_template
from dashboard.components.text.number_format import format_thousands
from dashboard.page_context import PageContext
from dashboard.region_navigation import ComparedRegions, RegionRef
from dashboard.sections.availability import explain_missing, is_available_at
from dashboard.sections.table_order import CellsOf, make_sortable, sort_regions
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.notes import may_exceed
from shared.locale import _
from shared.models import Level

WHOLE_AT_ONCE, FIRST_ROWS = 20, 10  # a table of at most so many regions is shown whole, of a longer one the first ten
MOST_ADDED_UP = 150  # regions of a table that are added up; townships of a province are too many to look at
ROWS, FIRST, ALL = "rows", "first", "all"


def is_available_below(context: PageContext, key: str) -> bool:
    """Whether the figure can have a value at one of the levels below the region."""
    return any(is_available_at(key, level) for level in context.navigation.levels)


def list_levels(context: PageContext, *keys: str, deepest: Level = Level.VILLAGE) -> list[Level]:
    """The levels below the region at which one of the figures can have a value; the nearest if none can."""
    order, below = list(Level), context.navigation.levels
    levels = [level for level in below if order.index(level) <= order.index(deepest)] or [below[0]]
    return [level for level in levels if any(is_available_at(key, level) for key in keys)] or [levels[0]]


def load_compared(context: PageContext, *keys: str, deepest: Level = Level.VILLAGE) -> ComparedRegions:
    """The regions of the chosen level; of the nearest level above it when the figures have no value there."""
    order, levels = list(Level), list_levels(context, *keys, deepest=deepest)
    above = [level for level in levels if order.index(level) <= order.index(context.level)]
    return context.load_compared_regions(above[-1] if above else levels[0])


def draw_level_choice(
    context: PageContext, compared: ComparedRegions, *keys: str, deepest: Level = Level.VILLAGE
) -> None:
    """The levels to choose from, and in words why there are no others and which regions are missing."""
    levels = {level.value: str(level.label) for level in list_levels(context, *keys, deepest=deepest)}
    if len(levels) > 1:
        draw_chips(_("Level"), "level", levels, compared.level, context.url, section=keys[0], peers="")
    for text in _explain(context, compared, keys):
        emit_template("paragraph", text=text)


def _explain(context: PageContext, compared: ComparedRegions, keys: Sequence[str]) -> list[str]:
    level = str(compared.level.label)
    texts = [] if compared.level == context.level else [explain_missing(keys, context.level)]
    if compared.without:
        template = _("Without a division of this level ({level}), and therefore not in the table: {regions}.")
        texts.append(template.format(level=level, regions=_join_names(compared.without)))
    if compared.deeper:
        template = _("Directly below {whole}, and in the table of their own level: {regions}.")
        texts.append(template.format(whole=compared.whole.name, regions=_join_names(compared.deeper)))
    return [text for text in texts if text]


def _join_names(regions: Sequence[RegionRef]) -> str:
    return _(", ").join(region.name for region in regions)


def list_shown(context: PageContext, regions: Sequence[RegionRef]) -> list[RegionRef]:
    """The first of many regions, and the selected one; all of a few, or when all were asked for."""
    if len(regions) <= WHOLE_AT_ONCE or read_rows(context) == ALL:
        return list(regions)
    return [region for n, region in enumerate(regions) if n < FIRST_ROWS or region == context.region]


def render_regional_table(
    context: PageContext,
    compared: ComparedRegions,
    caption: str,
    columns: Sequence[Column],
    ordered: Sequence[RegionRef],
    cells: CellsOf,
) -> Markup:
    """The whole, then its regions, each with a link; below a long table the link to all rows.

    They are sorted by the column that was chosen, else they keep the given order.
    """
    ordered = sort_regions(context, ordered, columns, cells)
    shown = list_shown(context, ordered)

    def row(region: RegionRef) -> Row:
        is_whole = region == compared.whole
        link = "" if is_whole or region == context.region else context.url.link(region=region.code)
        note = compared.path_of(region)
        return Row(region.name, cells(region), link, is_total=is_whole, is_selected=region == context.region, note=note)

    total = [] if compared.whole in ordered else [compared.whole]
    rows = [row(region) for region in (*total, *shown)]
    folding = choose_folding(context, compared, len(ordered))
    notes = list(_compare_sums(compared, ordered, cells))
    headings = [make_sortable(context, column) for column in columns]
    table = render_table(caption, _("Region"), headings, rows, folding=folding, notes=notes)
    return table + render_more_rows(context, compared, len(ordered), columns[0].key)


def _compare_sums(compared: ComparedRegions, ordered: Sequence[RegionRef], cells: CellsOf) -> Iterator[str]:
    """By how much the regions exceed the whole, where people in two of them count once in it and all are known."""
    is_searched = len(ordered) < len(compared.regions)
    if is_searched or len(ordered) > MOST_ADDED_UP or compared.without or compared.deeper or compared.whole in ordered:
        return
    columns = zip(cells(compared.whole), *(cells(region) for region in ordered), strict=True)
    for whole, *parts in columns:
        if not isinstance(whole, IndicatorValue) or not may_exceed(whole.indicator) or whole.value is None:
            continue
        values = [part.value for part in parts if isinstance(part, IndicatorValue)]
        known = [value for value in values if value is not None]
        if len(known) == len(parts) and (more := sum(known) - whole.value) > 0:
            template = _("{figure}: the regions add up to {sum}, {n} more than {whole}, where each is counted once.")
            texts = {"sum": format_thousands(sum(known)), "n": format_thousands(more), "whole": compared.whole.name}
            yield template.format(figure=whole.indicator.name, **texts)


def choose_folding(context: PageContext, compared: ComparedRegions, count: int) -> Folding:
    """A short table folds on phones; of all townships those with nothing but zeros are hidden at first."""
    if count <= WHOLE_AT_ONCE:
        return Folding.ON_PHONE
    is_fine = compared.level in {Level.TOWNSHIP, Level.VILLAGE}
    return Folding.EMPTY if is_fine and read_rows(context) == ALL else Folding.NEVER


def render_more_rows(context: PageContext, compared: ComparedRegions, count: int, section: str) -> Markup:
    """The link from the first rows of a long table to all of them, and back; nothing under a short one.

    `section` tells it apart from others on the page: focus stays on it.
    """
    if count <= WHOLE_AT_ONCE:
        return Markup()
    rows = read_rows(context)
    text = _("Show the first {n} only").format(n=FIRST_ROWS)
    if rows == FIRST:
        text = _("Show all {n} ({level})").format(n=f"{count:,}", level=str(compared.level.label))
    link = context.url.link(rows=ALL if rows == FIRST else FIRST)
    return render_template("more_rows", text=text, link=link, anchor=f"{section}-{ROWS}")


def read_rows(context: PageContext) -> str:
    """The first rows of long tables or all; pages read it first, so that their address has it from the start."""
    choices = {FIRST: _("the first {n}").format(n=FIRST_ROWS), ALL: _("all rows")}
    return context.query_option(ROWS, choices, FIRST)
