"""Which measures count people, and which of them would give each other away: they are shown or not together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from .catalogue import COUNTED_MEASURES, INDICATORS, MEASURES
from .counted_rows import entity_of
from .hidden_periods import HiddenTogether
from .indicator import Indicator
from .measure import INNER_DIMENSIONS, Measure, Timing

STOCK, OVERDUE = "recipients", "warnings_overdue"
NETS = {
    STOCK: (("arrivals", "departures"), ("entries", "exits")),
    OVERDUE: (("warnings_missed", "warnings_settled_late"),),
}
"""What came and what left of a stock: the difference of both is that of two stocks."""
STOCK_DIMENSIONS = {STOCK: ("", "tier"), OVERDUE: ("", "level")}
"""The dimensions that a stock and its movements have in common."""
SHOWN_TOGETHER = (
    (STOCK, "recipient_households", "recipients_by_trait", "dibao_recipients", "dibao_paid", "people_monitored"),
    ("entries", "exits", "entrants"),
    ("arrivals", "departures", "spells_begun", "spells_ended"),
    ("exits_mature",),
    ("persons_warned", "persons_mature", "warnings_issued"),
    ("persons_verified", "persons_mature_verified", "warnings_verified",
     "persons_eligible", "persons_mature_eligible", "warnings_not_in_need"),  # its results
    ("persons_helped", "persons_mature_assisted", "persons_mature_helped", "persons_eligible_assisted", "days_waited"),
    ("warnings_decided_in_time", "warnings_missed", "warnings_settled_late"),
    ("temporary_events", "temporary_persons", "temporary_amount", "temporary_emergency"),  # the last is one kind
    ("deliveries", "value_delivered", "charity_households", "household_value", "charity_persons",
     "charity_person_amount"),
    ("units_delivered", "units_delivered_due"),
    ("identities", "identities_valid", "persons", "persons_undocumented"),
    ("solar_households", "solar_mature_households", "solar_watt", "solar_energy", "solar_income_total",
     "solar_income_year", "solar_reports", "solar_reports_year"),
)  # fmt: skip
"""Measures that often count the same, add up to each other, or are known from each other; all others stand alone.

One that is a category of another is hidden with it. Else other regions could protect the one than the other, and what
is shown of the other would give it away.
"""
FOLLOWED = {
    "arrivals": "entries",
    "departures": "exits",
    "entrants_found": "entrants",
    "exits_returned": "exits_mature",
    "exits_checked": "exits_watched",
    "warnings_decided_in_time": "warnings_due",
    "deliveries_confirmed": "deliveries",
    "deliveries_eligible": "deliveries",
    "units_delivered": "deliveries",
    "households_twice": "charity_households",
}
"""Parts, and wholes with an important part, that are hidden wherever the other is, but not the reverse.

Those who are in the whole but not in its part are then protected by hiding the one that matters less.
"""
DECLARED_PARTS = (
    (STOCK, "people_monitored"),
    ("recipient_households", STOCK),
    ("persons_eligible", "persons_verified"),
    ("persons_mature_eligible", "persons_mature_verified"),
    ("dibao_recipients", STOCK),
    ("units_delivered", "deliveries"),
    ("warnings_decided_in_time", "warnings_due"),
    ("solar_mature_households", "solar_households"),
)
"""Parts and wholes that stand in no figure together."""


@dataclass(frozen=True)
class ProtectedGroup:
    """Measures that are shown or not together."""

    measures: tuple[str, ...]

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """All dimensions of its measures."""
        return tuple(sorted({name for key in self.measures for name in MEASURES[key].dimensions} - INNER_DIMENSIONS))

    @cached_property
    def together(self) -> HiddenTogether:
        """Which of its periods are."""
        timings = {MEASURES[key].timing for key in self.measures}
        if STOCK in self.measures or Timing.CUMULATIVE in timings:
            return HiddenTogether.HISTORY
        return HiddenTogether.DAYS if timings == {Timing.STOCK} else HiddenTogether.QUARTERS

    @cached_property
    def followed(self) -> tuple[ProtectedGroup, ...]:
        """The groups that it is hidden with."""
        found = {group_of(FOLLOWED[key]) for key in self.measures if key in FOLLOWED}
        return tuple(sorted(found - {self}, key=lambda group: group.measures))

    @cached_property
    def stock(self) -> str:
        """The stock that it says the movements of, if it does."""
        return next((stock for stock, nets in NETS.items() if {*nets[0], *nets[-1]} & set(self.measures)), "")

    @cached_property
    def nets(self) -> tuple[tuple[str, str], ...]:
        """What came and left, where it holds the stock, or both."""
        return tuple(
            pair for stock, nets in NETS.items() for pair in nets if {stock, *pair} & set(self.measures)
        )

    @property
    def has_stock(self) -> bool:
        """Whether it holds a stock whose differences are known from what came and left."""
        return bool(NETS.keys() & set(self.measures))

    @cached_property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """(part, whole): who is in the whole but not in the part is counted too."""
        near = {*self.measures, *(FOLLOWED[key] for key in self.measures if key in FOLLOWED)}
        return tuple(pair for pair in _all_parts() if set(pair) <= near and set(pair) & set(self.measures))

    @cached_property
    def read_measures(self) -> frozenset[str]:
        """All measures that what is hidden of it depends on, but those of other groups that it is hidden with."""
        return frozenset({*self.measures, *(key for pair in (*self.parts, *self.nets) for key in pair)})


def is_public(one: Indicator) -> bool:
    """Whether a figure counts neither people nor what they were given."""
    return not any(MEASURES[key].is_protected for key in one.measures)


@cache
def group_of(measure: str) -> ProtectedGroup:
    """The group of a protected measure."""
    return next(group for group in protected_groups() if measure in group.measures)


@cache
def protected_groups() -> tuple[ProtectedGroup, ...]:
    """All groups, in the order of their first measure."""
    together = [tuple(sorted(group)) for group in SHOWN_TOGETHER]
    grouped = {key for group in together for key in group}
    alone = [(key,) for key, one in COUNTED_MEASURES.items() if one.is_protected and key not in grouped]
    return tuple(map(ProtectedGroup, sorted([*together, *alone])))


@cache
def _all_parts() -> tuple[tuple[str, str], ...]:
    found = set(DECLARED_PARTS)
    for one in INDICATORS.values():
        for part, whole in ((one.numerator, one.denominator), (one.minus, one.numerator)):
            if part and whole and part != whole and _is_part(MEASURES[part], MEASURES[whole]):
                found.add((part, whole))
    nets = {(second, first) for pairs in NETS.values() for first, second in pairs}
    return tuple(sorted(found - nets))


def _is_part(part: Measure, whole: Measure) -> bool:
    """Whether both count the same kind of thing, so that the rest counts it too."""
    counts = all(one.is_protected and one.is_count for one in (part, whole))
    return counts and entity_of(part) == entity_of(whole)
