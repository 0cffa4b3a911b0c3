"""Which cells the reader of a session is not shown: read from the cube, and known until it changes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import reduce
from itertools import groupby
from operator import or_ as either

from shared.access import ScopedSession
from shared.access.protected_readers import open_prefixes
from shared.clock import PartialPeriod, Period
from shared.models import Level
from shared.models.region import ancestor, level_of

from .calendar import stores_longer_at
from .catalogue import MEASURES, counted_measures, inner_dimensions
from .hidden_periods import EVERY_PERIOD, HiddenTogether, moved_by
from .hidden_state import WHOLE, CubeState, Table, current_state
from .indicator import Indicator
from .indicator_value import IndicatorValue
from .keys_in_cube import STORED_WHOLE
from .measure import Measure
from .protected_measures import STOCK_DIMENSIONS, ProtectedGroup, group_of
from .sibling_choices import ChoiceBasis, choose_once
from .suppression import HiddenRegions, inside_hidden

ABOVE = {Level.CITY: Level.PROVINCE, Level.COUNTY: Level.CITY, Level.TOWNSHIP: Level.COUNTY}
TOTAL = ""
HIDES_NUMBERS = "hides_numbers"
"""What a session knows of itself once a figure was not shown to its reader."""


class HiddenCells:
    """What a reader without access to the records of some regions is not shown of them."""

    def __init__(
        self,
        session: ScopedSession,
        measures: Collection[str],
        codes: Collection[str],
        dimension: str,
        opened: tuple[str, ...] | None = None,
    ) -> None:
        """Decide for the regions of `codes` that are not open to the reader; nothing is read where all are.

        `opened`: prefixes of the regions that are open; by default those of the reader.
        """
        self._session, opened = session, open_prefixes(session.actor) if opened is None else opened
        closed = {code for code in codes if not code.startswith(opened)}
        protected = {key for key in measures if MEASURES[key].is_protected}
        self._is_all_closed = len(closed) == len(set(codes))
        self.is_needed = bool(closed and protected)
        self.provinces = {ancestor(code, Level.PROVINCE) for code in closed} if self.is_needed else set()
        self._hidden: dict[str, HiddenRegions] = {}
        self._found: dict[tuple[str, str, Period], frozenset[str]] = {}
        self._shown_anywhere: dict[tuple[str, Period], frozenset[str]] = {}
        if self.is_needed:
            self._state = state = current_state(session)
            self._closed = {level: set(those) for level, those in groupby(sorted(closed, key=level_of), level_of)}
            above = {_above(code) for code in closed if level_of(code) is not Level.VILLAGE}
            for group in {group_of(key) for key in protected}:
                found = reduce(either, _decide(session, state, (group, dimension), above), HiddenRegions())
                self._hidden |= dict.fromkeys(group.measures, found)

    def is_current(self) -> bool:
        """Whether the cube is still the one that it was decided for."""
        return not self.is_needed or current_state(self._session) is self._state

    def was_decided_at(self, refreshed_at: datetime) -> bool:
        """Whether it was decided for the state that the cube was in since a moment."""
        return not self.is_needed or self._state.moment == refreshed_at

    def countable(self, measures: Collection[str]) -> set[str]:
        """Measures of which something is shown where the cube does not reach."""
        return {key for key in measures if not (self._is_all_closed and MEASURES[key].is_protected)}

    def note_that_it_hides(self) -> None:
        """Let the session know that a figure was not shown to its reader."""
        self._session.info[HIDES_NUMBERS] = True

    def find(self, one: Indicator, time: Period, dimension: str) -> frozenset[str]:
        """Where a figure is not shown: one of the measures it is made of is hidden, or is counted on demand."""
        if not self.is_needed:
            return frozenset()
        key = one.key, dimension.partition("=")[0], time
        if key not in self._found:
            shown = ((codes, self._find_shown(one, level, *key[1:])) for level, codes in self._closed.items())
            self._found[key] = frozenset[str]().union(*(codes - seen for codes, seen in shown if seen is not None))
        return self._found[key]

    def _find_shown(self, one: Indicator, level: Level, name: str, time: Period) -> frozenset[str] | None:
        """The regions that a figure is shown of in a period; None for those that everybody sees everywhere."""
        if inner_dimensions(one.key):
            return frozenset()  # a sum of several counts: nobody has decided whether it is itself between 1 and 9
        protected = [key for key in counted_measures(one.key) if MEASURES[key].is_protected]
        if not protected:
            return None
        if not all(_is_stored(MEASURES[key], level, name, time) for key in protected):
            return frozenset()
        if (one.key, time) not in self._shown_anywhere:
            parts = (self._shown_of(key, time) for key in protected)
            self._shown_anywhere[one.key, time] = frozenset.intersection(*parts)
        return self._shown_anywhere[one.key, time]

    def _shown_of(self, measure: str, time: Period) -> frozenset[str]:
        """The regions that a measure is shown of in a period."""
        hidden = self._hidden[measure]
        return hidden.decided - hidden.within(self._state.periods.of_period(group_of(measure).together, time))


def is_hidden_from_some(session: ScopedSession, value: IndicatorValue, refreshed_at: datetime) -> bool:
    """Whether a figure, read while the cube was in the state of `refreshed_at`, is not shown to every reader."""
    hidden = _about(session, value.indicator, value.region_code, value.dimension, opened=())
    is_hidden = value.region_code in hidden.find(value.indicator, value.period, value.dimension)
    return is_hidden or not hidden.was_decided_at(refreshed_at)


def is_hidden_from_reader(session: ScopedSession, one: Indicator, region: str, time: Period, dimension: str) -> bool:
    """Whether the reader of a session is not shown a figure, be there a number or not."""
    return region in _about(session, one, region, dimension).find(one, time, dimension)


def _about(
    session: ScopedSession, one: Indicator, region: str, dimension: str, opened: tuple[str, ...] | None = None
) -> HiddenCells:
    return HiddenCells(session, counted_measures(one.key), [region], dimension.partition("=")[0], opened)


def _is_stored(measure: Measure, level: Level, dimension: str, time: Period) -> bool:
    """Whether the cube holds a cell, or the cells of months that it is read from."""
    if level not in measure.stored_levels(dimension):
        return False
    is_longer = time.kind not in STORED_WHOLE and (not measure.adds_up or isinstance(time, PartialPeriod))
    return not is_longer or stores_longer_at(level)


def _above(code: str) -> str:
    level = ABOVE.get(level_of(code))
    return WHOLE if level is None else ancestor(code, level)


def _decide(session: ScopedSession, state: CubeState, table: Table, above: Collection[str]) -> list[HiddenRegions]:
    """What is hidden of the regions inside some; decided where it is not known yet, what holds them first."""
    missing = sorted({one for one in above if (*table, one) not in state.decided})
    if missing:
        _decide(session, state, table, {_above(one) for one in missing if one != WHOLE})
        for other in _decided_before(table):
            _decide(session, state, other, missing)
        for one, known in zip(missing, state.read(session, table, missing), strict=True):
            codes = tuple(state.inside.get(one, ()))
            forced, total = _forced(state, table, one, codes)
            basis = ChoiceBasis(table[0], codes, state.periods, known.digest_of(codes), forced, total)
            state.decided[(*table, one)] = choose_once(basis, known)
    return [state.decided[(*table, one)] for one in above]


def _decided_before(table: Table) -> list[Table]:
    """The tables that a table is hidden with: its totals, those that it follows, and the stock that it moves."""
    group, dimension = table
    found = [(group, TOTAL)] if dimension else []
    found += [(one, dimension) for one in group.followed if not dimension or dimension in one.dimensions]
    return found + ([stock] if (stock := _stock_moved_by(table)) else [])


def _stock_moved_by(table: Table) -> Table | None:
    """The stock whose differences say what the counts of a table come to."""
    group, dimension = table
    is_moved = group.stock and not group.has_stock and dimension in STOCK_DIMENSIONS[group.stock]
    return (group_of(group.stock), dimension) if is_moved else None


def _forced(
    state: CubeState, table: Table, above: str, codes: Collection[str]
) -> tuple[HiddenRegions, HiddenRegions | None]:
    """The regions inside one that are hidden whatever they count; and for categories, where their totals are hidden."""
    (group, dimension), stock = table, _stock_moved_by(table)
    higher = HiddenRegions() if above == WHOLE else state.decided[(*table, _above(above))]
    forced = inside_hidden(higher.names_of(above), codes)
    for other in _decided_before(table):
        hidden = state.decided[(*other, above)]
        forced |= _moves_of(other[0], hidden) if other == stock else hidden
    return forced, state.decided[group, TOTAL, above] if dimension else None


def _moves_of(stock: ProtectedGroup, hidden: HiddenRegions) -> HiddenRegions:
    """What is hidden with a stock: all movements of one whose history is, else those about the same day."""
    if stock.together is HiddenTogether.HISTORY:
        return inside_hidden([EVERY_PERIOD], {region for _name, region in hidden.places})
    return HiddenRegions(frozenset((name, region) for day, region in hidden.places for name in moved_by(day)))
