"""The table that a request shows on the screen: regions, months or categories down, figures across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shared.access import ScopedSession
from shared.indicators.catalogue import MEASURES
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.league import RankedValue
from shared.indicators.rounding import format_column_unit
from shared.indicators.side_names import name_of_side
from shared.indicators.values import load_values
from shared.locale import _
from shared.locale.localised import localised_name
from shared.models import Level, Region
from shared.models.region import ancestor, level_of

from .dimension_filter import category_labels
from .extract_query import ExtractQuery
from .figure_batches import FigureBatch
from .shown_cells import ShownCell, show_difference, show_side, show_value

Across = tuple[str, str]  # a figure and its category, as a column


class ScreenTable:
    """Heads and rows of the requests of one file."""

    def __init__(self, session: ScopedSession, requests: Sequence[ExtractQuery]) -> None:
        """What stands down and what across; of a league table also the whole that others are held against."""
        first = self.first = requests[0]
        self.requests = requests
        self.whole_name = load_name(session, first.region)
        self.has_regions = set(first.levels) != {level_of(first.region)}
        self.has_months = len(first.periods) > 1
        self._by_category_down = bool(first.filter.dimension) and not (self.has_regions or self.has_months)
        self._labels = {
            request.indicator.key: category_labels(
                session, request.filter.dimension, MEASURES[request.indicator.numerator]
            )
            for request in requests
        }
        self._between = _levels_between(first) if self.has_regions else []
        self._whole = _load_whole(session, first) if first.league else None
        self.columns = self._list_columns()

    def _list_columns(self) -> list[Across]:
        categories = [(one.indicator.key, one.filter.categories) for one in self.requests]
        if self._by_category_down:
            return [(key, "") for key, _categories in categories]
        return [(key, category) for key, listed in categories for category in listed or ("",)]

    @property
    def lead_columns(self) -> int:
        """How many columns say what a row is about."""
        return len(self._lead_heads())

    def heads(self) -> list[str]:
        """The heads of all columns, with units."""
        return [*self._lead_heads(), *map(self._head, self.columns), *self._aside_heads()]

    def _lead_heads(self) -> list[str]:
        rank = [_("Rank in {whole}").format(whole=self.whole_name)] if self.first.league else []
        regions = [_("Region"), *(str(level.label) for level in self._between)] if self.has_regions else []
        months = [_("Period")] if self.has_months else []
        return [*rank, *regions, *months, *([_("Category")] if self._by_category_down else [])]

    def _head(self, column: Across) -> str:
        key, category = column
        one = next(request.indicator for request in self.requests if request.indicator.key == key)
        label = self._labels[key].get(category, category)
        name = str(one.name) if not category else label
        if category and len(self.requests) > 1:
            name = _("{figure}: {category}").format(figure=one.name, category=label)
        return _("{name} ({unit})").format(name=name, unit=format_column_unit(one.unit))

    def _aside_heads(self) -> list[str]:
        one, heads = self.first.indicator, []
        if self._has_sides:
            heads += [name_of_side(one, one.numerator), name_of_side(one, one.denominator)]
        if self._whole is not None:
            against = _("Against {whole}").format(whole=self.whole_name)
            heads += [*([against] if one.needs_base else []), _("Change on a year earlier")]
        return heads

    @property
    def _has_sides(self) -> bool:
        one = self.first.indicator
        return len(self.columns) == 1 and one.unit.is_rate and not one.band

    def rows(self, batch: FigureBatch) -> Iterator[list[ShownCell]]:
        """The rows of a batch, the region of the file itself in bold."""
        for row in self._group(batch).values():
            yield self._row(row, batch)

    def _group(self, batch: FigureBatch) -> dict[tuple[str, ...], dict[Across, RankedValue]]:
        """Values by row; rows in the order of regions, then months or categories."""
        rows: dict[tuple[str, ...], dict[Across, RankedValue]] = {}
        regions = {code: n for n, code in enumerate(batch.regions)}
        in_order = sorted(batch.values, key=lambda one: (regions[one.value.region_code], one.value.period.start))
        for ranked in in_order:
            value = ranked.value
            _dimension, _is, category = value.dimension.partition("=")
            down = category if self._by_category_down else ""
            across = value.indicator.key, "" if self._by_category_down else category
            rows.setdefault((value.region_code, value.period.key, down), {})[across] = ranked
        return rows

    def _row(self, values: dict[Across, RankedValue], batch: FigureBatch) -> list[ShownCell]:
        ranked = next(iter(values.values()))
        is_total = self.has_regions and ranked.value.region_code == self.first.region
        cells = [show_value(values[column].value) if column in values else ShownCell() for column in self.columns]
        row = [*self._lead(ranked, batch), *cells, *self._asides(ranked)]
        return [replace(cell, is_total=True) for cell in row] if is_total else row

    def _lead(self, ranked: RankedValue, batch: FigureBatch) -> list[ShownCell]:
        value, cells = ranked.value, []
        if self.first.league:
            cells.append(_show_rank(ranked, is_whole=value.region_code == self.first.region))
        if self.has_regions:
            region = batch.regions[value.region_code]
            cells += [ShownCell(localised_name(region.name, region.name_en)), *self._parents(region, batch)]
        if self.has_months:
            cells.append(ShownCell(value.period.key))
        if self._by_category_down:
            category = value.dimension.partition("=")[2]
            cells.append(ShownCell(self._labels[value.indicator.key].get(category, category)))
        return cells

    def _parents(self, region: Region, batch: FigureBatch) -> Iterator[ShownCell]:
        order = list(Level)
        for level in self._between:
            is_above = order.index(level) < order.index(level_of(region.code))
            yield ShownCell(batch.names.of(ancestor(region.code, level)) if is_above else "")

    def _asides(self, ranked: RankedValue) -> list[ShownCell]:
        value, one, cells = ranked.value, self.first.indicator, []
        if self._has_sides:
            sides = (value.numerator, one.numerator), (value.denominator, one.denominator)
            cells += [show_side(value, number, is_money=MEASURES[key].is_money) for number, key in sides]
        if self._whole is not None:
            cells += [_show_against(value, self._whole)] if one.needs_base else []
            cells.append(show_difference(ranked.change, one.unit))
        return cells


def load_name(session: ScopedSession, code: str) -> str:
    """The name of a region in the language of the file."""
    region = session.get(Region, code)
    return localised_name(region.name, region.name_en) if region else code


def _levels_between(request: ExtractQuery) -> list[Level]:
    """The levels between the region of a file and its rows."""
    order = list(Level)
    deepest = max(order.index(level) for level in request.levels)
    return order[order.index(level_of(request.region)) + 1 : deepest]


def _load_whole(session: ScopedSession, request: ExtractQuery) -> IndicatorValue | None:
    return next(iter(load_values(session, [request.indicator.key], [request.region], request.periods)), None)


def _show_rank(ranked: RankedValue, *, is_whole: bool) -> ShownCell:
    if ranked.rank is None:
        return ShownCell("" if is_whole else "–")
    text = _("{rank} (tied)").format(rank='"0"')
    return ShownCell(ranked.rank, f'"{text}"'.removeprefix('""') if ranked.is_tied else "0")


def _show_against(value: IndicatorValue, whole: IndicatorValue) -> ShownCell:
    if value.value is None or whole.value is None or not value.is_rankable or value.region_code == whole.region_code:
        return ShownCell()
    return show_difference(value.value - whole.value, value.indicator.unit)
