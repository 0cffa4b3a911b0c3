"""A tenth of the province as the generator holds it, before it becomes rows: enough people to tell places apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pytest

from seed.demo.calibration import FIRST, REFERENCE, Scale
from seed.demo.draws import code_of
from seed.demo.monitoring import Monitoring, monitoring
from seed.demo.people import Spells
from seed.demo.province import Recipe, register_of, world_of
from seed.demo.world import World
from shared.models import Level, OutcomeResult
from tests.databases import SECRET, Sqlite

Array = np.ndarray


@dataclass
class Sample:
    """People, assistance and warnings, and the questions that several tests ask of them."""

    world: World
    found: Monitoring

    @cached_property
    def in_force(self) -> Array:
        return self.world.people.last.in_force(REFERENCE)

    @cached_property
    def city(self) -> Array:
        """The city of each person, 0 to 12."""
        return self.city_of(self.world.village)

    def city_of(self, village: Array) -> Array:
        return self.world.places.above(Level.CITY)[1][village]

    @cached_property
    def spells(self) -> list[Spells]:
        return [self.world.people.last, self.world.people.before]

    def stood(self, on: int) -> Array:
        """Who was in a tier on a day."""
        return np.any([spells.in_force(on) for spells in self.spells], axis=0)

    @cached_property
    def deaths(self) -> Array:
        """The days of death inside the three years."""
        died = self.world.people.died
        return died[(died >= FIRST) & (died <= REFERENCE)]

    @cached_property
    def eligible(self) -> Array:
        return self.found.cases.result == code_of(OutcomeResult.ELIGIBLE)


def spread(yes: Array, groups: Array) -> tuple[float, float, float]:
    """Chi-square over its degrees of freedom (dice: about 1), least and greatest share of a group."""
    size = np.bincount(groups)
    hits = np.bincount(groups, yes)
    share = yes.mean()
    chi = ((hits - size * share) ** 2 / (size * share * (1 - share))).sum()
    return float(chi / (len(size) - 1)), float((hits / size).min()), float((hits / size).max())


@pytest.fixture(scope="session")
def sample(sqlite: Sqlite) -> Sample:
    recipe = Recipe(Scale(0.1), 1, SECRET)
    engine = sqlite.fresh("reference", "_sample")
    with engine.connect() as connection:
        world = world_of(recipe, register_of(connection, recipe))
    engine.dispose()
    return Sample(world, monitoring(recipe.seed, world, recipe.scale))
