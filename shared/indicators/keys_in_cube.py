"""Under which keys of the cube the value of a period stands: its own, or those of the months it is read from."""

from __future__ import annotations

from datetime import date

from shared.clock import PartialPeriod, Period, PeriodKind
from shared.models import Level

from .calendar import LONGER_IN_CUBE, key_of_cells, stores_longer_at
from .measure import Measure

STORED_WHOLE = (PeriodKind.MONTH, PeriodKind.YEAR)  # every measure has cells of these


def keys_in_cube(measure: Measure, time: Period, day: date) -> list[str]:
    """The keys whose cells make up the value of a measure in a period, as of a day: one, or several that add up."""
    if isinstance(time, PartialPeriod):
        if time.end < time.full_period.end or measure.is_cut:
            return [_key_of_part(measure, time)]
        time = time.full_period
    if time.kind in STORED_WHOLE or not measure.adds_up:
        return [key_of_cells(time)]
    months = [month for month in time.months if month.start <= day] or time.months[:1]
    return [month.key for month in (months[-1:] if measure.is_state else months)]


def possible_keys(time: Period) -> set[str]:
    """All keys that some measure may be read from."""
    whole = time.full_period if isinstance(time, PartialPeriod) else time
    keys = {key_of_cells(whole)} | ({_month_part(time), _year_part(time), time.key} if whole is not time else set())
    return keys if whole.kind in STORED_WHOLE else keys | {month.key for month in whole.months}


def revised_keys(time: Period, measure: Measure | None = None, level: Level = LONGER_IN_CUBE) -> set[str]:
    """Under which keys revisions of a period are kept, of one measure or any: its own, or those of its months.

    Below the county those of its months, where it has no cells of its own.
    """
    if time.kind in STORED_WHOLE:
        return {time.key}
    months = {month.key for month in (time.months[-1:] if measure and measure.is_state else time.months)}
    if measure is None:
        return months | {key_of_cells(time)}
    is_stored = not measure.adds_up and stores_longer_at(level)
    return {key_of_cells(time)} if is_stored else months


def _key_of_part(measure: Measure, part: PartialPeriod) -> str:
    """Of what is counted since January, or at the end alone, there is one part for all."""
    if part.kind in STORED_WHOLE:
        return part.key
    if part.start.month == 1:
        return _year_part(part)
    return _month_part(part) if measure.is_state else part.key


def _month_part(part: Period) -> str:
    return f"~{part.end:%Y%m}"


def _year_part(part: Period) -> str:
    return f"~{part.end:%Y}"
