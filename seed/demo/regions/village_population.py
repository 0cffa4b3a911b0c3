"""Residents of cities and townships from the reference data, and of villages by assumed typical sizes."""

from __future__ import annotations

import numpy as np
from sqlalchemy import Connection, select

from seed.demo.toolkit.calibration import REFERENCE_DATE
from seed.demo.toolkit.columnar_table import Array
from shared.models import Level, Region, ResidentPopulation
from shared.models.region import PREFIX_LENGTH

TYPICAL_RESIDENTS = {"居委会": 5_400, "村委会": 2_900}  # ASSUMED typical residents; farms, parks and the like are small
OTHER_RESIDENTS = 600


def load_residents(connection: Connection, level: Level) -> dict[str, int]:
    """The latest known residents of each region of a level up to the reference date."""
    query = (
        select(ResidentPopulation.region_code, ResidentPopulation.persons)
        .join(Region, Region.code == ResidentPopulation.region_code)
        .where(Region.level == level, ResidentPopulation.year <= REFERENCE_DATE.year)
        .order_by(ResidentPopulation.year)
    )
    return dict(connection.execute(query).all())


def estimate_village_residents(connection: Connection, code: Array, kind: Array) -> Array:
    """Residents of each village: a part of its township's, by the typical size of its kind."""
    size = np.array([TYPICAL_RESIDENTS.get(k, OTHER_RESIDENTS) for k in kind], float)
    townships, position = np.unique(code.astype(f"U{PREFIX_LENGTH[Level.TOWNSHIP]}"), return_inverse=True)
    known_residents = load_residents(connection, Level.TOWNSHIP)
    total = np.bincount(position, size)
    people = np.array([known_residents.get(str(t), size_of) for t, size_of in zip(townships, total, strict=True)])
    return size / total[position] * people[position]
