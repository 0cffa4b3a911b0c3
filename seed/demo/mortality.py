"""When people die: more in winter, most in the wave of December 2022 and January 2023. All weights are ASSUMED."""

from __future__ import annotations

import numpy as np

from .calibration import FIRST, REFERENCE
from .draws import Random, favoured
from .frame import Array

MONTHS = (1.32, 1.2, 1.08, 0.96, 0.9, 0.86, 0.88, 0.9, 0.86, 0.92, 1.0, 1.16)
WAVE = {"2022-12": 1.75, "2023-01": 2.1, "2023-02": 1.15}
DRAWS = 8


def _weights() -> Array:
    """The logarithm of the weight of each day of the three years."""
    months = np.arange(FIRST, REFERENCE + 1).astype("datetime64[D]").astype("datetime64[M]")
    of_year = np.array(MONTHS)[months.astype(int) % 12]
    wave = np.ones(len(months))
    for month, factor in WAVE.items():
        wave[months == np.datetime64(month)] = factor
    return np.log(of_year * wave)


_LOGS = _weights()


def days_of_death(random: Random, first: Array, last: Array) -> Array:
    """A day for each person, first ≤ day < last, inside the three years."""
    drawn = first[:, None] + random.random((len(first), DRAWS)) * (last - first)[:, None]
    drawn = drawn.astype(np.int32)
    return favoured(random, drawn, _LOGS[drawn - FIRST])
