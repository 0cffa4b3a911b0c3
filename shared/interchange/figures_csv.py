"""Figures as CSV: tidy, one observation a row, the same numbers as on screen (docs/csv.md)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from shared.access import ScopedSession
from shared.indicators.catalogue import MEASURES
from shared.indicators.data_sources import data_source
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.notes import notes
from shared.indicators.todays_divisions import load_values_by_today
from shared.indicators.values import load_values
from shared.locale import _
from shared.locale.localised import localised_name
from shared.models import Region
from shared.version import VERSION

from .csv_writer import csv_chunks
from .dimension_filter import category_labels
from .extract_query import ExtractQuery

COLUMNS = (
    "figure",
    "figure_name",
    "region_code",
    "region_name",
    "level",
    "period",
    "dimension",
    "category",
    "category_label",
    "value",
    "unit",
    "numerator",
    "denominator",
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


def figures_csv(session: ScopedSession, request: ExtractQuery) -> Iterator[bytes]:
    """The file of a request, in pieces."""
    return csv_chunks(COLUMNS, figure_rows(session, request))


def figure_rows(session: ScopedSession, request: ExtractQuery) -> Iterator[tuple[Any, ...]]:
    """The rows of a request, in order of region, category and period."""
    labels = category_labels(session, request.filter.dimension, MEASURES[request.indicator.numerator])
    order = {f"{request.filter.dimension}={category}": n for n, category in enumerate(request.filter.categories)}
    key = request.indicator.key
    for regions in request.region_batches(session):
        regions_by_code = {region.code: region for region in regions}
        by, categories = request.filter.dimension, request.filter.categories
        codes, former = list(regions_by_code), request.former
        values = (
            load_values(session, [key], codes, request.periods, by, categories)
            if former is None
            else load_values_by_today(session, [key], request.region, former, request.periods, by, categories)
        )
        for figure in sorted(values, key=lambda f: (f.region_code, order.get(f.dimension, 0), f.period.start)):
            yield _row(figure, regions_by_code[figure.region_code], request, labels)


def _row(figure: IndicatorValue, region: Region, request: ExtractQuery, labels: dict[str, str]) -> tuple[Any, ...]:
    one, (dimension, _is, category) = figure.indicator, figure.dimension.partition("=")
    return (
        one.key,
        str(one.name),
        figure.region_code,
        localised_name(region.name, region.name_en),
        region.level,
        figure.period.key,
        dimension,
        category,
        labels.get(category, category),
        figure.value,
        str(one.unit.label),
        _side(figure.numerator, one.numerator),
        _side(figure.denominator, one.denominator),
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


def _divisions_note(request: ExtractQuery) -> list[str]:
    """Whose numbers are added."""
    if request.former is None:
        return []
    names = _(", ").join(request.former.names.values())
    return [_("By today's divisions, with the former {names}.").format(names=names)]


def _side(number: int | None, measure: str) -> Decimal | int | None:
    """One side of a figure, money in yuan; what is known of a blank too."""
    if number is None:
        return None
    return Decimal(number) / 100 if MEASURES[measure].is_money else number
