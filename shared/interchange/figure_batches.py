"""The values of a file of figures, a county's worth of regions at a time, in the order of its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from shared.access import ScopedSession
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.league import RankedValue
from shared.indicators.todays_divisions import load_values_by_today
from shared.indicators.values import load_values
from shared.models import Region

from .extract_query import ExtractQuery
from .league_rows import RegionNames, load_league


@dataclass(frozen=True)
class FigureBatch:
    """Some regions by code with their names, and their values: by figure, region, category and period."""

    regions: dict[str, Region]
    names: RegionNames
    values: list[RankedValue]


def figure_batches(session: ScopedSession, requests: Sequence[ExtractQuery]) -> Iterator[FigureBatch]:
    """The values of figures that are asked of the same regions and periods; those of a league table in its order."""
    first = requests[0]
    if first.league:
        regions, ranked = load_league(session, first, first.league)
        in_order = {one.value.region_code: regions[one.value.region_code] for one in ranked}
        yield FigureBatch(in_order, RegionNames(session, regions.values()), ranked)
        return
    for regions_of_county in first.region_batches(session):
        regions = {region.code: region for region in regions_of_county}
        values = [RankedValue(one) for one in _load_sorted(session, requests, list(regions))]
        yield FigureBatch(regions, RegionNames(session, regions_of_county), values)


def _load_sorted(session: ScopedSession, requests: Sequence[ExtractQuery], codes: list[str]) -> list[IndicatorValue]:
    """Figures of the same categories are read together."""
    values = [
        value
        for categories, alike in groupby(requests, lambda request: request.filter.categories)
        for value in _load(session, list(alike), codes, categories)
    ]
    figures = {request.indicator.key: n for n, request in enumerate(requests)}
    cells = (f"{one.filter.dimension}={category}" for one in requests for category in one.filter.categories)
    order = {cell: n for n, cell in enumerate(dict.fromkeys(cells))}
    return sorted(
        values,
        key=lambda one: (figures[one.indicator.key], one.region_code, order.get(one.dimension, 0), one.period.start),
    )


def _load(
    session: ScopedSession, requests: list[ExtractQuery], codes: list[str], categories: Collection[str]
) -> list[IndicatorValue]:
    first, keys = requests[0], [request.indicator.key for request in requests]
    about = first.periods, first.filter.dimension, categories
    if first.former is None:
        return load_values(session, keys, codes, *about)
    return load_values_by_today(session, keys, first.region, first.former, *about)
