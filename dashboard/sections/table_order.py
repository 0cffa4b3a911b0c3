"""The column that tables of regions are sorted by: headings are links, so that the order stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from dashboard.components.html.data_table import Column, NumberText, TableCell
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from shared.indicators.catalogue import INDICATORS
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.league import REGION, REVERSED
from shared.locale import _

ORDER = "order"
CellsOf = Callable[[RegionRef], Sequence[TableCell]]


def column_key(key: str, part: str) -> str:
    """The name of a column that shows a part of a figure, or what follows from it."""
    return f"{key}.{part}"


def read_order(context: PageContext) -> str:
    """The column, with `-` before it from the highest; `region`: as each table comes. Pages read it first."""
    names = {order: str(one.name) for key, one in INDICATORS.items() for order in (key, f"{REVERSED}{key}")}
    names[REGION] = _("Region")
    requested = context.params.get(ORDER, REGION)
    if requested.partition(".")[0] in names:
        names[requested] = requested
    return context.query_option(ORDER, names, REGION)


def make_sortable(context: PageContext, column: Column) -> Column:
    """The column with a heading that sorts by it; once more, the other way round; then not any more."""
    if not column.key:
        return column
    order, key = read_order(context), column.key
    following = {key: f"{REVERSED}{key}", f"{REVERSED}{key}": REGION}.get(order, key)
    direction = {key: "ascending", f"{REVERSED}{key}": "descending"}.get(order, "")
    return replace(column, link=context.url.link(order=following), anchor=f"{ORDER}-{key}", direction=direction)


def sort_regions(
    context: PageContext, regions: Sequence[RegionRef], columns: Sequence[Column], cells: CellsOf
) -> list[RegionRef]:
    """By the chosen column, if it is one of these; what rests on few or is blank stands at the end."""
    order = read_order(context)
    numbers = [n for n, column in enumerate(columns) if column.key and column.key == order.removeprefix(REVERSED)]
    if not numbers:
        return list(regions)
    values = {region: _sort_value(cells(region)[numbers[0]]) for region in regions}
    known = {region: value for region, value in values.items() if value is not None}
    unknown = [region for region, value in values.items() if value is None]
    return [*sorted(known, key=lambda region: known[region], reverse=order.startswith(REVERSED)), *unknown]


def _sort_value(cell: TableCell) -> Decimal | None:
    if isinstance(cell, IndicatorValue):
        return cell.value if cell.is_rankable else None
    return cell.number if isinstance(cell, NumberText) else None
