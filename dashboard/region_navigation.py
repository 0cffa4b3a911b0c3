"""The regions a user may go to from the selected one: its ancestors, their siblings, its children."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from shared.access import Permission, ScopedSession
from shared.access.actor import in_subtrees
from shared.locale import _
from shared.locale.localised import localised_name
from shared.models import Level, Region
from shared.models.region import PREFIX_LENGTH, existed_on, level_of, path_of, prefix_of

CODE_LENGTHS = {6, 9, 12}
REGION_COLUMNS = (Region.code, Region.name, Region.name_en, Region.is_zone, Region.parent_code)  # of a `RegionRef`
DayRange = tuple[date, date]  # the first and the last


@dataclass(frozen=True)
class RegionRef:
    """A region as pages need it; `name` in the user's language where one is published."""

    code: str
    name: str
    is_zone: bool
    parent: str | None

    @property
    def level(self) -> Level:
        """The level its code stands for."""
        return level_of(self.code)


@dataclass(frozen=True)
class Succession:
    """The region that a former one became part of, on a day."""

    day: date
    region: RegionRef


@dataclass(frozen=True)
class RegionNavigation:
    """`breadcrumb` leads from the user's root region down to the selected one; `siblings` are those of each."""

    breadcrumb: tuple[RegionRef, ...]
    siblings: tuple[tuple[RegionRef, ...], ...]
    children: tuple[RegionRef, ...]

    @property
    def region(self) -> RegionRef:
        """The selected region."""
        return self.breadcrumb[-1]

    @property
    def at_root(self) -> RegionNavigation:
        """The regions around the user's root region."""
        is_there = len(self.breadcrumb) == 1
        return self if is_there else RegionNavigation(self.breadcrumb[:1], self.siblings[:1], self.siblings[1])

    @property
    def parent(self) -> RegionRef:
        """The region that contains `compared_regions`."""
        return self.region if self.children or len(self.breadcrumb) == 1 else self.breadcrumb[-2]

    @property
    def compared_regions(self) -> tuple[RegionRef, ...]:
        """The children, or for a village its siblings: what tables compare unless another level is chosen."""
        return self.children or self.siblings[-1]

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that tables may compare: from the nearest below the region down to the township."""
        order = list(Level)
        nearest = min((region.level for region in self.compared_regions), key=order.index)
        return tuple(order[order.index(nearest) : order.index(Level.TOWNSHIP) + 1]) or (nearest,)


@dataclass(frozen=True)
class ComparedRegions:
    """The regions of one level inside `whole`, and the regions between: by code the name of the path to each.

    `without`: regions between that have no region of the level. `deeper`: regions directly below the whole, but of a
    lower level, as a county that no city governs.
    """

    whole: RegionRef
    level: Level
    regions: tuple[RegionRef, ...]
    paths: Mapping[str, str] = field(default_factory=dict)
    without: tuple[RegionRef, ...] = ()
    deeper: tuple[RegionRef, ...] = ()

    @property
    def with_whole(self) -> list[RegionRef]:
        """The whole first, then the regions."""
        return list(dict.fromkeys([self.whole, *self.regions]))

    def path_of(self, region: RegionRef) -> str:
        """Of which region between it is part, as text; empty when it lies directly in the whole."""
        return self.paths.get(region.parent or "", "")


def list_root_regions(session: ScopedSession) -> list[str]:
    """Codes of the regions that the user's grants begin at, the widest first; divisions that they were before last."""
    former = {prefix for prefix, _later in session.actor.former_divisions}
    prefixes = sorted(session.actor.prefixes(Permission.FIGURES_READ), key=lambda one: (one in former, len(one)))
    return [prefix.ljust(PREFIX_LENGTH[Level.COUNTY], "0") for prefix in prefixes]


