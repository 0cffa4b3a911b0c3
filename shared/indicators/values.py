"""Reading figures from the cube: the same numbers for screens, files and commands."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from shared.access import Permission, ScopedSession
from shared.access.permission_denied import PermissionDenied
from shared.clock import Period
from shared.models import Level
from shared.models.region import level_of

from .calendar import Calendar
from .catalogue import UNDIMENSIONED_MEASURES, counted_measures, indicator, inner_dimensions
from .cell_columns import Cells
from .cube_reader import COUNTED_ON_DEMAND, aggregate_on_demand, fetch_observations, further_dimensions
from .cube_snapshot import CubeSnapshot, current_snapshot
from .dimensions import values as categories_of
from .hidden_cells import HiddenCells
from .indicator import Indicator
from .indicator_value import IndicatorValue
from .residents_of_parts import ResidentsOfParts
from .value_columns import ValueColumn, ValueColumns
from .value_context import About


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
    return _list_values(load_columns(session, keys, regions, periods, dimension, categories))


def load_columns(
    session: ScopedSession,
    keys: Iterable[str],
    regions: Iterable[str],
    periods: Iterable[Period],
    dimension: str = "",
    categories: Collection[str] = (),
) -> list[list[ValueColumn]]:
    """The same side by side: for each figure and category a column a period, with the regions in their order."""
    indicators, codes, times = [indicator(k) for k in keys], list(regions), list(periods)
    require_scope(session, codes)
    state = current_snapshot(session)
    if state is None:
        return []
    measures = {m for i in indicators for m in counted_measures(i.key)}
    residents = ResidentsOfParts(session, codes) if measures & UNDIMENSIONED_MEASURES else None
    hidden = HiddenCells(session, measures, codes, dimension)
    former = [] if residents is None else residents.former
    read = [*codes, *former, *hidden.provinces]  # which categories occur in a hidden region is nobody's to know
    dimensions = [f"{dimension}={category}" for category in categories]
    cells = fetch_observations(session, measures, read, times, dimension, dimensions)
    if not hidden.is_current():  # somebody corrected records meanwhile
        hidden = HiddenCells(session, measures, codes, dimension)
    further = further_dimensions(indicators, dimension)
    for name, read_by in further.items():
        cells.update(fetch_observations(session, read_by, codes, times, name, []))
    by = {dimension, *further}
    if any(level_of(code) in COUNTED_ON_DEMAND for code in codes):  # making a calendar takes longer than reading cells
        calendar = Calendar(state.day, law=state.law, longer_to=Level.VILLAGE)
        aggregate_on_demand(session, cells, hidden.countable(measures), codes, by, calendar, times)
    if residents is not None:
        residents.sum_up(cells, times, state.day)
    about = About(session, indicators, codes, dimension, times, residents)
    columns = ValueColumns(cells, codes, times, state, about, hidden)
    return _read(columns, cells, indicators, dimension, categories)


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
) -> list[IndicatorValue]:
    """The figures that some cells of a built cube come to, with nothing hidden."""
    state = current_snapshot(session)
    if state is None:
        return []
    columns = ValueColumns(cells, codes, times, state, About(session, indicators, codes, dimension, times))
    return _list_values(_read(columns, cells, indicators, dimension, categories))


def _read(
    columns: ValueColumns, cells: Cells, indicators: list[Indicator], dimension: str, categories: Collection[str]
) -> list[list[ValueColumn]]:
    named = [f"{dimension}={category}" for category in categories]
    return [
        list(columns.read(one, part)) for one in indicators for part in named or _dimensions(cells, one, dimension)
    ]


def _list_values(columns: list[list[ValueColumn]]) -> list[IndicatorValue]:
    """One place after the other, period by period."""
    return [
        column.value(place) for periods in columns for place in range(len(periods[0].codes)) for column in periods
    ]


def load_value(
    session: ScopedSession, key: str, region: str, period: Period, dimension: str = ""
) -> IndicatorValue | None:
    """One figure; None when the cube is not built."""
    values = load_values(session, [key], [region], [period], dimension.partition("=")[0])
    return next((value for value in values if value.dimension == dimension), None)


def empty_value(key: str, region: str, period: Period, dimension: str, state: CubeSnapshot) -> IndicatorValue:
    """The figure of a part that occurs in none of the regions read: zero, or not applicable."""
    return next(ValueColumns(Cells(), [region], [period], state).read(indicator(key), dimension)).value(0)


def _dimensions(cells: Cells, one: Indicator, dimension: str) -> list[str]:
    if not dimension:
        return [""]
    if inner_dimensions(one.key):
        return [f"{dimension}={category}" for category in categories_of(dimension)]
    found = {part for measure, part, _period in cells.values if measure in one.measures}
    return sorted(part for part in found if part.startswith(f"{dimension}="))
