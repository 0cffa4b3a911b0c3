"""Figures as CSV: tidy, one observation a row, the same numbers as on screen (docs/csv.md)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from shared.access import ScopedSession
from shared.indicators.catalogue import MEASURES
from shared.indicators.data_sources import data_source
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.league import RankedValue
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
from .league_rows import RegionNames, load_league

COLUMNS = (
    "figure",
    "figure_name",
    "region_code",
    "region_name",
    "level",
    "parent_code",
    "parent_name",
    "period",
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


def figures_csv(session: ScopedSession, request: ExtractQuery) -> Iterator[bytes]:
    """The file of a request, in pieces."""
    return csv_chunks(COLUMNS, figure_rows(session, request))


def figure_rows(session: ScopedSession, request: ExtractQuery) -> Iterator[tuple[Any, ...]]:
    """The rows of a request, in order of region, category and period; or those of the league table, in its order."""
    labels = category_labels(session, request.filter.dimension, MEASURES[request.indicator.numerator])
    if request.league:
        regions, ranked = load_league(session, request, request.league)
        names = RegionNames(session, regions.values())
        yield from (_row(one, regions[one.value.region_code], request, labels, names) for one in ranked)
        return
    for regions_of_county in request.region_batches(session):
        regions = {region.code: region for region in regions_of_county}
        names = RegionNames(session, regions_of_county)
        for figure in _load_sorted(session, request, list(regions)):
            yield _row(RankedValue(figure), regions[figure.region_code], request, labels, names)


def _load_sorted(session: ScopedSession, request: ExtractQuery, codes: list[str]) -> list[IndicatorValue]:
    order = {f"{request.filter.dimension}={category}": n for n, category in enumerate(request.filter.categories)}
    key, by, categories = request.indicator.key, request.filter.dimension, request.filter.categories
    former = request.former
    values = (
        load_values(session, [key], codes, request.periods, by, categories)
        if former is None
        else load_values_by_today(session, [key], request.region, former, request.periods, by, categories)
    )
    return sorted(values, key=lambda f: (f.region_code, order.get(f.dimension, 0), f.period.start))


def _row(
    ranked: RankedValue, region: Region, request: ExtractQuery, labels: dict[str, str], names: RegionNames
) -> tuple[Any, ...]:
    figure = ranked.value
    one, (dimension, _is, category) = figure.indicator, figure.dimension.partition("=")
    return (
        one.key,
        str(one.name),
        figure.region_code,
        localised_name(region.name, region.name_en),
        region.level,
        region.parent_code,
        names.of(region.parent_code),
        figure.period.key,
        dimension,
        category,
        labels.get(category, category),
        figure.value,
        str(one.unit.label),
        _side(figure.numerator, one.numerator),
        _side(figure.denominator, one.denominator),
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


def _divisions_note(request: ExtractQuery) -> list[str]:
    """Whose numbers are added."""
    if request.former is None:
        return []
    return [_("By today's divisions, with the former {names}.").format(names=request.former.listed_names)]


def _side(number: int | None, measure: str) -> Decimal | int | None:
    """One side of a figure, money in yuan; what is known of a blank too."""
    if number is None:
        return None
    return Decimal(number) / 100 if MEASURES[measure].is_money else number
