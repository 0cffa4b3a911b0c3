"""Villages, each with its share of recipients: from population, residence and the cities' assumed rates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from sqlalchemy import Connection, select

from seed.demo.toolkit.calibration import CITY_RATES, RURAL_SHARES
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.sampling import Random, random_stream
from shared.models import Level, Region, Residence
from shared.models.region import PREFIX_LENGTH

from .county_effects import CountyEffects
from .standard_series import StandardSeries, load_standards
from .village_population import estimate_village_residents, load_residents

ZONE_NEED = 0.5  # ASSUMED: relative need of statistical zones
NEED_SPREADS = {Level.COUNTY: 0.22, Level.TOWNSHIP: 0.25, Level.VILLAGE: 0.35}  # ASSUMED spread (log) around it


@dataclass(frozen=True)
class Villages:
    """The villages in order of their codes. `weight` is each one's share of recipients; they sum to 1."""

    code: Array
    name: Array
    rural: Array
    weight: Array
    standards: StandardSeries
    seed: int

    @cached_property
    def effects(self) -> CountyEffects:
        """How the counties differ."""
        return CountyEffects(self.seed, self.ancestors_at(Level.COUNTY)[0])

    @cached_property
    def county(self) -> Array:
        """The county of each village, as a position among the counties that hold villages."""
        return self.ancestors_at(Level.COUNTY)[1]

    @cached_property
    def by_county(self) -> Array:
        """Each county's share of recipients."""
        return np.bincount(self.county, self.weight)

    def spread(self, random: Random, county: Array) -> Array:
        """A village for each household, of which the county is known: each village as often as its weight says."""
        order = np.lexsort((random.random(len(county)), county))
        inside = np.arange(len(county)) - np.searchsorted(county[order], county[order])
        share = (inside + random.random(len(county))) / np.bincount(county)[county[order]]
        first = np.cumsum(self.by_county) - self.by_county
        points = first[county[order]] + share * self.by_county[county[order]]
        villages = np.empty(len(county), np.int32)
        village = np.searchsorted(np.cumsum(self.weight), points)
        bounds = np.searchsorted(self.county, np.arange(len(self.by_county) + 1))
        villages[order] = np.clip(village, bounds[county[order]], bounds[county[order] + 1] - 1)
        return villages

    def ancestors_at(self, level: Level) -> tuple[Array, Array]:
        """Codes of the regions of a level that hold villages, and each village's position among them."""
        short = self.code.astype(f"U{PREFIX_LENGTH[level]}")
        prefixes, position = np.unique(short, return_inverse=True)
        return np.array([p.ljust(6, "0") for p in prefixes]), position.astype(np.int32)

    def residence(self) -> Array:
        """`urban` or `rural` of each village."""
        return np.where(self.rural, Residence.RURAL.value, Residence.URBAN.value)


def load_villages(connection: Connection, seed: int) -> Villages:
    """The villages of the province as the reference data knows them."""
    random = random_stream(seed, "places")
    columns = (Region.code, Region.name, Region.kind)
    query = select(*columns).where(Region.level == Level.VILLAGE, Region.valid_to.is_(None)).order_by(Region.code)
    code, name, kind = (np.array(column) for column in zip(*connection.execute(query), strict=True))
    zones = set(connection.scalars(select(Region.code).where(Region.is_zone)))
    rural = kind == "村委会"
    need = _noise(random, code) * estimate_village_residents(connection, code, kind)
    need *= np.where(np.isin(code.astype("U6"), list(zones)), ZONE_NEED, 1)
    weight = _shares(connection, code, need * _rural_need(code, rural, need))
    return Villages(code, name.astype(object), rural, weight, load_standards(connection, code, rural), seed)


def _rural_need(code: Array, rural: Array, need: Array) -> Array:
    """What the need of each village is multiplied by, so that each city has its share of rural recipients."""
    cities, city = np.unique(code.astype("U4"), return_inverse=True)
    share = np.array([RURAL_SHARES[f"{c}00"] for c in cities])
    rural_need, urban_need = (np.bincount(city, need * side) for side in (rural, ~rural))
    return np.where(rural, (share / rural_need)[city], ((1 - share) / urban_need)[city])


def _noise(random: Random, code: Array) -> Array:
    noise = np.ones(len(code))
    for level, spread in NEED_SPREADS.items():
        _, position = np.unique(code.astype(f"U{PREFIX_LENGTH[level]}"), return_inverse=True)
        noise *= random.lognormal(0, spread, position.max() + 1)[position]
    return noise


def _shares(connection: Connection, code: Array, need: Array) -> Array:
    """Each city's share of recipients follows its residents and rate; inside it, the need of its villages."""
    known_residents = load_residents(connection, Level.CITY)
    cities, position = np.unique(code.astype("U4"), return_inverse=True)
    expected = [known_residents[f"{c}00"] * CITY_RATES[f"{c}00"] for c in cities]
    inside = need / np.bincount(position, need)[position]
    share = inside * np.array(expected)[position]
    return share / share.sum()
