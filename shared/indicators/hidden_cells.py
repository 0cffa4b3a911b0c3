"""Which cells the reader of a session is not shown: read from the cube, and known until it changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from typing import Any

from sqlalchemy import bindparam, or_, select

from shared.access import ScopedSession
from shared.access.protected_readers import open_prefixes
from shared.clock import PartialPeriod, Period
from shared.models import CubeBuild, Level, Observation, Region
from shared.models.region import ancestor, level_of

from .calendar import Calendar
from .catalogue import MEASURES
from .indicator import Indicator
from .indicator_value import IndicatorValue
from .protected_measures import NETS, STOCK, ProtectedGroup, group_of
from .sibling_counts import SiblingCounts
from .suppression import HiddenRegions, choose

ABOVE = {Level.CITY: Level.PROVINCE, Level.COUNTY: Level.CITY, Level.TOWNSHIP: Level.COUNTY}
WHOLE = ""
"""What stands above a province."""
STATES_REMEMBERED = 4
HIDES_NUMBERS = "hides_numbers"
"""What a session knows of itself once a figure was not shown to its reader."""
INSIDE = select(Region.code, Region.parent_code).where(
    or_(Region.parent_code.in_(bindparam("above", expanding=True)), Region.code.in_(bindparam("tops", expanding=True)))
)
COUNTED = select(
    Observation.measure, Observation.region_code, Observation.dimension, Observation.period, Observation.value
).where(
    Observation.measure.in_(bindparam("measures", expanding=True)),
    Observation.region_code.in_(bindparam("regions", expanding=True)),
)
Decided = dict[tuple[ProtectedGroup, str], HiddenRegions]  # by the region around those that were decided


@dataclass
class _State:
    """What was decided for one state of one database."""

    as_of: date
    decided: Decided = field(default_factory=dict)


_states: OrderedDict[tuple[str, datetime], _State] = OrderedDict()
_lock = Lock()


class HiddenCells:
    """What a reader without access to the records of some regions is not shown of them."""

    def __init__(self, session: ScopedSession, measures: Collection[str], codes: Collection[str]) -> None:
        """Decide for the regions of `codes` that are not open to the reader; nothing is read where all are."""
        self._session = session
        self._open = open_prefixes(session.actor)
        closed = {code for code in codes if not code.startswith(self._open)}
        self._is_all_closed = len(closed) == len(set(codes))
        self.provinces: set[str] = set()
        self.is_needed = bool(closed) and any(MEASURES[key].is_protected for key in measures)
        self._hidden: dict[str, list[HiddenRegions]] = {}
        if not self.is_needed:
            return
        state = _current_state(session)
        self._as_of = state.as_of
        self.provinces = {ancestor(code, Level.PROVINCE) for code in closed}
        above = {_above(code) for code in closed if level_of(code) is not Level.VILLAGE}
        for group in {group_of(key) for key in measures if MEASURES[key].is_protected}:
            _decide(session, state, group, above)
            for key in group.measures:
                self._hidden[key] = [state.decided[group, one] for one in above]

    def countable(self, measures: Collection[str]) -> set[str]:
        """Measures of which something is shown where the cube does not reach."""
        return {key for key in measures if not (self._is_all_closed and MEASURES[key].is_protected)}

    def apply(self, value: IndicatorValue) -> IndicatorValue:
        """A figure as the reader sees it."""
        if not self.covers(value.indicator, value.region_code, value.period, value.dimension):
            return value
        self._session.info[HIDES_NUMBERS] = True
        return value.without_counts()

    def _is_whole_year(self, time: Period) -> bool:
        """Whether a period is a year that is over."""
        first, last = date(time.start.year, 1, 1), date(time.start.year, 12, 31)
        return not isinstance(time, PartialPeriod) and (time.start, time.end) == (first, last) and last <= self._as_of

    def covers(self, one: Indicator, region: str, time: Period, dimension: str) -> bool:
        """Whether a figure is not shown: one of the measures it is made of is hidden, or is counted on demand."""
        if not self.is_needed or region.startswith(self._open):
            return False
        level, name = level_of(region), dimension.partition("=")[0]
        return any(
            MEASURES[key].is_protected
            and (
                level not in MEASURES[key].stored_levels(name)
                or any(region in hidden.of(name, of_years=self._is_whole_year(time)) for hidden in self._hidden[key])
            )
            for key in one.measures
        )


def _above(code: str) -> str:
    level = ABOVE.get(level_of(code))
    return WHOLE if level is None else ancestor(code, level)


def _current_state(session: ScopedSession) -> _State:
    """What is known of the cube as it is now, whatever a page took it for."""
    as_of, refreshed_at = session.connection().execute(select(CubeBuild.as_of, CubeBuild.refreshed_at)).one()
    key = str(session.get_bind().engine.url), refreshed_at
    with _lock:
        if key not in _states:
            _states[key] = _State(as_of)
            while len(_states) > STATES_REMEMBERED:
                _states.popitem(last=False)
        return _states[key]


def forget_hidden_cells() -> None:
    """Decide anew, where cells were changed without the cube being refreshed."""
    with _lock:
        _states.clear()


def _decide(session: ScopedSession, state: _State, group: ProtectedGroup, above: Collection[str]) -> None:
    """Decide for the regions inside some, what holds them first."""
    missing = {one for one in above if (group, one) not in state.decided}
    if not missing:
        return
    around = {_above(one) for one in missing if one != WHOLE}
    _decide(session, state, group, around)
    stocks = group_of(STOCK)
    if group.has_flows:
        _decide(session, state, stocks, missing)
    inside = _load_inside(session, missing)
    cells = _load_cells(session, group, [code for codes in inside.values() for code in codes])
    years = [str(year) for year in Calendar(state.as_of).years if date(year, 12, 31) <= state.as_of]
    for one, codes in inside.items():
        counts = SiblingCounts(group, codes, years)
        counts.add(cells)
        decided = HiddenRegions() if one == WHOLE else state.decided[group, _above(one)]
        follows = [state.decided[stocks, one]] if group.has_flows else []
        state.decided[group, one] = choose(counts, decided, one, follows)


def _load_inside(session: ScopedSession, above: Collection[str]) -> dict[str, list[str]]:
    """The regions inside some, in the order of their codes, those that ended among them."""
    found: dict[str, list[str]] = {one: [] for one in above}
    is_whole = WHOLE in above
    tops = select(Region.code).where(Region.level == Level.PROVINCE) if is_whole else None
    codes = list(session.connection().scalars(tops)) if tops is not None else []
    for code, parent in session.connection().execute(INSIDE, {"above": list(above), "tops": codes}):
        found[WHOLE if code in codes else parent].append(code)
    return {one: sorted(inside) for one, inside in found.items()}


def _load_cells(session: ScopedSession, group: ProtectedGroup, regions: list[str]) -> list[Any]:
    """All cells of a group in some regions; read past the scope, since what is hidden depends on nobody's."""
    measures = {*group.measures, *(key for pair in NETS for key in pair if group.has_stock)}
    categories = or_(
        Observation.dimension == "", *(Observation.dimension.startswith(f"{name}=") for name in group.dimensions)
    )
    values = {"measures": sorted(measures), "regions": regions}
    return list(session.connection().execute(COUNTED.where(categories), values).all())
