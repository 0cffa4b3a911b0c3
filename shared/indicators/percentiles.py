"""Percentiles, read from the number of subjects at each value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .catalogue import MEASURES
from .cell_columns import Cells, Numbers
from .measure import EXACTLY, Bands


def add_up_to(cells: Cells, measure: str, regions: Sequence[str], key: str, window: int) -> np.ndarray:
    """How many subjects do not exceed each value, by value and region.

    `key`: of the period in the cube. None takes longer than `window` days.
    """
    bands = MEASURES[measure].dimensions[EXACTLY]
    assert isinstance(bands, Bands)  # noqa: S101 - declared so
    columns = [(measure, f"{EXACTLY}={name}", key) for name in bands.names[: window + 1]]
    nobody = [0] * len(regions)
    return np.cumsum([cells.numbers([column], regions, nobody) for column in columns], axis=0)


def percentiles(up_to: np.ndarray, share: int) -> Numbers:
    """By region the smallest value that at least `share` of a hundred subjects do not exceed; 0 when there are none."""
    found: list[int] = np.argmax(100 * up_to >= share * up_to[-1], axis=0).tolist()
    return found
