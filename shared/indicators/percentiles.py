"""Percentiles, read from the number of subjects at each value."""

from __future__ import annotations

from .catalogue import MEASURES
from .cube_reader import ZERO, Cells, Value
from .indicator import Indicator
from .measure import EXACTLY, Bands


def percentile(cells: Cells, one: Indicator, region: str, key: str, window: int) -> Value:
    """The smallest value that at least `one.percentile` of a hundred subjects do not exceed; 0 when there are none.

    `key`: of the period in the cube. None takes longer than `window` days.
    """
    bands = MEASURES[one.numerator].dimensions[EXACTLY]
    assert isinstance(bands, Bands)  # noqa: S101 - declared so
    counts = [
        cells.get((one.numerator, region, f"{EXACTLY}={name}"), {}).get(key, ZERO)[0] or 0
        for name in bands.names[: window + 1]
    ]
    total, so_far = sum(counts), 0
    for value, subjects in enumerate(counts):
        so_far += subjects
        if 100 * so_far >= one.percentile * total:
            return (value, "")
    return ZERO
