"""Figures by the divisions of today: what a township and those it follows come to, counted as one place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import case, func, literal, select

from shared.access import ScopedSession, elevated
from shared.access.actor import in_subtrees
from shared.access.protected_readers import is_open_to
from shared.clock import Period
from shared.locale import _
from shared.models import Level
from shared.models.region import PREFIX_LENGTH

from .aggregation import aggregate
from .calendar import Calendar
from .catalogue import MEASURES, UNDIMENSIONED_MEASURES, counted_measures, indicator
from .cell_columns import Cells
from .cube_reader import fetch_observations, further_dimensions, is_reported_at
from .cube_snapshot import CubeSnapshot, current_snapshot
from .followed_divisions import FollowedDivisions
from .indicator import Indicator
from .indicator_value import IndicatorValue
from .measure import Measure, Source
from .protected_measures import is_public
from .value_context import About
from .values import require_scope, values_of_cells

TOWNSHIP = PREFIX_LENGTH[Level.TOWNSHIP]


@dataclass(frozen=True)
class FormerTownships:
    """Townships that became part of one as a whole, by code with their names.

    `mixed_since`: the last day on which villages came to it, or went from it, without their township; then it has no
    series by today's divisions.
    """

    names: dict[str, str]
    mixed_since: date | None

    @property
    def adds_up(self) -> bool:
        """Whether there is a series by today's divisions that differs from the one by those of then."""
        return bool(self.names) and self.mixed_since is None

    @property
    def listed_names(self) -> str:
        """The names, one after the other."""
        return _(", ").join(self.names.values())


class ValueByToday(IndicatorValue):
    """What several townships come to: no figure of one region, so that no list of one region stands behind it."""


def load_former_townships(session: ScopedSession, code: str) -> FormerTownships:
    """Those that a township follows, directly or by others between; none for other levels."""
    followed = FollowedDivisions.load(session, [code])
    names = {one: followed.names[one] for one in followed.all_former(code)}
    mixed = [day for one in (code, *names) for day in followed.mixed_days(one, {code, *names})]
    return FormerTownships(names, max(mixed, default=None))


def has_series(one: Indicator) -> bool:
    """Whether a township has such figures: what ends at the county is no township's."""
    return all(is_reported_at(MEASURES[key], Level.TOWNSHIP) for key in one.measures)


def load_values_by_today(
    session: ScopedSession,
    keys: Iterable[str],
    region: str,
    former: FormerTownships,
    periods: Iterable[Period],
    dimension: str = "",
    categories: Collection[str] = (),
) -> list[IndicatorValue]:
    """The values of a township as if those it follows had always been part of it, counted from the records.

    Residents are the sum of the townships that stood, unknown where those of one are. What counts people is shown only
    to readers with access: beside the numbers of the townships alone it would give away those that are hidden.
    """
    indicators, codes, times = [indicator(key) for key in keys], [region, *former.names], list(periods)
    require_scope(session, codes)
    state = current_snapshot(session)
    if state is None:
        return []
    shown = [one for one in indicators if all(is_open_to(session.actor, code) for code in codes) or is_public(one)]
    measures = {key for one in shown for key in counted_measures(one.key)}
    calendar = Calendar(state.day, law=state.law, longer_to=Level.VILLAGE)
    cells = _count(
        session,
        measures - UNDIMENSIONED_MEASURES,
        tuple(codes),
        {dimension, *further_dimensions(indicators, dimension)},
        calendar,
    )
    cells.update(_sum_residents(session, measures & UNDIMENSIONED_MEASURES, codes, times))
    values = values_of_cells(session, cells, indicators, [region], times, dimension, categories)
    about = About(session, indicators, codes, dimension, times)
    return [
        _with_revisions(value, former, about, state) if value.indicator in shown else value.without_counts()
        for value in values
    ]


def _count(session: ScopedSession, keys: set[str], codes: tuple[str, ...], by: set[str], calendar: Calendar) -> Cells:
    """Cells of the first of some townships, with the records of all of them."""
    cells = Cells()

    def plan(measure: Measure, dimension: str) -> list[Level]:
        is_requested = dimension in {"", *by} and is_reported_at(measure, Level.TOWNSHIP)
        return [Level.TOWNSHIP] if is_requested else []

    with elevated(session) as system:
        for measure, region, time, dimension, value, status in aggregate(
            system, [_measure_today(key, codes) for key in sorted(keys)], calendar, plan
        ):
            cells.put((measure, dimension, time), region, value, status)
    return cells


@lru_cache(maxsize=256)
def _measure_today(key: str, codes: tuple[str, ...]) -> Measure:
    return replace(MEASURES[key], source=_source_today(MEASURES[key].source, codes))


@lru_cache(maxsize=64)
def _source_today(source: Source, codes: tuple[str, ...]) -> Source:
    """The rows of some townships, all of which stand in the first of them."""
    here = in_subtrees(source.region, codes)
    together: Any = source.counted_together_by
    if together is not None:
        here = together.in_(select(together).where(here).correlate(None))
    township = func.substr(source.region, 1, TOWNSHIP)
    region = case((township.in_(codes), literal(codes[0])), else_=source.region)
    return replace(source, region=region, where=(*source.where, here))


def _sum_residents(session: ScopedSession, keys: set[str], codes: list[str], times: list[Period]) -> Cells:
    """The sums of published numbers, only where all are known."""
    found = Cells()
    if keys:
        published = fetch_observations(session, keys, codes, times, "", [])
        for key in published.values:
            found.put(key, codes[0], *published.sum_of_parts(key, codes))
    return found


def _with_revisions(
    value: IndicatorValue, former: FormerTownships, about: About, state: CubeSnapshot
) -> IndicatorValue:
    """Marked where a figure of a former township moved after its period was over."""
    one, period, part = value.indicator, value.period, value.dimension
    is_revised = any(about.is_revised(one, code, period, part) for code in (value.region_code, *former.names))
    is_left_out = state.lock_over(one, period) is not None  # a lock holds the numbers of each township alone
    parts = {one.name: getattr(value, one.name) for one in fields(value)}
    return ValueByToday(**parts | {"is_revised": is_revised, "is_locked": False, "is_left_out": is_left_out})
