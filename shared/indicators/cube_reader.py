"""Cells of the cube, and those that are counted from the records where the cube does not reach."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, bindparam, cast, func, or_, select
from sqlalchemy.orm import Session

from shared.access import ScopedSession, elevated
from shared.clock import Period
from shared.models import Level, Observation, RevisedCell
from shared.models.observation import IS_TOTAL_TO_COUNTY
from shared.models.region import PREFIX_LENGTH, level_of

from .aggregation import aggregate
from .calendar import Calendar
from .catalogue import MEASURES, inner_dimensions
from .cell_columns import SEPARATOR, Cells
from .cube import CellKey
from .indicator import Indicator
from .keys_in_cube import STORED_WHOLE, possible_keys, revised_keys
from .measure import EXACTLY, Measure

DEPTH = {level: depth for depth, level in enumerate(Level)}
COUNTED_ON_DEMAND = (Level.TOWNSHIP, Level.VILLAGE)
"""Levels that the cube does not reach with all measures and categories."""
COUNTY_LENGTH = PREFIX_LENGTH[Level.COUNTY]
"""Of the codes of counties, and of what is above them."""
MANY_REGIONS = 20
"""From so many on, it is quicker to read the totals of all counties, and of what is above them, in a row."""

VALUES = (cast(Observation.value, String), Observation.status)
OF_PERIODS = (
    Observation.measure.in_(bindparam("measures", expanding=True)),
    Observation.period.in_(bindparam("times", expanding=True)),
)
IN_REGIONS = Observation.region_code.in_(bindparam("regions", expanding=True))


def _select_joined(joined: Any, *key: Any) -> Select[Any]:
    """One row for all regions, or all categories, of a key."""
    texts = (func.aggregate_strings(one, SEPARATOR) for one in (joined, *VALUES))
    return select(*key, *texts).where(*OF_PERIODS).group_by(*key)


_BY_REGION = _select_joined(Observation.region_code, Observation.measure, Observation.dimension, Observation.period)
OF_COUNTIES = _BY_REGION.where(IS_TOTAL_TO_COUNTY)
OF_CATEGORIES = _BY_REGION.where(IN_REGIONS, Observation.dimension.in_(bindparam("dimensions", expanding=True)))
ALL_CATEGORIES = _select_joined(
    Observation.dimension, Observation.measure, Observation.region_code, Observation.period
).where(IN_REGIONS, or_(Observation.dimension == "", Observation.dimension.startswith(bindparam("by"))))
REVISED_KEY = (RevisedCell.measure, RevisedCell.region_code, RevisedCell.period, RevisedCell.dimension)
REVISED = (
    select(*REVISED_KEY, func.max(RevisedCell.revised_at).label("revised_at"))
    .where(
        RevisedCell.measure.in_(bindparam("measures", expanding=True)),
        RevisedCell.region_code.in_(bindparam("regions", expanding=True)),
        RevisedCell.period.in_(bindparam("times", expanding=True)),
    )
    .group_by(*REVISED_KEY)
)


def fetch_observations(
    session: ScopedSession, measures: set[str], regions: list[str], times: list[Period], by: str, categories: list[str]
) -> Cells:
    """Cells of the cube: totals, the named `categories` of a dimension, or all of them.

    The caller has checked every place, so this reads past the scope of the session: beside its range, SQLite would
    walk the whole subtree instead of seeking the few regions (65 ms instead of 0.3 ms).
    """
    keys = set[str]().union(*map(possible_keys, times))
    parameters: dict[str, Any] = {"measures": list(measures), "times": list(keys)}
    parameters["regions"] = [region for region in regions if level_of(region) is not Level.VILLAGE]
    cells = Cells()
    if by and not categories:
        cells.add_categories(session.connection().execute(ALL_CATEGORIES, parameters | {"by": f"{by}="}))
        return cells
    is_wide = len(regions) >= MANY_REGIONS and all(len(region) == COUNTY_LENGTH for region in regions)
    query = OF_COUNTIES if is_wide and not by else OF_CATEGORIES
    for *key, read, values, statuses in session.connection().execute(
        query, parameters | {"dimensions": ["", *categories]}
    ):
        cells.add_regions(tuple(key), read, values, statuses)
    return cells


def further_dimensions(indicators: Iterable[Indicator], dimension: str) -> dict[str, set[str]]:
    """The dimensions of other categories that figures are read from, each with the measures that are."""
    further: dict[str, set[str]] = {}
    for one in indicators:
        found = dict(inner_dimensions(one.key)) if dimension else {}
        if one.percentile:
            found[EXACTLY] = frozenset({one.numerator})
        for name, measures in found.items():
            further.setdefault(name, set()).update(measures)
    return further


def fetch_revised_cells(
    session: Session, measures: Collection[str], regions: list[str], times: Collection[Period]
) -> dict[CellKey, datetime]:
    """Which of the cells were revised after their month was over, and when last. Read past the scope, as the cells."""
    values = {"measures": list(measures), "regions": regions, "times": [*set[str]().union(*map(revised_keys, times))]}
    rows = session.connection().execute(REVISED, values)
    return {(measure, region, period, part): at for measure, region, period, part, at in rows}


def aggregate_on_demand(
    session: ScopedSession,
    cells: Cells,
    measures: set[str],
    regions: Collection[str],
    dimensions: set[str],
    calendar: Calendar,
    times: Collection[Period],
) -> None:
    """Count from the records where the cube does not reach: one township's, or a county's for all its townships.

    Regions above the township are left out.
    """
    small = [region for region in regions if level_of(region) in COUNTED_ON_DEMAND]
    if not small or not measures:
        return
    are_longer = any(time.kind not in STORED_WHOLE for time in times)
    with elevated(session) as system:
        for level, prefix in _subtrees(small):

            def plan(measure: Measure, dimension: str, level: Level = level) -> list[Level]:
                is_requested = dimension in {"", *dimensions} and is_reported_at(measure, level)
                is_stored = level in measure.stored_levels(dimension) and (measure.adds_up or not are_longer)
                return [level] if is_requested and not is_stored else []

            measures_to_count = [
                MEASURES[m] for m in measures if any(plan(MEASURES[m], by) for by in {"", *dimensions})
            ]
            for measure, region, time, dimension, value, status in aggregate(
                system, measures_to_count, calendar, plan, prefix
            ):
                if region in small:
                    cells.put((measure, dimension, time), region, value, status)


def _subtrees(regions: list[str]) -> set[tuple[Level, str]]:
    """What to count for some townships and villages: few records for few places, one pass for many."""
    townships = {region[:9] for region in regions}
    if len(townships) == 1:
        return {(level_of(region), region[:9]) for region in regions}
    return {(level_of(region), region[:6]) for region in regions}


def is_reported_at(measure: Measure, level: Level) -> bool:
    """Whether there can be such a number there: quotas end at the county, so a township has none to speak of.

    What is published, and not added up from rows below, ends where the cube keeps it: a village publishes no residents.
    """
    lowest = [measure.ends_at, None if measure.rolls_up else measure.deepest]
    return all(end is None or DEPTH[level] <= DEPTH[end] for end in lowest)
