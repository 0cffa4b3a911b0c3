"""Which measures count people, and which of them would give each other away: they are shown or not together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from .catalogue import COUNTED_MEASURES, INDICATORS, MEASURES
from .counted_rows import entity_of
from .indicator import Indicator
from .measure import INNER_DIMENSIONS, Measure, Timing

STOCK = "recipients"
NETS = (("arrivals", "departures"), ("entries", "exits"))
"""What came and what left: the difference of both is that of two stocks."""
SAME_PEOPLE = ((STOCK, "people_monitored"), ("entries", "entrants"))
"""Measures of different rows that count the same people."""
DECLARED_PARTS = (
    (STOCK, "people_monitored"),
    ("recipient_households", STOCK),
    ("units_delivered", "deliveries"),
    ("solar_mature_households", "solar_households"),
)
"""Parts and wholes that stand in no figure together."""

LOOSE_SOURCES = ("temporary", "warnings")
"""Sources whose measures are no sums of each other: only those of `NEARLY_EQUAL` are shown or not together."""
NEARLY_EQUAL = (
    ("persons_warned", "persons_mature", "warnings_issued"),
    ("persons_verified", "persons_mature_verified", "warnings_verified"),
    ("persons_verified", "persons_eligible", "persons_mature_eligible", "warnings_not_in_need"),  # its results
    ("persons_helped", "persons_mature_assisted", "persons_mature_helped", "persons_eligible_assisted", "days_waited"),
    ("warnings_due", "warnings_decided_in_time", "warnings_missed", "warnings_settled_late", "warnings_overdue"),
    ("temporary_events", "temporary_persons", "temporary_amount", "temporary_emergency"),  # the last is one kind
)
"""Measures that often count the same, or are known from each other.

One that is a category of another is hidden with it. Else other regions could protect the one than the other, and what
is shown of the other would give it away.
"""


@dataclass(frozen=True)
class ProtectedGroup:
    """Measures that are shown or not together."""

    measures: tuple[str, ...]

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """All dimensions of its measures."""
        return tuple(sorted({name for key in self.measures for name in MEASURES[key].dimensions} - INNER_DIMENSIONS))

    @property
    def has_flows(self) -> bool:
        """Whether the differences of stocks say something about it: then categories are hidden with their total."""
        return NETS[0][0] in self.measures

    @property
    def has_stock(self) -> bool:
        """Whether it holds the stock whose differences are known from what came and left."""
        return STOCK in self.measures

    @cached_property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """(part, whole): who is in the whole but not in the part is counted too."""
        return tuple((part, whole) for part, whole in _all_parts() if {part, whole} <= set(self.measures))


def is_public(one: Indicator) -> bool:
    """Whether a figure counts neither people nor what they were given."""
    return not any(MEASURES[key].is_protected for key in one.measures)


@cache
def group_of(measure: str) -> ProtectedGroup:
    """The group of a protected measure."""
    return next(group for group in protected_groups() if measure in group.measures)


@cache
def protected_groups() -> tuple[ProtectedGroup, ...]:
    """Measures of the same rows, of one figure, or of the same people are in one group; stocks apart from flows.

    Of `LOOSE_SOURCES` only those that are nearly equal are: a part that is shown beside a hidden whole says no number.
    """
    groups: list[set[str]] = [{key} for key, measure in COUNTED_MEASURES.items() if measure.is_protected]
    by_rows: dict[tuple[str, bool], set[str]] = {}
    for key, measure in COUNTED_MEASURES.items():
        if not is_loose(key):
            by_rows.setdefault((measure.source.key, measure.timing is Timing.STOCK), set()).add(key)
    of_figures = [{*one.measures} for one in INDICATORS.values() if not all(map(is_loose, one.measures))]
    for related in [*by_rows.values(), *of_figures, *map(set, (*SAME_PEOPLE, *NEARLY_EQUAL))]:
        touched = [group for group in groups if group & related]
        if len(touched) > 1:
            groups = [group for group in groups if not group & related] + [set[str]().union(*touched)]
    return tuple(ProtectedGroup(tuple(sorted(group))) for group in sorted(groups, key=min))


def is_loose(measure: str) -> bool:
    """Whether a measure is shown or hidden for itself: no others of its rows add up to it."""
    return MEASURES[measure].source.key in LOOSE_SOURCES


@cache
def _all_parts() -> tuple[tuple[str, str], ...]:
    found = set(DECLARED_PARTS)
    for one in INDICATORS.values():
        for part, whole in ((one.numerator, one.denominator), (one.minus, one.numerator)):
            if part and whole and part != whole and _is_part(MEASURES[part], MEASURES[whole]):
                found.add((part, whole))
    return tuple(sorted(found - {(second, first) for first, second in NETS}))


def _is_part(part: Measure, whole: Measure) -> bool:
    """Whether both count the same kind of thing, so that the rest counts it too."""
    counts = all(one.is_protected and one.is_count for one in (part, whole))
    return counts and entity_of(part) == entity_of(whole)
