"""When people die: more in winter, most in the wave of December 2022 and January 2023. All weights are ASSUMED."""

from __future__ import annotations

import numpy as np

from seed.demo.toolkit.calibration import FIRST_DAY, REFERENCE_DAY
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.sampling import Random, sample_by_log_weight

MONTH_WEIGHTS = (1.32, 1.2, 1.08, 0.96, 0.9, 0.86, 0.88, 0.9, 0.86, 0.92, 1.0, 1.16)
WAVE_FACTORS = {"2022-12": 1.75, "2023-01": 2.1, "2023-02": 1.15}
DAY_DRAWS = 8


def _log_weights() -> Array:
    """The logarithm of the weight of each day of the three years."""
    months = np.arange(FIRST_DAY, REFERENCE_DAY + 1).astype("datetime64[D]").astype("datetime64[M]")
    of_year = np.array(MONTH_WEIGHTS)[months.astype(int) % 12]
    wave = np.ones(len(months))
    for month, factor in WAVE_FACTORS.items():
        wave[months == np.datetime64(month)] = factor
    return np.log(of_year * wave)


_LOG_WEIGHTS = _log_weights()


def draw_days_of_death(random: Random, first: Array, last: Array) -> Array:
    """A day for each person, first ≤ day < last, inside the three years."""
    drawn = first[:, None] + random.random((len(first), DAY_DRAWS)) * (last - first)[:, None]
    drawn = drawn.astype(np.int32)
    return sample_by_log_weight(random, drawn, _LOG_WEIGHTS[drawn - FIRST_DAY])
