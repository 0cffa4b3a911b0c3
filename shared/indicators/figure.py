"""A figure as people see it: value, both sides, unit, and the mark that says how to take it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from shared.clock import Period
from shared.locale import lazy as _l
from shared.models.choice import Choice, DataStatus

from .indicator import Indicator


class State(Choice):
    """The blanks and marks that must never look alike (indicators.md)."""

    FINAL = "final", _l("Final")
    PROVISIONAL = "provisional", _l("Provisional")
    ESTIMATED = "estimated", _l("Estimated")
    UNVERIFIED = "unverified", _l("Unverified")
    NOT_REPORTED = "not_reported", _l("Not reported")
    NOT_APPLICABLE = "not_applicable", _l("Not applicable")

    @property
    def is_blank(self) -> bool:
        """Whether there is no number to show."""
        return self in {State.NOT_REPORTED, State.NOT_APPLICABLE}


MARKED = {status.value for status in DataStatus if status.needs_mark}


@dataclass(frozen=True)
class Figure:
    """`numerator` and `denominator` as counted (money in fen); None when there is no such number."""

    indicator: Indicator
    region_code: str
    period: Period
    dimension: str
    numerator: int | None
    denominator: int | None
    status: str
    is_open: bool
    applies: bool = True  # whether there can be such a number: a township has no quota

    @cached_property
    def value(self) -> Decimal | None:
        """The number in the unit of the indicator (money in yuan); None for a blank."""
        if self.state.is_blank:
            return None
        money = 100 if self.indicator.unit.is_money else 1
        if not self.indicator.is_ratio:
            return Decimal(self.numerator or 0) / money
        return Decimal(self.numerator or 0) * self.indicator.factor / Decimal(self.denominator or 1) / money

    @cached_property
    def state(self) -> State:
        """How to take the number. A denominator of zero makes a rate not applicable, never 0 %."""
        if not self.applies:
            return State.NOT_APPLICABLE
        if self.numerator is None or (self.indicator.is_ratio and self.denominator is None):
            return State.NOT_REPORTED
        if self.indicator.is_ratio and not self.denominator:
            return State.NOT_APPLICABLE
        if self.status == DataStatus.ESTIMATED:
            return State.ESTIMATED
        if self.status and self.status in MARKED:
            return State.UNVERIFIED
        return State.PROVISIONAL if self.is_open else State.FINAL

    @property
    def share(self) -> Decimal | None:
        """Numerator per hundred of the denominator, for counts that have one (20,000 of 67,000 → 29.9)."""
        return Decimal(100 * (self.numerator or 0)) / self.denominator if self.denominator else None

    @property
    def is_outside_band(self) -> bool:
        """Whether there is a number and it leaves the range the law asks for."""
        band, value = self.indicator.band, self.value
        return band is not None and value is not None and not band[0] <= value <= band[1]
