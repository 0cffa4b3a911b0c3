"""Where people live: villages with weights from population, residence and the cities' assumed rates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, select

from shared.models import Level, Region, Residence, Standard, StandardKind
from shared.models.region import PREFIX_LENGTH

from .calibration import ASSUMED_STANDARDS, CITY_RATES, FALLBACK_STANDARD, REFERENCE_ON
from .days import DAYS_A_YEAR, day
from .draws import Random, rounded
from .estimates import residents, village_residents
from .frame import Array

RURAL_RATE, URBAN_RATE, ZONE_RATE = 1.6, 0.7, 0.5  # ASSUMED: relative need of villages, communities and zones
LAST_RISE, RISE = day(2023, 7), 0.03  # standards rise every 1 July; ASSUMED by how much
BEFORE_RISES = (1 - RISE) ** np.arange(100)
SPREAD = {Level.COUNTY: 0.22, Level.TOWNSHIP: 0.25, Level.VILLAGE: 0.35}  # ASSUMED spread (log) around it


@dataclass(frozen=True)
class Places:
    """The villages in order of their codes. `weight` is each one's share of recipients; they sum to 1."""

    code: Array
    name: Array
    rural: Array
    weight: Array
    dibao_fen: Array

    def spread(self, random: Random, count: int) -> Array:
        """`count` villages in order of place, each village as often as its weight says, give or take one."""
        points = (np.arange(count) + random.random()) / count
        found = np.searchsorted(np.cumsum(self.weight), points)
        return np.minimum(found, len(self.code) - 1).astype(np.int32)

    def standard_on(self, village: Array, on: Array | int) -> Array:
        """Fen a month of the dibao standard in force on a day in each of the villages."""
        rises = np.ceil(np.maximum(LAST_RISE - np.asarray(on), 0) / DAYS_A_YEAR).astype(int)
        return rounded(self.dibao_fen[village] * BEFORE_RISES[rises], 500)

    def above(self, level: Level) -> tuple[Array, Array]:
        """Codes of the regions of a level that hold villages, and each village's position among them."""
        short = self.code.astype(f"U{PREFIX_LENGTH[level]}")
        prefixes, position = np.unique(short, return_inverse=True)
        return np.array([p.ljust(6, "0") for p in prefixes]), position.astype(np.int32)

    def residence(self) -> Array:
        """`urban` or `rural` of each village."""
        return np.where(self.rural, Residence.RURAL.value, Residence.URBAN.value)


def places(connection: Connection, random: Random) -> Places:
    """The villages of the province as the reference data knows them."""
    columns = (Region.code, Region.name, Region.kind)
    found = select(*columns).where(Region.level == Level.VILLAGE, Region.valid_to.is_(None)).order_by(Region.code)
    code, name, kind = (np.array(column) for column in zip(*connection.execute(found), strict=True))
    zones = set(connection.scalars(select(Region.code).where(Region.is_zone)))
    rural = kind == "村委会"
    need = np.where(rural, RURAL_RATE, URBAN_RATE) * _noise(random, code)
    need *= np.where(np.isin(code.astype("U6"), list(zones)), ZONE_RATE, 1)
    weight = _shares(connection, code, village_residents(connection, code, kind) * need)
    return Places(code, name.astype(object), rural, weight, _standards(connection, code))


def _noise(random: Random, code: Array) -> Array:
    noise = np.ones(len(code))
    for level, spread in SPREAD.items():
        _, position = np.unique(code.astype(f"U{PREFIX_LENGTH[level]}"), return_inverse=True)
        noise *= random.lognormal(0, spread, position.max() + 1)[position]
    return noise


def _shares(connection: Connection, code: Array, need: Array) -> Array:
    """Each city's share of recipients follows its residents and rate; inside it, the need of its villages."""
    known = residents(connection, Level.CITY)
    cities, position = np.unique(code.astype("U4"), return_inverse=True)
    expected = [known[f"{c}00"] * CITY_RATES[f"{c}00"] for c in cities]
    inside = need / np.bincount(position, need)[position]
    share = inside * np.array(expected)[position]
    return share / share.sum()


def _standards(connection: Connection, code: Array) -> Array:
    published = _published_standards(connection)
    by_city = {city: yuan * 100 for city, yuan in ASSUMED_STANDARDS.items()} | published
    cities, position = np.unique(code.astype("U4"), return_inverse=True)
    return np.array([by_city.get(f"{c}00", FALLBACK_STANDARD * 100) for c in cities])[position]


def _published_standards(connection: Connection) -> dict[str, int]:
    """The last standard of each whole city that a document gives, up to the reference date."""
    found = (
        select(Standard.region_code, Standard.monthly_fen)
        .where(Standard.kind == StandardKind.DIBAO, Standard.coverage == "全市", Standard.valid_from <= REFERENCE_ON)
        .order_by(Standard.valid_from)
    )
    return dict(connection.execute(found).all())
