"""Figures as CSV: tidy, one observation a row, the same numbers as on screen (docs/csv.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from shared.access import ScopedSession
from shared.indicators.catalogue import MEASURES
from shared.indicators.data_sources import data_source
from shared.indicators.league import RankedValue
from shared.indicators.notes import notes
from shared.locale import _
from shared.locale.localised import localised_name
from shared.models import Level
from shared.models.region import PREFIX_LENGTH, ancestor, prefix_of
from shared.version import VERSION

from .csv_writer import csv_chunks
from .dimension_filter import category_labels
from .extract_query import ExtractQuery
from .figure_batches import FigureBatch, figure_batches

COLUMNS = (
    "figure",
    "figure_name",
    "region_code",
    "region_name",
    "level",
    "parent_code",
    "parent_name",
    "city_code",
    "city_name",
    "county_code",
    "county_name",
    "period",
    "period_kind",
    "dimension",
    "category",
    "category_label",
    "value",
    "unit",
    "numerator",
    "denominator",
    "rank",
    "change",
    "state",
    "as_of",
    "refreshed_at",
    "definition",
    "source",
    "data_source",
    "population_year",
    "note",
    "software_version",
)


def figures_csv(session: ScopedSession, *requests: ExtractQuery) -> Iterator[bytes]:
    """The file of requests about the same regions and periods, in pieces."""
    return csv_chunks(COLUMNS, figure_rows(session, *requests))


def figure_rows(session: ScopedSession, *requests: ExtractQuery) -> Iterator[tuple[Any, ...]]:
    """The rows of a file, in order of figure, region, category and period; or those of the league table, in its order.

    Below the county they come a county at a time.
    """
    rows = FigureRows(session, requests)
    for batch in figure_batches(session, requests):
        yield from rows.of(batch)


class FigureRows:
    """The rows of requests; what a figure says of itself is written once and repeated."""

    def __init__(self, session: ScopedSession, requests: Sequence[ExtractQuery]) -> None:
        """Read the names of the categories."""
        self._requests = {request.indicator.key: request for request in requests}
        self._labels = {
            key: category_labels(session, request.filter.dimension, MEASURES[request.indicator.numerator])
            for key, request in self._requests.items()
        }

    def of(self, batch: FigureBatch) -> Iterator[tuple[Any, ...]]:
        """A row for each value of a batch."""
        for ranked in batch.values:
            key = ranked.value.indicator.key
            yield _row(ranked, batch, self._requests[key], self._labels[key])


def _row(ranked: RankedValue, batch: FigureBatch, request: ExtractQuery, labels: dict[str, str]) -> tuple[Any, ...]:
    figure = ranked.value
    one, (dimension, _is, category) = figure.indicator, figure.dimension.partition("=")
    region, names, (above, below) = batch.regions[figure.region_code], batch.names, figure.sides
    city, county = (_part_of(region.code, level) for level in (Level.CITY, Level.COUNTY))
    return (
        one.key,
        str(one.name),
        figure.region_code,
        localised_name(region.name, region.name_en),
        region.level,
        region.parent_code,
        names.of(region.parent_code),
        city,
        names.of(city),
        county,
        names.of(county),
        figure.period.key,
        figure.period.kind.value,
        dimension,
        category,
        labels.get(category, category),
        figure.value,
        str(one.unit.label),
        _side(above, one.numerator),
        _side(below, one.denominator),
        ranked.rank,
        ranked.change if request.league else None,
        figure.state.value,
        figure.counted_to,
        request.as_of.refreshed_at,
        one.define(figure.law),
        str(one.source),
        data_source(one),
        figure.base_year,
        " ".join([*map(str, notes(figure)), *_divisions_note(request)]),
        VERSION,
    )


def _part_of(code: str, level: Level) -> str:
    """The code of the city or county that a region is, or lies in; empty for what is above them."""
    return ancestor(code, level) if len(prefix_of(code)) >= PREFIX_LENGTH[level] else ""


def _divisions_note(request: ExtractQuery) -> list[str]:
    """Whose numbers are added."""
    if request.former is None:
        return []
    return [_("By today's divisions, with the former {names}.").format(names=request.former.listed_names)]


def _side(number: int | None, measure: str) -> Decimal | int | None:
    """One side of a figure, money in yuan."""
    if number is None:
        return None
    return Decimal(number) / 100 if MEASURES[measure].is_money else number
