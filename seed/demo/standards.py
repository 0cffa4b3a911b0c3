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

from shared.models import AssistanceStandard, StandardKind

from .calibration import ASSUMED_STANDARDS
from .days import day, number_of
from .draws import rounded
from .frame import Array

YUAN = 100
FIRST_YEAR, LAST_YEAR = 1990, 2023  # a year of standards begins in July
RISE = 0.03  # ASSUMED
TEKUN_SHARE = 1.3  # the least a basic living standard may be of the dibao standard
WHOLE = "全市"
PARTS = {  # what other words of the table mean: counties (none: all of the city), and whether only villages
    ("320600", "农村"): ((), True),
    ("320600", "城市: 海安如皋如东"): (("320623", "320682", "320685"), False),
    ("320600", "城市: 启东崇川通州海门等"): (("320612", "320613", "320614", "320681"), False),
    ("320412", "农村分散"): (("320412",), True),
}
STARTS = np.array([day(year, 7) for year in range(FIRST_YEAR, LAST_YEAR + 1)], np.int32)
YEARS = np.arange(len(STARTS))
Known = dict[tuple[str, str], dict[int, int]]  # by region and coverage: fen by year, counted from FIRST_YEAR


@dataclass(frozen=True)
class Standards:
    """Fen a month by year of standards (rows) and village (columns)."""

    dibao: Array
    tekun: Array

    def dibao_on(self, village: Array, on: Array | int) -> Array:
        """Fen a month of the dibao standard in force on a day in each of the villages."""
        return self.dibao[_year(on), village]

    def tekun_on(self, village: Array, on: Array | int) -> Array:
        """Fen a month of the basic living standard of extremely poor persons."""
        return self.tekun[_year(on), village]


def standards(connection: Connection, code: Array, rural: Array) -> Standards:
    """The standards of the villages with these codes."""
    dibao = np.empty((len(YEARS), len(code)), np.int64)
    city, county = code.astype("U4"), code.astype("U6")
    for name, series in city_standards(connection).items():
        dibao[:, city == name[:4]] = series[:, None]
    for (name, coverage), fen in known_standards(connection, StandardKind.DIBAO).items():
        if coverage == WHOLE and not name.endswith("00"):
            there = county == name
            dibao[:, there] = _with_own(dibao[:, there][:, 0], fen)[:, None]
    return Standards(dibao, _tekun(connection, code, rural, dibao))


def city_standards(connection: Connection) -> dict[str, Array]:
    """The dibao standard of each city: fen by year."""
    known = known_standards(connection, StandardKind.DIBAO)
    published = {name: fen for (name, coverage), fen in known.items() if coverage == WHOLE and name.endswith("00")}
    last = LAST_YEAR - FIRST_YEAR
    assumed = {name: {last: yuan * YUAN} for name, yuan in ASSUMED_STANDARDS.items()}
    return {name: _filled(fen) for name, fen in sorted((assumed | published).items())}


def known_standards(connection: Connection, kind: StandardKind) -> Known:
    """The rows of the table up to the last year."""
    columns = (
        AssistanceStandard.region_code,
        AssistanceStandard.coverage,
        AssistanceStandard.valid_from,
        AssistanceStandard.monthly_fen,
    )
    found: Known = defaultdict(dict)
    for row in connection.execute(
        select(*columns).where(AssistanceStandard.kind == kind).order_by(AssistanceStandard.valid_from)
    ):
        if row.valid_from.year <= LAST_YEAR:
            found[row.region_code, row.coverage][int(_year(number_of(row.valid_from)))] = row.monthly_fen
    return found


def _year(on: Array | int) -> Array:
    return np.maximum(np.searchsorted(STARTS, on, side="right") - 1, 0)


def _filled(known: Mapping[int, int]) -> Array:
    """All years: before a known one 3 per cent lower each, yet not below an earlier one; after the last one higher."""
    years = np.array(sorted(known))
    fen = np.array([known[year] for year in years], float)
    following = np.minimum(np.searchsorted(years, YEARS), len(years) - 1)
    apart = YEARS - years[following]
    moved = rounded(fen[following] * np.where(apart < 0, (1 - RISE) ** -apart.clip(max=0), (1 + RISE) ** apart), 500)
    found = np.where(apart == 0, fen[following], moved).astype(np.int64)
    return np.maximum.accumulate(found)


def _with_own(of_city: Array, own: Mapping[int, int]) -> Array:
    """The city's standards with the county's own in their years, and none above a later one."""
    found = of_city.copy()
    found[list(own)] = list(own.values())
    return np.minimum.accumulate(found[::-1])[::-1]


def _tekun(connection: Connection, code: Array, rural: Array, dibao: Array) -> Array:
    """The table's where it has one; elsewhere the least the law allows, in full five yuan."""
    tekun = np.ceil(dibao * TEKUN_SHARE / 500).astype(np.int64) * 500
    city, county = code.astype("U4"), code.astype("U6")
    for (name, coverage), fen in known_standards(connection, StandardKind.TEKUN_BASIC).items():
        counties, only_rural = PARTS.get((name, coverage), ((), False))
        there = np.isin(county, counties) if counties else city == name[:4]
        there &= rural if only_rural else ~rural if counties else True
        tekun[:, there] = np.maximum(tekun[:, there], _filled(fen)[:, None])
    return tekun
