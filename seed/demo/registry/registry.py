"""The registry: people, their households, and the villages these live in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from seed.demo.regions.villages import Villages
from seed.demo.toolkit.columnar_table import Array
from shared.models import Level

from .people_and_households import Households, People


@dataclass
class Registry:
    """Positions in these tables, plus one, become the keys of the rows."""

    villages: Villages
    households: Households
    people: People

    @cached_property
    def village(self) -> Array:
        """The village of each person."""
        return self.households.village[self.people.household]

    @cached_property
    def county(self) -> Array:
        """The county of each person, as a position among the counties that hold villages."""
        return self.villages.ancestors_at(Level.COUNTY)[1][self.village]

    @cached_property
    def rural(self) -> Array:
        """Whether each person lives in a village rather than a community."""
        return self.villages.rural[self.village]
