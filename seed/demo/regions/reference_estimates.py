"""Consumption and standards of cities that published none: estimates, so that they can be compared everywhere.

They stand in a demo database only, as rows of the reference tables marked `estimated`.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from sqlalchemy import Connection, select

from seed.demo.toolkit.calibration import CITY_RATES
from shared.models import (
    AssistanceStandard,
    Base,
    DataStatus,
    PopulationGroup,
    ResidentMeasure,
    ResidentStatistic,
    StandardKind,
)
from shared.parsing.amounts import FEN_PER_YUAN

from .standard_series import FIRST_YEAR, LAST_YEAR, WHOLE_CITY, load_city_standards

ESTIMATED_YEARS = range(2020, 2024)
GROWTH = {2021: 0.079, 2022: 0.036, 2023: 0.080}  # of the province; 2023 published, the others ASSUMED
# Yuan per head and year, ASSUMED between the neighbours' published ones. Nanjing's are its published urban and rural
# ones, weighed with its urban share of 2018.
ASSUMED_CONSUMPTION = {
    "320100": {2022: 40_425, 2023: 43_272},
    "320200": {2022: 41_000},
    "320300": {2022: 24_500},
    "320600": {2022: 31_500},
    "320700": {2022: 23_600},
    "320800": {2022: 24_000},
    "320900": {2022: 25_300},
    "321000": {2022: 29_800},
    "321100": {2022: 32_300},
    "321200": {2022: 29_600},
    "321300": {2022: 22_300},
}
SOURCE = "estimate of the demo province, published nowhere (docs/demo.md)"


def insert_estimates(connection: Connection) -> None:
    """Add the rows that no document gives."""
    for table, rows in (
        ("resident_statistic", _consumption_rows(connection)),
        ("standard", _standard_rows(connection)),
    ):
        if rows:
            connection.execute(Base.metadata.tables[table].insert(), rows)


def _consumption_rows(connection: Connection) -> list[dict[str, object]]:
    query = select(ResidentStatistic.region_code, ResidentStatistic.year, ResidentStatistic.amount_fen).where(
        ResidentStatistic.measure == ResidentMeasure.CONSUMPTION,
        ResidentStatistic.population_group == PopulationGroup.ALL,
    )
    known_years: dict[str, dict[int, int]] = {city: {} for city in CITY_RATES}
    for code, year, fen in connection.execute(query):
        known_years.get(code, {})[year] = fen
    return [
        _estimated_row(code, amount_fen=fen, year=year, measure="consumption", population_group="all")
        for code, of_year in known_years.items()
        for year, fen in _interpolate(ASSUMED_CONSUMPTION.get(code, {}), of_year).items()
        if year not in of_year
    ]


def _interpolate(assumed: dict[int, int], published: dict[int, int]) -> dict[int, int]:
    """Fen of each year: between known years evenly, outside of them as the province grew."""
    level = dict.fromkeys(ESTIMATED_YEARS, 0.0)
    for year in ESTIMATED_YEARS[1:]:
        level[year] = level[year - 1] + float(np.log1p(GROWTH[year]))
    known_years = {year: yuan * FEN_PER_YUAN for year, yuan in assumed.items()} | {
        y: f for y, f in published.items() if y in level
    }
    years = sorted(known_years)
    differences = [np.log(known_years[year]) - level[year] for year in years]
    return {
        year: round(float(np.exp(np.interp(year, years, differences) + level[year])) / FEN_PER_YUAN) * FEN_PER_YUAN
        for year in ESTIMATED_YEARS
    }


def _standard_rows(connection: Connection) -> list[dict[str, object]]:
    """Dibao standards of the cities in the years of the series that the table does not have."""
    query = select(AssistanceStandard.region_code, AssistanceStandard.valid_from).where(
        AssistanceStandard.kind == StandardKind.DIBAO, AssistanceStandard.coverage == WHOLE_CITY
    )
    existing = {(code, first.year) for code, first in connection.execute(query)}
    return [
        _estimated_row(
            code,
            kind=StandardKind.DIBAO.value,
            coverage=WHOLE_CITY,
            valid_from=date(year, 7, 1),
            valid_to=date(year + 1, 7, 1),
            monthly_fen=int(series[year - FIRST_YEAR]),
        )
        for code, series in load_city_standards(connection).items()
        for year in range(ESTIMATED_YEARS[0], LAST_YEAR + 1)
        if (code, year) not in existing
    ]


def _estimated_row(code: str, **values: object) -> dict[str, object]:
    return {"region_code": code, "status": DataStatus.ESTIMATED.value, "source": SOURCE, **values}
