"""The place that a list of many records is for: the township or village of the address, or the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flask import abort, request
from sqlalchemy import select

from admin.display import region_names
from admin.request import context
from shared.access.actor import in_subtrees
from shared.clock import today
from shared.models import Level, Region
from shared.models.region import ancestor, level_of, path_of, prefix_of
from shared.patterns import REGION_CODE

PLACE = "region_code"
LISTED = (Level.TOWNSHIP, Level.VILLAGE)
Options = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True)
class BatchPlace:
    """A region where the user works, who has `permission` there; lists of records go down to the level `deepest`."""

    code: str
    start: str
    permission: str
    deepest: Level

    @property
    def options(self) -> Options:
        """The regions to choose instead: groups of (code, name)."""
        return list(_options(self.code, self.permission, self.deepest))

    @property
    def is_own(self) -> bool:
        """Whether it is where the user's work starts: nothing wider is to be chosen."""
        return self.code == self.start

    @property
    def is_listed(self) -> bool:
        """Whether the place is small enough for a list."""
        return level_of(self.code) in LISTED


def requested_place(permission: str, deepest: Level) -> BatchPlace:
    """The region of the address, else the user's own. One where they may not work is not found."""
    start = context.actor().default_region(permission) or abort(404)
    code = request.args.get(PLACE) or start
    if not REGION_CODE.fullmatch(code) or not context.actor().has_permission(permission, code):
        abort(404)
    if context.session().get(Region, code) is None:
        abort(404)
    if level_of(code) is Level.VILLAGE and deepest is Level.TOWNSHIP:
        code = _widest_inside(code, permission)
    return BatchPlace(code, start, permission, deepest)


def _widest_inside(village: str, permission: str) -> str:
    """The township of a village, as far as the user works in it."""
    township = ancestor(village, Level.TOWNSHIP)
    return township if context.actor().has_permission(permission, township) else village


def _options(code: str, permission: str, deepest: Level) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Counties by city; inside a county its townships, inside a township its villages."""
    path = path_of(code)
    county, township = path[2:3], path[3:4]
    if not county:
        yield from _below(code, Level.COUNTY, permission)
    for above, level in ((county, Level.TOWNSHIP), (township if deepest is Level.VILLAGE else [], Level.VILLAGE)):
        for one in above:
            yield from _below(one, level, permission)


def _below(code: str, level: Level, permission: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """(code, name) of the regions of a level in another that stand and where the user works, by the one above them."""
    own = in_subtrees(Region.code, context.actor().prefixes(permission))
    inside = in_subtrees(Region.code, (prefix_of(code),))
    query = select(Region).where(Region.level == level, inside, own, Region.is_in_force(today()))
    found = context.session().scalars(query.order_by(Region.code)).all()
    region_names.preload(region.code for region in found)
    for parent, regions in groupby(found, key=lambda region: region.parent_code or ""):
        yield region_names.region_path(parent), [(one.code, region_names.name_of_region(one)) for one in regions]
