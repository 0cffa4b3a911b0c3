"""Numbers of the law that the demo province keeps to: those of the reference data on its reference date."""

from __future__ import annotations

from decimal import Decimal

from seed import reference_rows
from seed.demo.toolkit.calibration import REFERENCE_DATE
from shared.rules.parameter_keys import (
    HANDLING_DAYS,
    TEKUN_BASIC_RATIO,
    WORKING_AGE_FROM,
    WORKING_AGE_UNTIL,
    ParameterKey,
)
from shared.rules.parameters import DatedValue, ParameterTable

PROVINCE = "320000"
_TABLE = ParameterTable(
    DatedValue(*(row[name] for name in DatedValue._fields)) for row in reference_rows.read_legal_parameters()
)


def number(key: ParameterKey) -> Decimal:
    """The number of a parameter; the reference data have one of every declared key."""
    return Decimal(str(_TABLE.value(key, PROVINCE, REFERENCE_DATE)))


def handling_days() -> int:
    """Working days until a warning is due."""
    return int(number(HANDLING_DAYS))


def min_tekun_ratio() -> float:
    """The least a basic living standard may be of the dibao standard."""
    return float(number(TEKUN_BASIC_RATIO))


def working_age() -> tuple[int, int]:
    """The first and the last age at which people are expected to work."""
    return int(number(WORKING_AGE_FROM)), int(number(WORKING_AGE_UNTIL)) - 1
