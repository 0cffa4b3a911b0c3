"""Faults planted on purpose, so that the figures of quality have something to find. docs/demo.md lists them.

Counts are those of scale 1; a smaller province has them in proportion, at least one of each.
"""

from __future__ import annotations

from dataclasses import dataclass

from .calibration import Scale


@dataclass(frozen=True)
class Fault:
    """How many, what is wrong, and the figure that finds it."""

    count: int
    description: str
    detected_by: str


FAULTS = {
    "duplicate_deliveries_2021": Fault(12, "households with two appliance packs of the cycle 2021", "G7"),
    "duplicate_deliveries_2022": Fault(25, "households with two appliance packs of the cycle 2022", "G7"),
    "ineligible_deliveries_2021": Fault(25, "appliance packs of 2021 to households that had left their tier", "G6"),
    "ineligible_deliveries_2022": Fault(45, "appliance packs of 2022 to households that had left their tier", "G6"),
    "ineligible_medical_2023": Fault(15, "medical aid of 2023 to persons who had left dibao", "G6"),
    "undelivered_medical_2023": Fault(640, "units of the medical cycle 2023 past its deadline, in 7 counties", "G5"),
    "undelivered_children_2021": Fault(22, "units of the children's cycle 2021 past its deadline, in 5 counties", "G5"),
    "undelivered_children_2022": Fault(31, "units of the children's cycle 2022 past its deadline, in 4 counties", "G5"),
    "undelivered_children_2023": Fault(60, "units of the children's cycle 2023 past its deadline, in 3 counties", "G5"),
    "overdue_1_7": Fault(180, "open warnings, 1 to 7 days past due", "C10"),
    "overdue_8_15": Fault(112, "open warnings, 8 to 15 days past due", "C10"),
    "overdue_16_30": Fault(74, "open warnings, 16 to 30 days past due", "C10"),
    "overdue_31": Fault(46, "open warnings, more than 30 days past due", "C10"),
    "wrong_check_digits": Fault(240, "persons whose identity number has a wrong check digit", "H2"),
}
OVERDUE_DAYS = {"overdue_1_7": (1, 8), "overdue_8_15": (8, 16), "overdue_16_30": (16, 31), "overdue_31": (31, 61)}
MOST_OVERDUE_CITY, MOST_OVERDUE_SHARE = "3213", 0.6  # 宿迁 holds most of the overdue warnings


def fault_count(scale: Scale, key: str) -> int:
    """The number of a fault in a province of this scale."""
    return scale.apply(FAULTS[key].count)


def total_fault_count(scale: Scale, start: str) -> int:
    """The number of all faults whose key begins with `start`."""
    return sum(fault_count(scale, key) for key in FAULTS if key.startswith(start))
