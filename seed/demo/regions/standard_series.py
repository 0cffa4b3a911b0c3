"""Standards of every county and year: those of the database's own table, and assumed ones between and beside them.

Standards begin on 1 July. A city sets one for all of it; where a county published its own (or the table knows one for
a part of a city) that one holds there. What is not known rises by 3 per cent a year from, or to, what is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, select

from seed.demo.toolkit.calibration import ASSUMED_STANDARDS
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.day_numbers import day_number, day_number_of
from seed.demo.toolkit.legal_values import min_tekun_ratio
from seed.demo.toolkit.sampling import round_to_step
from shared.models import AssistanceStandard, StandardKind
from shared.parsing.amounts import FEN_PER_YUAN

FIRST_YEAR, LAST_YEAR = 1990, 2023  # a year of standards begins in July
YEARLY_RISE = 0.03  # ASSUMED
WHOLE_CITY = "全市"
PARTIAL_COVERAGES = {  # what other words of the table mean: counties (none: all of the city), and whether only villages
    ("320600", "农村"): ((), True),
    ("320600", "城市: 海安如皋如东"): (("320623", "320682", "320685"), False),
    ("320600", "城市: 启东崇川通州海门等"): (("320612", "320613", "320614", "320681"), False),
    ("320412", "农村分散"): (("320412",), True),
}
FIRST_DAYS_OF_YEARS = np.array([day_number(year, 7) for year in range(FIRST_YEAR, LAST_YEAR + 1)], np.int32)
YEAR_INDEXES = np.arange(len(FIRST_DAYS_OF_YEARS))
FenByYear = dict[tuple[str, str], dict[int, int]]  # by region and coverage: fen by year, counted from FIRST_YEAR


@dataclass(frozen=True)
class StandardSeries:
    """Fen a month by year of standards (rows) and village (columns)."""

    dibao: Array
    tekun: Array

    def dibao_on(self, village: Array, on: Array | int) -> Array:
        """Fen a month of the dibao standard in force on a day in each of the villages."""
        return self.dibao[_year_index(on), village]

    def tekun_on(self, village: Array, on: Array | int) -> Array:
        """Fen a month of the basic living standard of extremely poor persons."""
        return self.tekun[_year_index(on), village]


def load_standards(connection: Connection, code: Array, rural: Array) -> StandardSeries:
    """The standards of the villages with these codes."""
    dibao = np.empty((len(YEAR_INDEXES), len(code)), np.int64)
    city, county = code.astype("U4"), code.astype("U6")
    for name, series in load_city_standards(connection).items():
        dibao[:, city == name[:4]] = series[:, None]
    for (name, coverage), fen in load_known_standards(connection, StandardKind.DIBAO).items():
        if coverage == WHOLE_CITY and not name.endswith("00"):
            inside = county == name
            dibao[:, inside] = _apply_county_series(dibao[:, inside][:, 0], fen)[:, None]
    return StandardSeries(dibao, _load_tekun(connection, code, rural, dibao))


def load_city_standards(connection: Connection) -> dict[str, Array]:
    """The dibao standard of each city: fen by year."""
    known_standards = load_known_standards(connection, StandardKind.DIBAO)
    published = {
        name: fen for (name, coverage), fen in known_standards.items() if coverage == WHOLE_CITY and name.endswith("00")
    }
    last = LAST_YEAR - FIRST_YEAR
    assumed = {name: {last: yuan * FEN_PER_YUAN} for name, yuan in ASSUMED_STANDARDS.items()}
    return {name: _fill_years(fen) for name, fen in sorted((assumed | published).items())}


def load_known_standards(connection: Connection, kind: StandardKind) -> FenByYear:
    """The rows of the table up to the last year."""
    columns = (
        AssistanceStandard.region_code,
        AssistanceStandard.coverage,
        AssistanceStandard.valid_from,
        AssistanceStandard.monthly_fen,
    )
    fen_by_year: FenByYear = defaultdict(dict)
    for row in connection.execute(
        select(*columns).where(AssistanceStandard.kind == kind).order_by(AssistanceStandard.valid_from)
    ):
        if row.valid_from.year <= LAST_YEAR:
            fen_by_year[row.region_code, row.coverage][int(_year_index(day_number_of(row.valid_from)))] = (
                row.monthly_fen
            )
    return fen_by_year


def _year_index(on: Array | int) -> Array:
    return np.maximum(np.searchsorted(FIRST_DAYS_OF_YEARS, on, side="right") - 1, 0)


def _fill_years(known_years: Mapping[int, int]) -> Array:
    """All years: before a known one 3 per cent lower each, yet not below an earlier one; after the last one higher."""
    years = np.array(sorted(known_years))
    fen = np.array([known_years[year] for year in years], float)
    following = np.minimum(np.searchsorted(years, YEAR_INDEXES), len(years) - 1)
    distance = YEAR_INDEXES - years[following]
    moved = round_to_step(
        fen[following]
        * np.where(distance < 0, (1 - YEARLY_RISE) ** -distance.clip(max=0), (1 + YEARLY_RISE) ** distance),
        500,
    )
    filled = np.where(distance == 0, fen[following], moved).astype(np.int64)
    return np.maximum.accumulate(filled)


def _apply_county_series(of_city: Array, county_values: Mapping[int, int]) -> Array:
    """The city's standards with the county's own in their years, and none above a later one."""
    series = of_city.copy()
    series[list(county_values)] = list(county_values.values())
    return np.minimum.accumulate(series[::-1])[::-1]


def _load_tekun(connection: Connection, code: Array, rural: Array, dibao: Array) -> Array:
    """The table's where it has one; elsewhere the least the law allows, in full five yuan."""
    tekun = np.ceil(dibao * min_tekun_ratio() / 500).astype(np.int64) * 500
    city, county = code.astype("U4"), code.astype("U6")
    for (name, coverage), fen in load_known_standards(connection, StandardKind.TEKUN_BASIC).items():
        counties, only_rural = PARTIAL_COVERAGES.get((name, coverage), ((), False))
        inside = np.isin(county, counties) if counties else city == name[:4]
        inside &= rural if only_rural else ~rural if counties else True
        tekun[:, inside] = np.maximum(tekun[:, inside], _fill_years(fen)[:, None])
    return tekun
