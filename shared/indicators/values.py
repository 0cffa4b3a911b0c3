"""Reading figures from the cube: the same numbers for screens, files and commands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import Permission, ScopedSession
from shared.access.permission_denied import PermissionDenied
from shared.clock import PartialPeriod, Period
from shared.models import CubeBuild, Level
from shared.models.region import level_of
from shared.rules.parameter_keys import ParameterKey

from .calendar import Calendar, longer_periods
from .catalogue import MEASURES, UNDIMENSIONED_MEASURES, indicator, settles
from .cube_reader import (
    COUNTED_ON_DEMAND,
    Cells,
    aggregate_on_demand,
    fetch_observations,
)
from .hidden_cells import HiddenCells
from .indicator import Indicator
from .indicator_value import IndicatorValue
from .law_values import LawValues, from_text
from .locked_months import NONE_LOCKED, LockedMonths, MonthLock, load_locked_months
from .measure import EXACTLY
from .observation_status import is_mature
from .residents_of_parts import ResidentsOfParts
from .value_context import About
from .value_series import ValueSeries

BUILT = select(CubeBuild.as_of, CubeBuild.refreshed_at, CubeBuild.law)
AS_OF = "as_of"  # where a session keeps what `pin_as_of` found


@dataclass(frozen=True)
class CubeSnapshot:
    """For which day the cube counts, which months it holds, when it last changed, and with which numbers of the law."""

    day: date
    months: tuple[Period, ...]
    years: tuple[Period, ...]
    refreshed_at: datetime
    law: LawValues = field(default_factory=dict)
    locked: LockedMonths = NONE_LOCKED

    def days(self, key: ParameterKey) -> int:
        """How many days of a legal parameter the cube was counted with."""
        return self.law[key.name]

    def window(self, one: Indicator) -> int:
        """How many days after its period a figure is complete; 0 when it takes no time."""
        return self.days(one.matures_by) if one.matures_by else 0

    @cached_property
    def _held(self) -> frozenset[Period]:
        return frozenset((*self.months, *self.years, *self.longer, *self.parts.values()))

    @property
    def longer(self) -> list[Period]:
        """Quarters, half years and January to a later month that are counted."""
        return longer_periods(self.day, len(self.years))

    def holds(self, period: Period) -> bool:
        """Whether a period is counted."""
        return period in self._held

    @cached_property
    def parts(self) -> dict[Period, PartialPeriod]:
        """The counted parts of earlier periods, by the whole they belong to."""
        periods = (period for part in Calendar(self.day).parts for period in part.periods)
        return {period.full_period: period for period in periods}

    def basis(self, one: Indicator, period: Period, earlier: Period) -> Period | None:
        """What `period` of `one` is compared with on one basis, to say how it moved since `earlier`; None when nothing.

        A running period with as much of the earlier one, as that stood on the same day; one that is over with the
        whole. What takes its time is compared when its time is over, or by those for whom it is.
        """
        if period.end <= self.day and is_mature(self.window(one), period, self.day):
            return earlier if self.holds(earlier) else None
        ripe = one.is_ripe or not one.matures_by
        return self.parts.get(earlier) if ripe and self.day in period and self.holds(earlier) else None

    def lock_of(self, one: Indicator, period: Period, region: str) -> MonthLock | None:
        """The lock that made a figure of a period final; None while its time is not over, or no lock holds it."""
        lock = self.locked.lock_of(period.end + timedelta(days=self.window(one))) if settles(one.key) else None
        level = level_of(region)
        is_held = lock is not None and all(lock.holds(MEASURES[key], period, level) for key in one.measures)
        return lock if is_held else None

    def is_open(self, period: Period) -> bool:
        """Whether the period may still change: it ends on or after the as-of day."""
        return period.end >= self.day


def current_snapshot(session: Session) -> CubeSnapshot | None:
    """What the cube was built for; None when it was not built yet."""
    if AS_OF in session.info:
        return session.info[AS_OF]
    built = session.connection().execute(BUILT).first()
    if built is None:
        return None
    held = (*counted_periods(built.as_of), built.refreshed_at, from_text(built.law))
    return CubeSnapshot(built.as_of, *held, load_locked_months(session.connection()))


def pin_as_of(session: Session) -> CubeSnapshot | None:
    """`current_snapshot`, kept by the session from now on: for a page, whose many figures are those of one moment."""
    session.info[AS_OF] = current_snapshot(session)
    return session.info[AS_OF]


@lru_cache(maxsize=1)
def counted_periods(day: date) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """The months and the years of a cube; the same for everybody until the next day."""
    calendar = Calendar(day)
    return tuple(calendar.months), tuple(Period.parse(str(year)) for year in calendar.years)


def load_values(
    session: ScopedSession,
    keys: Iterable[str],
    regions: Iterable[str],
    periods: Iterable[Period],
    dimension: str = "",
    categories: Collection[str] = (),
) -> list[IndicatorValue]:
    """All figures of `keys` × `regions` × `periods`; with `dimension`, one for each category of it.

    `categories` names those that are returned; without it they are those that occur. Regions outside the actor's
    scope raise PermissionDenied; readers without access to the records are not shown small counts, nor what gives them
    away. Townships and above come from the cube; villages, and measures kept only above the township, are counted from
    the records of their own township.
    """
    indicators, codes, times = [indicator(k) for k in keys], list(regions), list(periods)
    require_scope(session, codes)
    state = current_snapshot(session)
    if state is None:
        return []
    measures = {m for i in indicators for m in i.measures}
    residents = ResidentsOfParts(session, codes) if measures & UNDIMENSIONED_MEASURES else None
    hidden = HiddenCells(session, measures, codes, dimension)
    former = [] if residents is None else residents.former
    read = [*codes, *former, *hidden.provinces]  # which categories occur in a hidden region is nobody's to know
    dimensions = [f"{dimension}={category}" for category in categories]
    cells = fetch_observations(session, measures, read, times, dimension, dimensions)
    if not hidden.is_current():  # somebody corrected records meanwhile
        hidden = HiddenCells(session, measures, codes, dimension)
    exact = {one.numerator for one in indicators if one.percentile}
    if exact:
        cells |= fetch_observations(session, exact, codes, times, EXACTLY, [])
    by = {dimension, EXACTLY} if exact else {dimension}
    if any(level_of(code) in COUNTED_ON_DEMAND for code in codes):  # making a calendar takes longer than reading cells
        calendar = Calendar(state.day, law=state.law, longer_to=Level.VILLAGE)
        aggregate_on_demand(session, cells, hidden.countable(measures), codes, by, calendar, times)
    if residents is not None:
        residents.sum_up(cells, times, state.day)
    return values_of_cells(session, cells, indicators, codes, times, dimension, categories, residents, hidden)


def require_scope(session: ScopedSession, codes: Collection[str]) -> None:
    """PermissionDenied unless the actor may read the figures of all these regions."""
    allowed = session.actor.prefixes(Permission.FIGURES_READ)
    if not all(code.startswith(allowed) for code in codes):
        raise PermissionDenied


def values_of_cells(
    session: ScopedSession,
    cells: Cells,
    indicators: list[Indicator],
    codes: list[str],
    times: list[Period],
    dimension: str = "",
    categories: Collection[str] = (),
    residents: ResidentsOfParts | None = None,
    hidden: HiddenCells | None = None,
) -> list[IndicatorValue]:
    """The figures that some cells of a built cube come to; `hidden`: which of them the reader is not shown."""
    state = current_snapshot(session)
    if state is None:
        return []
    dimensions = [f"{dimension}={category}" for category in categories]
    about = About(session, indicators, codes, dimension, times, residents)
    series = ValueSeries(cells, times, state, about, hidden)
    return [
        value
        for one in indicators
        for cell in dimensions or _dimensions(cells, one, dimension)
        for code in codes
        for value in series.read(one, code, cell)
    ]


def load_value(
    session: ScopedSession, key: str, region: str, period: Period, dimension: str = ""
) -> IndicatorValue | None:
    """One figure; None when the cube is not built."""
    values = load_values(session, [key], [region], [period], dimension.partition("=")[0])
    return next((value for value in values if value.dimension == dimension), None)


def empty_value(key: str, region: str, period: Period, dimension: str, state: CubeSnapshot) -> IndicatorValue:
    """The figure of a part that occurs in none of the regions read: zero, or not applicable."""
    return next(ValueSeries({}, [period], state).read(indicator(key), region, dimension))


def _dimensions(cells: Cells, one: Indicator, dimension: str) -> list[str]:
    if not dimension:
        return [""]
    return sorted({key[2] for key in cells if key[0] in one.measures and key[2].startswith(f"{dimension}=")})
