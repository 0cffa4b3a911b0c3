"""The regions an actor may choose, by name and code: what forms, files and commands look names up in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from shared.access import ScopedSession
from shared.access.actor import in_subtrees
from shared.clock import today
from shared.models import Level, Region
from shared.models.region import existed_on, path_of, prefix_of
from shared.parsing import RegionDirectory, RegionName

COLUMNS = (Region.code, Region.name, Region.name_en)


def load_region_directory(
    session: ScopedSession,
    permission: str,
    *,
    within: str = "",
    levels: Collection[Level] = (),
    days: tuple[date, date] | None = None,
) -> RegionDirectory:
    """Regions where the actor holds `permission`: inside `within`, of these levels, standing on one of the days."""
    first_day, last_day = days or (today(), today())
    prefixes = session.actor.prefixes(permission)
    query = select(*COLUMNS).where(in_subtrees(Region.code, prefixes), *existed_on(first_day, last_day))
    if within:
        query = query.where(in_subtrees(Region.code, (prefix_of(within),)))
    if levels:
        query = query.where(Region.level.in_(levels))
    choices = [RegionName(*row) for row in session.execute(query.order_by(Region.code))]
    upper = {code for choice in choices for code in path_of(choice.code)} - {choice.code for choice in choices}
    upper_regions = session.execute(select(*COLUMNS).where(Region.level != Level.VILLAGE)) if upper else ()
    return RegionDirectory(choices, [RegionName(*row) for row in upper_regions if row.code in upper])
