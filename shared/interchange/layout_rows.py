"""The numbers of a monthly return: those of the dashboard, or sums of its months; what is not known stays blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from shared.access import ScopedSession
from shared.clock import Period
from shared.errors import UserError
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.rounding import count_decimals
from shared.indicators.units import Unit
from shared.indicators.values import load_values
from shared.locale import _
from shared.models import Level, Region
from shared.models.region import level_of

from .extract_query import ExtractQuery, parse_query
from .league_rows import RegionNames
from .monthly_layouts import LayoutColumn, MonthlyLayout, ShownPart

MONTHS, FEN = 12, 100
LEVELS = [Level.PROVINCE, Level.CITY, Level.COUNTY]


@dataclass(frozen=True)
class LayoutCell:
    """A number in the unit of its head, or the state that says why there is none."""

    number: Decimal | None
    state: ObservationStatus
    decimals: int = 0


@dataclass(frozen=True)
class LayoutRow:
    """A region, the names around it, and a cell for each column."""

    region: Region
    names: RegionNames
    cells: list[LayoutCell]


def parse_layout(session: ScopedSession, layout: MonthlyLayout, region: str, period: str) -> ExtractQuery:
    """What a return is about, checked: the province, its cities and counties, or a part of it, in one month."""
    key = layout.columns[0].figure
    own = parse_query(session, key, region=region, period=period)
    if len(own.periods) > 1 or not own.periods[0].is_month:
        raise UserError(_("A monthly return is of one month: enter it as 2023-11."))
    level = level_of(own.region)
    if level not in LEVELS:
        raise UserError(_("A monthly return is of a province, a city or a county."))
    levels = ",".join(LEVELS[LEVELS.index(level) :])
    return parse_query(session, key, region=own.region, period=own.periods[0].key, level=levels)


def layout_rows(session: ScopedSession, layout: MonthlyLayout, request: ExtractQuery) -> Iterator[LayoutRow]:
    """The whole, each city and under it its counties."""
    month = request.periods[0]
    months = [Period.month(month.start.year, number) for number in range(1, month.start.month + 1)]
    for regions in request.region_batches(session):
        values = _load(session, layout, [region.code for region in regions], months)
        names = RegionNames(session, regions)
        for region in regions:
            yield LayoutRow(region, names, [_cell(one, region.code, months, values) for one in layout.columns])


Values = dict[tuple[str, str, str, str], IndicatorValue]  # by figure, category, region and month


def _load(session: ScopedSession, layout: MonthlyLayout, codes: list[str], months: Sequence[Period]) -> Values:
    columns = sorted(layout.columns, key=lambda column: column.category)
    loaded: Values = {}
    for category, alike in groupby(columns, lambda column: column.category):
        dimension, _is, value = category.partition("=")
        keys = list(dict.fromkeys(column.figure for column in alike))
        for one in load_values(session, keys, codes, months, dimension, [value] if value else ()):
            loaded[one.indicator.key, one.dimension, one.region_code, one.period.key] = one
    return loaded


def _cell(column: LayoutColumn, code: str, months: Sequence[Period], values: Values) -> LayoutCell:
    """The number of the month, or the sum of all months; blank as soon as one of them is."""
    counted = months if column.since_january else months[-1:]
    parts = [values[column.figure, column.category, code, month.key] for month in counted]
    numbers = [_number(column, value) for value in parts]
    if any(number is None for number in numbers):
        blank = next(value.state for value, number in zip(parts, numbers, strict=True) if number is None)
        return LayoutCell(None, blank if blank.is_blank else ObservationStatus.NOT_REPORTED)
    unit = parts[-1].indicator.unit if column.part is ShownPart.VALUE else Unit.YUAN
    total = sum((number for number in numbers if number is not None), Decimal(0))
    return LayoutCell(total, parts[-1].state, count_decimals(unit))


def _number(column: LayoutColumn, value: IndicatorValue) -> Decimal | None:
    if column.part is ShownPart.VALUE:
        return value.value
    if value.numerator is None:
        return None
    return Decimal(value.numerator) / FEN / (MONTHS if column.part is ShownPart.MONTHLY_STANDARD else 1)
