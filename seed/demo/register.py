"""People, their homes and where these stand: what assistance is given to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from shared.models import Level

from .frame import Array
from .geography import Places
from .people import Homes, People


@dataclass
class Register:
    """Positions in these frames, plus one, become the keys of the rows."""

    places: Places
    homes: Homes
    people: People

    @cached_property
    def village(self) -> Array:
        """The village of each person."""
        return self.homes.village[self.people.household]

    @cached_property
    def county(self) -> Array:
        """The county of each person, as a position among the counties that hold villages."""
        return self.places.above(Level.COUNTY)[1][self.village]

    @cached_property
    def rural(self) -> Array:
        """Whether each person lives in a village rather than a community."""
        return self.places.rural[self.village]
