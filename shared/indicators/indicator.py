"""Indicators: a name, a unit, and one measure a side. What officials read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from babel.support import LazyProxy

from shared.rules.parameter_keys import ParameterKey

from .definition_version import FIRST, DefinitionVersion
from .units import Unit


@dataclass(frozen=True)
class Indicator:
    """One figure. Value = numerator (− minus), or factor × numerator / denominator when the unit is a ratio.

    A count may have a denominator too: it is shown beside (20,000 of 67,000), the value stays the count.
    `matures_by`: the days after its period until a figure is complete, as an outcome that takes its time.
    `is_ripe`: counts only subjects whose days are over, so that periods that are not can be compared by them.
    `is_current`: known for the as-of day alone. `percentile`: so many of a hundred lie at or below the value, of what
    the denominator counts. `only_for`: the beneficiaries whose programmes it speaks of. `reports`: the measures of what
    was reported and of those who should report; while nobody did, the figure is not zero but not reported.
    `is_monthly`: there is one of single months only. `is_balance`: a difference that may be below zero, of which no
    percentage is taken.
    `better`: +1 when more is better, −1 when less is, 0 when neither. `band`: the least and the most that the law
    asks for, as ratios, or only the least. `version`: of the definition.
    `definition` may name the numbers of the law it counts with: `{assistance_days}`.
    """

    code: str
    key: str
    name: LazyProxy
    unit: Unit
    numerator: str
    definition: LazyProxy
    source: LazyProxy
    minus: str = ""
    denominator: str = ""
    factor: int = 1
    better: int = 0
    matures_by: ParameterKey | None = None
    is_ripe: bool = False
    is_current: bool = False
    percentile: int = 0
    only_for: str = ""
    reports: tuple[str, ...] = ()
    band: tuple[ParameterKey, ParameterKey | None] | None = None
    is_monthly: bool = False
    is_balance: bool = False
    version: DefinitionVersion = FIRST

    @cached_property
    def is_ratio(self) -> bool:
        """Whether the value is a quotient."""
        return self.unit.is_quotient

    def define(self, law: Mapping[str, object]) -> str:
        """The definition in words, with the numbers of the law that the cube was counted with."""
        return str(self.definition).format(**{name.rpartition(".")[2]: value for name, value in law.items()})

    @property
    def needs_base(self) -> bool:
        """Whether there is no value where the denominator counts nobody."""
        return self.is_ratio or self.percentile > 0

    @property
    def better_region(self) -> int:
        """Which regions stand better: as `better`, but a count of good things is small where few people live."""
        return self.better if self.needs_base or self.better < 0 else 0

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """Keys of the measures this figure is made of."""
        return tuple(key for key in (self.numerator, self.minus, self.denominator, *self.reports) if key)
