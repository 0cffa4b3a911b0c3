"""Figures of a county's month that contradict each other, or lie far from what it reported before."""

from __future__ import annotations

from sqlalchemy import select

from shared.access import ScopedSession
from shared.clock import Period
from shared.indicators.robust_statistics import UNUSUAL, centre_and_deviation
from shared.indicators.values import load_value, load_values
from shared.models import AssistanceStandard, Level, StandardKind
from shared.models.region import ancestor, path_of

JUMP_PERCENT = 10
"""From so many of a hundred on, a change from one month to the next wants an explanation."""
POPULATION, CAME, LEFT = "low_income_population", "entries", "exits"
MONTHLY = (CAME, LEFT, "warnings_issued", "temporary_assistance")
"""Figures of what happens in a month, which are compared with the twelve months before."""
STANDARD, FIRST_MONTH_OF_STANDARDS = "standard_to_consumption", 7
MONTHS_BEFORE = 12
LEAST_DIFFERENCE = 5
"""Fewer than so many more or less are no news, however still a county is."""


def jump(session: ScopedSession, county: str, month: Period) -> int:
    """By how many people the low-income population moved since the month before, where that is much."""
    before, after = _numbers(session, POPULATION, county, [month.previous, month])
    return abs(after - before) if abs(after - before) * 100 >= JUMP_PERCENT * max(before, 1) else 0


def stock_difference(session: ScopedSession, county: str, month: Period) -> int:
    """By how many people last month's population, with who came and without who left, is not this month's."""
    before, after = _numbers(session, POPULATION, county, [month.previous, month])
    (came,), (left,) = (_numbers(session, key, county, [month]) for key in (CAME, LEFT))
    return abs(before + came - left - after)


def unusual_figures(session: ScopedSession, county: str, month: Period) -> int:
    """How many monthly figures lie far from the county's own twelve months before."""
    return sum(is_unusual(*_history(session, key, county, month)) for key in MONTHLY)


def silent_figures(session: ScopedSession, county: str, month: Period) -> int:
    """How many monthly figures are 0 though none of the twelve months before was."""
    histories = [_history(session, key, county, month) for key in MONTHLY]
    return sum(not now and bool(before) and min(before) > 0 for now, before in histories)


def is_unusual(now: int, before: list[int]) -> bool:
    """Whether a number is far from the median of others, measured by how far those are from it."""
    if len(before) < MONTHS_BEFORE:
        return False
    middle, deviation = centre_and_deviation(before)
    return abs(now - middle) > max(UNUSUAL * deviation, LEAST_DIFFERENCE)


def missing_residents(session: ScopedSession, county: str, month: Period) -> int:
    """1 where no number of residents is known to divide by."""
    value = load_value(session, "coverage_rate", county, month)
    return int(value is not None and value.denominator is None)


def missing_standard(session: ScopedSession, county: str, month: Period) -> int:
    """1 where no dibao standard is in force on the last day, of the county or of a region around it."""
    own = AssistanceStandard.retired_on.is_(None), AssistanceStandard.kind == StandardKind.DIBAO
    in_force = AssistanceStandard.is_in_force(month.end), AssistanceStandard.region_code.in_(path_of(county))
    return int(session.scalar(select(AssistanceStandard.id).where(*own, *in_force).limit(1)) is None)


def standard_outside_band(session: ScopedSession, county: str, month: Period) -> int:
    """1 where the dibao standard lies outside the range of the law; from July on, when new standards apply."""
    if month.start.month < FIRST_MONTH_OF_STANDARDS:
        return 0
    values = load_values(session, [STANDARD], [county, ancestor(county, Level.CITY)], [month])
    return int(next((one.is_outside_band for one in values if one.value is not None), False))


def _history(session: ScopedSession, key: str, county: str, month: Period) -> tuple[int, list[int]]:
    """The number of a month and those of the twelve before, as far as they are counted."""
    months = [month.shifted(n) for n in range(MONTHS_BEFORE, -1, -1)]
    *before, now = _numbers(session, key, county, months) or [0]
    return now, before


def _numbers(session: ScopedSession, key: str, county: str, months: list[Period]) -> list[int]:
    values = load_values(session, [key], [county], months)
    return [int(one.numerator or 0) for one in values] or [0] * len(months)
