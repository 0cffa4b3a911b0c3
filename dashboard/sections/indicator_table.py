"""Several indicators by region in one table, at the level that is chosen; sorted by any of them, searched by name."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.html.data_table import indicator_column
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.rendering import emit_html, emit_template
from dashboard.components.html.search_form import SEARCH, draw_search_form
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_headline_value
from dashboard.page_context import PageContext
from dashboard.region_navigation import ComparedRegions, RegionRef
from dashboard.sections.league_choices import MIN_REGIONS
from dashboard.sections.regional_table import draw_level_choice, load_compared, read_rows, render_regional_table
from dashboard.sections.table_order import read_order
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.league import REVERSED, VALUE, LeagueChoices
from shared.locale import _
from shared.models import Level


def draw_indicator_table(context: PageContext, keys: Sequence[str], template: str, caption: str) -> None:
    """A column for each indicator; `template` is the title and names figures of the region by their keys.

    Nothing is drawn where no region has any of them: what was never entered is nobody's fault.
    """
    deepest = choose_deepest(context)
    compared = load_compared(context, *keys, deepest=deepest)
    values = context.load_values(*keys, regions=compared.with_whole)

    def cells(region: RegionRef) -> list[IndicatorValue]:
        return [values.total(key, region.code, context.period) for key in keys]

    if not any(cell.value is not None for region in compared.with_whole for cell in cells(region)):
        return
    order, search = read_table_choices(context)
    texts = {cell.indicator.key: format_headline_value(cell) for cell in cells(context.region)}
    draw_section_header(template.format(**texts), caption, context.region_and_period)
    draw_level_choice(context, compared, *keys, deepest=deepest)
    regions = _find_regions(compared, search)
    _draw_search(context, compared, regions, search, keys[0])
    columns = [indicator_column(key) for key in keys]
    emit_html(render_regional_table(context, compared, caption, columns, regions, cells))
    files = [
        csv_link(key, compared.whole, context.period, level=compared.level, league=_rows_of_file(key, order, search))
        for key in keys
    ]
    draw_section_footer(keys, context.as_of, context.allowed_downloads(*files))


def read_table_choices(context: PageContext) -> tuple[str, str]:
    """The order and the words searched for. Pages read them first, so that their address has them from the start."""
    read_rows(context)
    return read_order(context), context.query_text(SEARCH)


def _find_regions(compared: ComparedRegions, search: str) -> list[RegionRef]:
    """The regions whose name, or that of those they are part of, holds the words."""
    names = {region: f"{region.name} {compared.path_of(region)}".casefold() for region in compared.regions}
    return [region for region, name in names.items() if search.casefold() in name]


def _draw_search(
    context: PageContext, compared: ComparedRegions, regions: Sequence[RegionRef], search: str, section: str
) -> None:
    """The field above a table of many, and how many of them are shown."""
    if len(compared.regions) >= MIN_REGIONS:
        draw_search_form(_("Name of the region"), search, context.url, section)
    if len(regions) < len(compared.regions):
        texts = {"n": f"{len(regions):,}", "all": f"{len(compared.regions):,}"}
        emit_template("paragraph", text=_("{n} of {all} regions").format(**texts))


def _rows_of_file(key: str, order: str, search: str) -> LeagueChoices | None:
    """What the file of a figure takes over from the table."""
    sort = {key: VALUE, f"{REVERSED}{key}": f"{REVERSED}{VALUE}"}.get(order, "")
    return LeagueChoices(search=search, sort=sort) if search or sort else None


def choose_deepest(context: PageContext) -> Level:
    """The finest level of a table: below the county, these figures are counted from records, so for one county only."""
    levels = list(Level)
    is_of_one_county = levels.index(context.region.level) >= levels.index(Level.COUNTY)
    return Level.VILLAGE if is_of_one_county else Level.COUNTY
