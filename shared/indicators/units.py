"""Units are types: persons are not households, and times are neither."""

from __future__ import annotations

from decimal import Decimal

from shared.locale import lazy as _l
from shared.locale.counted_sentences import singular_noun
from shared.models.labelled_enum import LabelledEnum


class Unit(LabelledEnum):
    """What a figure counts. `short` is set behind the number."""

    PERSONS = "persons", _l("people")
    HOUSEHOLDS = "households", _l("households")
    PERSON_TIMES = "person_times", _l("person-times")
    ITEMS = "items", _l("items")  # pieces of paper work: warnings
    UNITS = "units", _l("units")  # pieces of goods or aid: packs, panels, grants of a programme
    YUAN = "yuan", _l("yuan")
    YUAN_PER_PERSON = "yuan_per_person", _l("yuan per person")
    YUAN_PER_GRANT = "yuan_per_grant", _l("yuan per grant")
    YUAN_PER_HOUSEHOLD = "yuan_per_household", _l("yuan per household")
    YUAN_PER_HOUSEHOLD_YEAR = "yuan_per_household_year", _l("yuan per household and year")
    YUAN_PER_PERSON_MONTH = "yuan_per_person_month", _l("yuan per person and month")
    DAYS = "days", _l("days")
    PERCENT = "percent", _l("%")
    PER_MILLE = "per_mille", _l("‰")
    TIMES = "times", _l("times")
    WATT = "watt", _l("W")
    KWH = "kwh", _l("kWh")

    def label_after(self, number: Decimal | int) -> str:
        """The label behind a number: in English in the singular after 1."""
        return singular_noun(str(self.label)) if abs(number) == 1 else str(self.label)

    @property
    def is_money(self) -> bool:
        """Counted in fen, shown in yuan."""
        return self.value.startswith("yuan")

    @property
    def is_quotient(self) -> bool:
        """One number divided by another: without a base there is none."""
        return self.is_rate or self is Unit.TIMES or self.value.startswith("yuan_per")

    @property
    def is_rate(self) -> bool:
        """A share: differences are percentage points."""
        return self in {Unit.PERCENT, Unit.PER_MILLE}
