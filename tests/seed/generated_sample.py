"""A tenth of the province as the generator holds it, before it becomes rows: enough people to tell places apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pytest

from seed.demo.generate import DemoParameters, draw_province_data, draw_registry
from seed.demo.monitoring.monitoring_data import Monitoring, draw_monitoring
from seed.demo.province_data import ProvinceData
from seed.demo.registry.people_and_households import Spells
from seed.demo.toolkit.calibration import FIRST_DAY, REFERENCE_DAY, Scale
from seed.demo.toolkit.sampling import code_of
from shared.models import Level, OutcomeResult
from tests.support.databases import SECRET, Sqlite

Array = np.ndarray


@dataclass
class Sample:
    """People, assistance and warnings, and the questions that several tests ask of them."""

    province: ProvinceData
    found: Monitoring

    @cached_property
    def in_force(self) -> Array:
        return self.province.people.last.in_force(REFERENCE_DAY)

    @cached_property
    def city(self) -> Array:
        """The city of each person, 0 to 12."""
        return self.city_of(self.province.village)

    def city_of(self, village: Array) -> Array:
        return self.province.villages.ancestors_at(Level.CITY)[1][village]

    @cached_property
    def spells(self) -> list[Spells]:
        return [self.province.people.last, self.province.people.previous]

    def stood(self, on: int) -> Array:
        """Who was in a tier on a day."""
        return np.any([spells.in_force(on) for spells in self.spells], axis=0)

    @cached_property
    def deaths(self) -> Array:
        """The days of death inside the three years."""
        died = self.province.people.died
        return died[(died >= FIRST_DAY) & (died <= REFERENCE_DAY)]

    @cached_property
    def eligible(self) -> Array:
        return self.found.warnings.result == code_of(OutcomeResult.ELIGIBLE)


def spread(yes: Array, groups: Array) -> tuple[float, float, float]:
    """Chi-square over its degrees of freedom (dice: about 1), least and greatest share of a group."""
    size = np.bincount(groups)
    hits = np.bincount(groups, yes)
    share = yes.mean()
    chi = ((hits - size * share) ** 2 / (size * share * (1 - share))).sum()
    return float(chi / (len(size) - 1)), float((hits / size).min()), float((hits / size).max())


@pytest.fixture(scope="session")
def sample(sqlite: Sqlite) -> Sample:
    parameters = DemoParameters(Scale(0.1), 1, SECRET)
    engine = sqlite.fresh("reference", "_sample")
    with engine.connect() as connection:
        province = draw_province_data(parameters, draw_registry(connection, parameters))
    engine.dispose()
    return Sample(province, draw_monitoring(parameters.seed, province, parameters.scale))
