"""Reading figures from the cube: the same numbers for screens, files and commands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from shared.access import ScopedSession, elevated
from shared.access.permissions import Permission
from shared.clock import Period
from shared.models import Level, Observation, Region, StatisticsBuild
from shared.models.choice import weakest
from shared.models.region import level_of

from .calendar import Calendar
from .catalogue import MEASURES, UNSPLIT, indicator
from .counting import count
from .figure import Figure
from .indicator import Indicator
from .measure import Measure

DEPTH = {level: depth for depth, level in enumerate(Level)}
Cells = dict[tuple[str, str, str, str], tuple[int | None, str]]
NO_CELL = (None, "")
AS_OF = "as_of"  # where a session keeps what `stand` found


@dataclass(frozen=True)
class AsOf:
    """For which day the cube counts, which months it holds, and when it last changed."""

    day: date
    months: tuple[Period, ...]
    years: tuple[Period, ...]
    refreshed_at: datetime

    @cached_property
    def _held(self) -> frozenset[Period]:
        return frozenset((*self.months, *self.years))

    def holds(self, period: Period) -> bool:
        """Whether a period is counted."""
        return period in self._held

    def is_open(self, period: Period) -> bool:
        """Whether the period may still change: it ends on or after the as-of day."""
        return period.end >= self.day


def as_of(session: Session) -> AsOf | None:
    """What the cube was built for; None when it was not built yet."""
    if AS_OF in session.info:
        return session.info[AS_OF]
    state = session.scalars(select(StatisticsBuild)).first()
    if state is None:
        return None
    return AsOf(state.as_of, *_counted_until(state.as_of), state.refreshed_at)


def stand(session: Session) -> AsOf | None:
    """`as_of`, kept by the session from now on: for a page, whose many figures are those of one moment."""
    session.info[AS_OF] = as_of(session)
    return session.info[AS_OF]


@lru_cache(maxsize=1)
def _counted_until(day: date) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """The months and the years of a cube; the same for everybody until the next day."""
    calendar = Calendar(day)
    return tuple(calendar.months), tuple(Period.parse(str(year)) for year in calendar.years)


def figures(
    session: ScopedSession,
    keys: Iterable[str],
    regions: Iterable[str],
    periods: Iterable[Period],
    split: str = "",
) -> list[Figure]:
    """All figures of `keys` × `regions` × `periods`; with `split`, one for each value of that dimension.

    Regions outside the actor's scope raise Refused. Townships and above come from the cube; villages, and
    measures kept only above the township, are counted from the records of their own township.
    """
    state = as_of(session)
    wanted, places, times = [indicator(k) for k in keys], list(regions), list(periods)
    for place in places:
        session.actor.require(Permission.FIGURES_READ, place)
    if state is None:
        return []
    measures = {m for i in wanted for m in i.measures}
    cells = _stored(session, measures, places, times, split)
    if deep := [place for place in places if level_of(place) in (Level.TOWNSHIP, Level.VILLAGE)]:
        cells |= _counted_now(session, measures, deep, split, Calendar(state.day))
    found = []
    for one in wanted:
        for dimension in _dimensions(cells, one, split):
            found += [_figure(cells, one, place, time, dimension, state) for place in places for time in times]
    return found


def figure(session: ScopedSession, key: str, region: str, period: Period, dimension: str = "") -> Figure | None:
    """One figure; None when the cube is not built."""
    split = dimension.partition("=")[0]
    return next((f for f in figures(session, [key], [region], [period], split) if f.dimension == dimension), None)


def absent(key: str, region: str, period: Period, dimension: str, state: AsOf) -> Figure:
    """The figure of a part that occurs in none of the regions read: zero, or not applicable."""
    return _figure({}, indicator(key), region, period, dimension, state)


def children(session: Session, region: str, day: date) -> list[Region]:
    """The regions one level down that stand on a day, in order of their codes."""
    query = select(Region).where(Region.parent_code == region, Region.valid_from <= day)
    return list(session.scalars(query.where(Region.valid_to.is_(None) | (Region.valid_to > day)).order_by(Region.code)))


def _stored(session: ScopedSession, measures: set[str], places: list[str], times: list[Period], split: str) -> Cells:
    """Cells of the cube.

    The caller has checked every place, so this reads as the system: beside the range of a scope, SQLite would
    walk the whole subtree instead of seeking the few regions (65 ms instead of 0.3 ms).
    """
    columns = (Observation.measure, Observation.region_code, Observation.period, Observation.dimension)
    total = Observation.dimension == ""
    part = Observation.dimension.startswith(f"{split}=", autoescape=True)
    query = select(*columns, Observation.value, Observation.status).where(
        Observation.measure.in_(measures),
        Observation.region_code.in_([p for p in places if level_of(p) is not Level.VILLAGE]),
        Observation.period.in_([t.key for t in times]),
        or_(total, part) if split else total,
    )
    with elevated(session) as system:
        return {tuple(row[:4]): (row[4], row[5]) for row in system.execute(query)}  # type: ignore[misc]


def _counted_now(
    session: ScopedSession, measures: set[str], places: list[str], split: str, calendar: Calendar
) -> Cells:
    """Count from the records where the cube does not reach: one township's, or a county's for all its townships."""
    found: Cells = {}
    with elevated(session) as system:
        for level, prefix in _subtrees(places):

            def plan(measure: Measure, dimension: str, level: Level = level) -> list[Level]:
                asked = dimension in ("", split) and _reaches_level(measure, level)
                return [level] if asked and level not in measure.kept(dimension) else []

            chosen = [MEASURES[m] for m in measures if plan(MEASURES[m], "") or (split and plan(MEASURES[m], split))]
            for cell in count(system, chosen, calendar, plan, prefix):
                if cell[1] in places:
                    found[cell[:4]] = (cell[4], cell[5])
    return found


def _subtrees(places: list[str]) -> set[tuple[Level, str]]:
    """What to count for some townships and villages: few records for few places, one pass for many."""
    townships = {place[:9] for place in places}
    if len(townships) == 1:
        return {(level_of(place), place[:9]) for place in places}
    return {(level_of(place), place[:6]) for place in places}


def _dimensions(cells: Cells, one: Indicator, split: str) -> list[str]:
    if not split:
        return [""]
    return sorted({key[3] for key in cells if key[0] in one.measures and key[3].startswith(f"{split}=")})


def _figure(cells: Cells, one: Indicator, place: str, time: Period, dimension: str, state: AsOf) -> Figure:
    statuses: list[str] = []

    def side(key: str) -> int | None:
        if not key:
            return None
        value, status = cells.get((key, place, time.key, "" if key in UNSPLIT else dimension), NO_CELL)
        if value is None and _is_counted(MEASURES[key], time, state) and _reaches(key, place):
            value = 0
        statuses.append(status)
        return value

    top, less, bottom = side(one.numerator), side(one.minus), side(one.denominator)
    numerator = top if top is None or not one.minus else top - (less or 0)
    needed = (one.numerator, one.denominator if one.is_ratio else "")
    applies = all(_reaches(key, place) for key in needed if key)
    return Figure(one, place, time, dimension, numerator, bottom, weakest(statuses), state.is_open(time), applies)


def _is_counted(measure: Measure, time: Period, state: AsOf) -> bool:
    """Whether no cell means zero: not so for published values, nor where there is no history."""
    return measure.rolls_up and state.holds(time) and (state.is_open(time) or not measure.current_only)


def _reaches(key: str, place: str) -> bool:
    measure = MEASURES[key]
    return measure.ends_at is None or _reaches_level(measure, level_of(place))


def _reaches_level(measure: Measure, level: Level) -> bool:
    """Whether zero is a fact there: quotas end at the county, so a township has none to speak of."""
    return measure.ends_at is None or DEPTH[level] <= DEPTH[measure.ends_at]
