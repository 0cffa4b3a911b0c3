"""What is known of one state of a cube: its regions, the counts that were read, and which cells are hidden.

Of the next state only what corrections moved meanwhile is read again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from sqlalchemy import func, select

from shared.access import ScopedSession
from shared.models import CubeBuild, Level, Region

from .hidden_periods import CellPeriods
from .moved_cells import MovedCells, last_move, moved_since
from .protected_measures import ProtectedGroup
from .sibling_choices import KnownSeries, load_series
from .suppression import HiddenRegions

WHOLE = ""
"""What stands above a province."""
STATES_REMEMBERED = 4
TABLES_REMEMBERED = 3_000
Table = tuple[ProtectedGroup, str]  # and a dimension, empty for the totals
Place = tuple[ProtectedGroup, str, str]  # and the region that holds those that are decided for
NOW = select(CubeBuild.as_of, CubeBuild.refreshed_at)
WITH_MOVES = NOW.add_columns(CubeBuild.moved)
INSIDE = select(func.coalesce(Region.parent_code, WHOLE), Region.code).where(Region.level != Level.VILLAGE.value)


@dataclass
class CubeState:
    """One state of one database."""

    moment: datetime
    periods: CellPeriods
    last_move: str
    inside: dict[str, list[str]]
    series: dict[Place, KnownSeries] = field(default_factory=dict)
    decided: dict[Place, HiddenRegions] = field(default_factory=dict)

    def read(self, session: ScopedSession, table: Table, above: Collection[str]) -> list[KnownSeries]:
        """All cells of a table in the regions inside some; those that are known and did not move are not read again."""
        places = {one: self.inside.get(one, []) for one in above}
        known = {one: self.series.get((*table, one), KnownSeries()) for one in above}
        unread = [code for one, codes in places.items() for code in codes if code not in known[one].by_region]
        fresh = load_series(session, *table, unread) if unread else {}
        for one, codes in places.items():
            known[one] = known[one].with_others({code: fresh[code] for code in codes if code in fresh})
            with _lock:
                self.series[*table, one] = known[one]
                while len(self.series) > TABLES_REMEMBERED:
                    del self.series[next(iter(self.series))]
        return [known[one] for one in above]

    def series_that_stayed(self, moved: MovedCells) -> dict[Place, KnownSeries]:
        """What was read, without what moved."""
        return {
            place: known.without(moved.regions) if place[0].read_measures & moved.measures else known
            for place, known in self.series.items()
        }


_states: OrderedDict[tuple[str, datetime], CubeState] = OrderedDict()
_lock = Lock()


def current_state(session: ScopedSession) -> CubeState:
    """What is known of the cube as it is now, whatever a page took it for."""
    url, (_as_of, moment) = str(session.get_bind().engine.url), session.connection().execute(NOW).one()
    with _lock:
        found = _states.get((url, moment))
    if found is None:
        as_of, moment, log = session.connection().execute(WITH_MOVES).one()
        state = CubeState(moment, CellPeriods(as_of), last_move(log, moment), _load_inside(session))
        with _lock:
            found = _states.setdefault((url, moment), state)
            if found is state and state.last_move:
                state.series = _known_before(url, state, log)
            while len(_states) > STATES_REMEMBERED:
                _states.popitem(last=False)
    return found


def _known_before(url: str, state: CubeState, log: str) -> dict[Place, KnownSeries]:
    """What an earlier state of the same regions knows, without what moved since; of the latest that knows something."""
    for (other_url, _moment), earlier in reversed(_states.items()):
        if other_url == url and earlier.series and earlier.inside == state.inside:
            moved = moved_since(log, earlier.last_move)
            if moved is not None:
                return earlier.series_that_stayed(moved)
    return {}


def _load_inside(session: ScopedSession) -> dict[str, list[str]]:
    """The regions inside each, in the order of their codes, those that ended among them."""
    found: dict[str, list[str]] = {}
    for above, code in session.connection().execute(INSIDE.order_by(Region.code)):
        found.setdefault(above, []).append(code)
    return found
