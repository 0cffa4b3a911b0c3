"""Effects by which cities and counties differ. Each effect is drawn once for each city and county, whatever the scale.

A factor multiplies a share, a rate or a span; a shift is added to the logit of a share. All spreads are ASSUMED: wide
enough that counties differ by more than chance, narrow enough that none is absurd.
"""

from __future__ import annotations

import numpy as np

from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.sampling import random_stream
from shared.models import Level
from shared.models.region import PREFIX_LENGTH

EFFECT_SPREADS = {  # of logarithms (factors) or logits (shifts): between cities, between the counties of a city
    "dibao": (0.06, 0.05), "tekun": (0.20, 0.14), "marginal": (0.26, 0.18), "expenditure": (0.28, 0.20),
    "watched": (0.22, 0.16), "stays": (0.16, 0.12), "exits": (0.16, 0.12),
    "size": (0.10, 0.07), "elders": (0.16, 0.12), "men": (0.10, 0.08), "income": (0.14, 0.10),
    "warned": (0.18, 0.14), "eligible": (0.22, 0.18), "helped": (0.20, 0.16), "lags": (0.14, 0.10),
    "delays": (0.14, 0.10), "late": (0.30, 0.22), "emergencies": (0.35, 0.25), "grants": (0.07, 0.05),
    "aid": (0.12, 0.10),
}  # fmt: skip
# Published of Suzhou (2023): 1.77 万户 2.93 万人, 2.3 亿元 a year: larger families and lower amounts than drawn.
CITY_SHIFTS = {("3205", "size"): 0.28, ("3205", "income"): 0.64}
MAX_DEVIATIONS = 2.2  # standard deviations


class CountyEffects:
    """The effects on each of the counties that hold villages, by the position of the county."""

    def __init__(self, seed: int, counties: Array) -> None:
        """`counties` are the codes of the counties in order."""
        self._seed = seed
        self._cities, self._city = np.unique(counties.astype(f"U{PREFIX_LENGTH[Level.CITY]}"), return_inverse=True)

    def shift(self, name: str) -> Array:
        """What is added to a logit in each county."""
        between_cities, between_counties = EFFECT_SPREADS[name]
        random = random_stream(self._seed, f"effect {name}")
        city, county = (
            np.clip(random.normal(0, 1, n), -MAX_DEVIATIONS, MAX_DEVIATIONS)
            for n in (len(self._cities), len(self._city))
        )
        leaning = np.array([CITY_SHIFTS.get((str(code), name), np.nan) for code in self._cities])
        of_city = np.where(np.isnan(leaning), city * between_cities, leaning)
        return of_city[self._city] + county * between_counties

    def factor(self, name: str) -> Array:
        """What multiplies a rate in each county; 1 is usual."""
        return np.exp(self.shift(name))


def shift_share(share: Array | float, shift: Array) -> Array:
    """A share between 0 and 1 with its logit moved by `shift`."""
    odds = share / (1 - share) * np.exp(shift)
    return odds / (1 + odds)
