"""Rooftop solar: capacity, connection, and the yield of the first year. All technical values are assumptions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.toolkit import office_days
from seed.demo.toolkit.calibration import REFERENCE_DAY, SOLAR_FEN_A_KWH, SOLAR_KWH_A_KW_YEAR
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.sampling import Random

DAYS_OF_YEAR = 365
AUTUMN_YIELD = 0.86  # less sun in the second half of the year than on average


@dataclass
class Installations(ColumnarTable):
    """One row an installation; `delivery` is a position in the deliveries."""

    delivery: Array
    watt: Array
    connected: Array
    kwh: Array
    income_fen: Array


def draw_installations(random: Random, delivery: Array, delivered: Array, count: int) -> Installations:
    """Panels connected some weeks after delivery. The first `count` delivered are on the grid by the reference date."""
    first = np.sort(np.argsort(delivered, kind="stable")[:count])
    delivery, delivered = delivery[first], delivered[first]
    watt = random.choice([4_000, 4_400, 5_000, 5_500, 6_000], count, p=[0.2, 0.15, 0.35, 0.15, 0.15])
    waiting = np.minimum(random.integers(7, 40, count), random.random(count) * (REFERENCE_DAY - delivered + 1))
    connected = (delivered + waiting).astype(np.int32)
    connected = np.maximum(office_days.spread(random, connected, delivered, REFERENCE_DAY), delivered)
    on_grid = (REFERENCE_DAY - connected + 1) / DAYS_OF_YEAR
    kwh = watt / 1000 * SOLAR_KWH_A_KW_YEAR * on_grid * AUTUMN_YIELD * random.normal(1, 0.06, count)
    kwh = np.maximum(1, kwh).astype(np.int64)
    return Installations(delivery, watt, connected, kwh, (kwh * SOLAR_FEN_A_KWH).astype(np.int64))