def load_navigation(session: ScopedSession, code: str, days: DayRange) -> RegionNavigation | None:
    """The regions around `code` that existed on some of the days; None if the user may see no such region."""
    roots = list_root_regions(session)
    if not _is_region_code(code) or not session.actor.has_permission(Permission.FIGURES_READ, code):
        return None
    path = path_of(code)
    regions = _load_regions(session, [*path, *roots], *existed_on(*days))
    start = next(path.index(root) for root in roots if root in path)
    breadcrumb = [regions[c] for c in path[start:] if c in regions]
    if not breadcrumb or breadcrumb[-1].code != code:
        return None
    children = {c: tuple(p for p in regions.values() if p.parent == c) for c in path}
    siblings = [tuple(regions[root] for root in roots if root in regions), *(children[p.code] for p in breadcrumb[:-1])]
    return RegionNavigation(tuple(breadcrumb), tuple(siblings), children[code])


def load_compared_regions(
    session: ScopedSession, navigation: RegionNavigation, level: Level, days: DayRange
) -> ComparedRegions:
    """The regions of `level` inside the region of the page that existed on some of the days."""
    whole = navigation.parent
    deeper = tuple(region for region in navigation.children if region.level != level)
    if level == navigation.levels[0]:
        regions = tuple(region for region in navigation.compared_regions if region.level == level)
        return ComparedRegions(whole, level, regions, deeper=deeper)
    inside = list(Level)[list(Level).index(whole.level) + 1 : list(Level).index(level) + 1]
    in_whole = in_subtrees(Region.code, (prefix_of(whole.code),))
    found = _select_regions(session, Region.level.in_(inside), in_whole, *existed_on(*days))
    regions = tuple(region for region in found.values() if region.level == level)
    between = {code: region for code, region in found.items() if region.level != level}
    used = {code for region in regions for code in _codes_above(region, between)}
    paths = {code: _join_path(code, between) for code in between}
    without = tuple(region for code, region in between.items() if code not in used)
    return ComparedRegions(whole, level, regions, paths, without)


def _codes_above(region: RegionRef, between: Mapping[str, RegionRef]) -> list[str]:
    """The codes of the regions between that a region is part of, the nearest first."""
    above = between.get(region.parent or "")
    return [above.code, *_codes_above(above, between)] if above else []


def _join_path(code: str, between: Mapping[str, RegionRef]) -> str:
    inner, *outer = [code, *_codes_above(between[code], between)]
    if not outer:
        return between[inner].name
    return _("{inner}, {outer}").format(inner=between[inner].name, outer=_join_path(outer[0], between))


def find_region_name(session: ScopedSession, code: str) -> str:
    """The name of a region, also of a former or a foreign one; empty when there never was one."""
    region = _load_regions(session, [code]).get(code) if _is_region_code(code) else None
    return region.name if region else ""


def find_succession(session: ScopedSession, code: str) -> Succession | None:
    """What a region that stands no more became part of."""
    row = session.execute(select(Region.valid_to, Region.successor_code).where(Region.code == code)).first()
    if row is None or row.valid_to is None or row.successor_code is None:
        return None
    later = _load_regions(session, [row.successor_code]).get(row.successor_code)
    return None if later is None else Succession(row.valid_to, later)


def _is_region_code(code: str) -> bool:
    return len(code) in CODE_LENGTHS and code.isascii() and code.isdigit()


def load_region_refs(session: ScopedSession, codes: list[str]) -> dict[str, RegionRef]:
    """Regions by code, former ones too."""
    return _select_regions(session, Region.code.in_(codes))


def _load_regions(session: ScopedSession, codes: list[str], *conditions: ColumnElement[bool]) -> dict[str, RegionRef]:
    """The regions of `codes` and their children that meet the conditions, in order of codes."""
    return _select_regions(session, or_(Region.code.in_(codes), Region.parent_code.in_(codes)), *conditions)


def _select_regions(session: ScopedSession, *conditions: ColumnElement[bool]) -> dict[str, RegionRef]:
    rows = session.execute(select(*REGION_COLUMNS).where(*conditions).order_by(Region.code))
    return {row.code: to_region_ref(*row) for row in rows}


def to_region_ref(code: str, name: str, name_en: str, is_zone: bool, parent: str | None) -> RegionRef:  # noqa: FBT001
    """A region from its columns, named in the user's language."""
    return RegionRef(code, localised_name(name, name_en), is_zone, parent)
