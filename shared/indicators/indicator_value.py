"""A figure as people see it: value, both sides, unit, and the mark that says how to take it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from shared.clock import Period
from shared.models.labelled_enum import DataStatus

from .indicator import Indicator
from .law_values import LawValues
from .observation_status import ObservationStatus, counting_end, is_mature, observation_status

MIN_DENOMINATOR = 30  # what a share must rest on before it is ranked, coloured or named in a finding
Band = tuple[Decimal, Decimal]
UNVERIFIED_STATUSES = {status.value for status in DataStatus if status.needs_mark}


@dataclass(frozen=True)
class IndicatorValue:
    """`numerator` and `denominator` as counted (money in fen); None when there is no such number."""

    indicator: Indicator
    region_code: str
    period: Period
    dimension: str
    numerator: int | None
    denominator: int | None
    status: str
    day: date  # as of which it was counted
    base_year: int | None = None  # whose residents divide
    residents_of: tuple[str, ...] | None = ()  # those whose residents add up to its own; None: nobody's do any more
    applies: bool = True  # whether there can be such a number: a township has no quota
    law: LawValues = field(default_factory=dict)  # the numbers of the law that it was counted with
    is_locked: bool = False  # whether the province locked the months it rests on, and holds the number
    is_left_out: bool = False  # whether these are locked, but no lock holds the number
    is_revised: bool = False  # whether it moved after its period was over, once locked: after that
    is_suppressed: bool = False  # whether it is not shown to this reader; then both sides are None
    is_loaded: bool = True  # whether there is any record of its sources, wherever
    band: Band | None = None  # the range the law asked for in the region on the last day of the period

    def without_counts(self) -> IndicatorValue:
        """As a reader sees it who is not shown the number."""
        return replace(self, numerator=None, denominator=None, status="", is_suppressed=True)

    @cached_property
    def value(self) -> Decimal | None:
        """The number in the unit of the indicator (money in yuan); None for a blank."""
        if self.state.is_blank:
            return None
        number = Decimal(self.numerator or 0)
        if self.indicator.is_ratio:
            number = number * self.indicator.factor / Decimal(self.denominator or 1)
        return number / 100 if self.indicator.unit.is_money else number

    @cached_property
    def state(self) -> ObservationStatus:
        """How to take the number. A denominator of zero makes a rate not applicable, never 0 %."""
        if (blank := self._blank) is not None:
            return blank
        if self.status == DataStatus.ESTIMATED or self.is_carried_forward:
            return ObservationStatus.ESTIMATED
        if self.status and self.status in UNVERIFIED_STATUSES:
            return ObservationStatus.UNVERIFIED
        status = observation_status(self.window, self.period, self.day, is_locked=self.is_locked)
        return ObservationStatus.REVISED if self.is_revised and not self.is_immature else status

    @property
    def _blank(self) -> ObservationStatus | None:
        """Why there is no number; None where there is one."""
        if not self.applies or self.is_of_months_only or self.is_forgotten:
            return ObservationStatus.NOT_APPLICABLE
        if self.is_suppressed:
            return ObservationStatus.SUPPRESSED
        if self.numerator is None or (self.indicator.needs_base and self.denominator is None):
            return ObservationStatus.NOT_REPORTED if self.is_loaded else ObservationStatus.NOT_LOADED
        if self.indicator.needs_base and not self.denominator:
            return ObservationStatus.NOT_APPLICABLE
        return None

    @property
    def is_of_months_only(self) -> bool:
        """Whether there is one of each month, and none of a longer period."""
        return self.indicator.is_monthly and not self.period.is_month

    @property
    def is_forgotten(self) -> bool:
        """Whether it is known of the as-of day alone, and its period was over before: nobody can report it."""
        return self.indicator.is_current and self.period.end < self.day

    @property
    def sides(self) -> tuple[int | None, int | None]:
        """Numerator and denominator as pages and files show them: none of a figure that there cannot be.

        Where one of them was not reported the other stands.
        """
        is_denied = self.state is ObservationStatus.NOT_APPLICABLE
        return (None, None) if is_denied else (self.numerator, self.denominator)

    @property
    def window(self) -> int:
        """How many days after its period the number is complete; 0 when it takes no time."""
        key = self.indicator.matures_by
        return self.law.get(key.name, 0) if key else 0

    @property
    def is_carried_forward(self) -> bool:
        """Whether residents of an earlier year stand in for those of the year."""
        return self.base_year is not None and self.base_year < self.counted_to.year

    @property
    def is_immature(self) -> bool:
        """Whether its subject takes time that is not over."""
        return not is_mature(self.window, self.period, self.day)

    @property
    def is_waiting(self) -> bool:
        """Whether what comes later still counts in it, by days and by region unequally.

        Not where only those count whose days are over.
        """
        return self.is_immature and not self.indicator.is_ripe

    @property
    def is_small(self) -> bool:
        """Whether there is a share (or a mean, or a percentile), and it rests on too few to be ranked or said."""
        return self.indicator.needs_base and self.value is not None and (self.denominator or 0) < MIN_DENOMINATOR

    @property
    def is_rankable(self) -> bool:
        """Whether regions may be ranked by it: it is known, rests on enough, and waits for nothing."""
        return self.value is not None and not self.is_small and not self.is_waiting

    @property
    def counted_to(self) -> date:
        """The last day that the number counts to."""
        return counting_end(self.indicator, self.period, self.day)

    @property
    def share(self) -> Decimal | None:
        """Numerator per hundred of the denominator, for counts that have one (20,000 of 67,000 → 29.9)."""
        return Decimal(100 * (self.numerator or 0)) / self.denominator if self.denominator else None

    @property
    def is_outside_band(self) -> bool:
        """Whether there is a number and it leaves the range the law asks for."""
        band, value = self.band, self.value
        return band is not None and value is not None and not band[0] <= value <= band[1]
