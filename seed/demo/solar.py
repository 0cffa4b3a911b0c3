"""Rooftop solar: capacity, connection, and the yield of the first year. All technical values are assumptions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import working_days
from .calibration import REFERENCE, SOLAR_FEN_A_KWH, SOLAR_KWH_A_KW_YEAR
from .draws import Random
from .frame import Array, Frame

YEAR = 365
AUTUMN = 0.86  # less sun in the second half of the year than on average


@dataclass
class Installations(Frame):
    """One row an installation; `delivery` is a position in the deliveries."""

    delivery: Array
    watt: Array
    connected: Array
    kwh: Array
    income_fen: Array


def installations(random: Random, delivery: Array, delivered: Array, count: int) -> Installations:
    """Panels connected some weeks after delivery. The first `count` delivered are on the grid by the reference date."""
    first = np.sort(np.argsort(delivered, kind="stable")[:count])
    delivery, delivered = delivery[first], delivered[first]
    watt = random.choice([4_000, 4_400, 5_000, 5_500, 6_000], count, p=[0.2, 0.15, 0.35, 0.15, 0.15])
    waiting = np.minimum(random.integers(7, 40, count), random.random(count) * (REFERENCE - delivered + 1))
    connected = (delivered + waiting).astype(np.int32)
    connected = np.maximum(working_days.shifted(random, connected, delivered, REFERENCE), delivered)
    on_grid = (REFERENCE - connected + 1) / YEAR
    kwh = watt / 1000 * SOLAR_KWH_A_KW_YEAR * on_grid * AUTUMN * random.normal(1, 0.06, count)
    kwh = np.maximum(1, kwh).astype(np.int64)
    return Installations(delivery, watt, connected, kwh, (kwh * SOLAR_FEN_A_KWH).astype(np.int64))
