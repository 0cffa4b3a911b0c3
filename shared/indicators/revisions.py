"""Revisions: cells of periods gone by that a unit of work moves. A month is gone by when a later one has begun.

Not so what becomes of a cohort (a warning assisted in time) and what has no history: the days that pass move these
numbers, whoever enters nothing wrong. A cohort whose time is over and locked stands still as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby

from sqlalchemy import Connection, insert
from sqlalchemy.orm import Session

from shared.clock import Period
from shared.models import RevisedCell
from shared.rules.parameter_keys import ParameterKey

from .calendar import Calendar, period_of_cells
from .catalogue import INDICATORS, MEASURES
from .cube import CellKey, CellMoves
from .locked_months import load_locked_months
from .measure import Measure

COLUMNS = ("measure", "region_code", "period", "dimension", "revised_at", "difference", "revised_by", "reason")


def has_history(measure: Measure) -> bool:
    """Whether a measure has past numbers at all."""
    return not measure.current_only


def is_revisable(measure: Measure) -> bool:
    """Whether a past number of a measure stands still unless somebody corrects it."""
    return has_history(measure) and not measure.is_cut


def past_periods(calendar: Calendar) -> frozenset[str]:
    """The keys of cells of periods that were over when the month of the as-of day began."""
    first = calendar.as_of.replace(day=1)
    return frozenset(key for key, end in calendar.ends_of_cells.items() if end < first)


def revised_cells(
    moves: CellMoves, calendar: Calendar, is_revisable: Callable[[Measure], bool] = is_revisable
) -> dict[CellKey, int]:
    """Those of the moved cells that belong to the past."""
    past = past_periods(calendar)
    return {key: by for key, by in moves.items() if by and key[2] in past and is_revisable(MEASURES[key[0]])}


@cache
def cohort_windows() -> dict[str, ParameterKey]:
    """Measures of cohorts that stand still when their time is over, and how much time that is."""
    ripe = [one for one in INDICATORS.values() if one.is_ripe and one.matures_by]
    return {key: one.matures_by for one in ripe for key in one.measures if MEASURES[key].is_cut and one.matures_by}


def final_cohorts(connection: Connection, moves: CellMoves, calendar: Calendar) -> dict[CellKey, int]:
    """Those of the moved cells of cohorts whose time is over and locked: nothing but a correction moves them."""
    past, windows = past_periods(calendar), cohort_windows()
    candidates = {key: by for key, by in moves.items() if by and key[0] in windows and key[2] in past}
    locked = load_locked_months(connection) if candidates else None

    def is_final(key: CellKey) -> bool:
        days = timedelta(days=calendar.law[windows[key[0]].name])
        return locked is not None and locked.lock_of(period_of_cells(key[2]).end + days) is not None

    return {key: by for key, by in candidates.items() if is_final(key)}


def record_revisions(session: Session, cells: CellMoves, moment: datetime, by: str, reason: str) -> None:
    """Write down which cells were revised, by whom and why. `session` is the system's."""
    rows = [
        dict(zip(COLUMNS, (*key, moment, difference, by, reason), strict=True))
        for key, difference in sorted(cells.items())
    ]
    session.connection().execute(insert(RevisedCell), rows)


def month_ranges(months: Iterable[str]) -> list[tuple[str, str]]:
    """Months in a row as first and last: 2023-01, 2023-02, 2023-05 → (2023-01, 2023-02), (2023-05, 2023-05)."""
    numbered = [(Period.parse(month).start, month) for month in sorted(months)]
    rows = groupby(enumerate(numbered), key=lambda pair: _month_number(pair[1][0]) - pair[0])
    spans = [[month for _n, (_day, month) in row] for _, row in rows]
    return [(span[0], span[-1]) for span in spans]


def _month_number(day: date) -> int:
    return 12 * day.year + day.month
