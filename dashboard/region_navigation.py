"""The regions a user may go to from the selected one: its ancestors, their siblings, its children."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from shared.access import Permission, ScopedSession
from shared.locale.localised import localised_name
from shared.models import Level, Region
from shared.models.region import PREFIX_LENGTH, existed_on, level_of, path_of

CODE_LENGTHS = {6, 9, 12}
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
    def parent(self) -> RegionRef:
        """The region that contains `compared_regions`."""
        return self.region if self.children or len(self.breadcrumb) == 1 else self.breadcrumb[-2]

    @property
    def compared_regions(self) -> tuple[RegionRef, ...]:
        """What tables compare: the children, or for a village its siblings."""
        return self.children or self.siblings[-1]


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


def _load_regions(session: ScopedSession, codes: list[str], *conditions: ColumnElement[bool]) -> dict[str, RegionRef]:
    """The regions of `codes` and their children that meet the conditions, in order of codes."""
    columns = (Region.code, Region.name, Region.name_en, Region.is_zone, Region.parent_code)
    of_codes = or_(Region.code.in_(codes), Region.parent_code.in_(codes))
    return {
        code: RegionRef(code, localised_name(name, name_en), is_zone, parent)
        for code, name, name_en, is_zone, parent in session.execute(
            select(*columns).where(of_codes, *conditions).order_by(Region.code)
        )
    }
