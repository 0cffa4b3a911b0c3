"""The regions a person may walk to from where they stand: up to their own, beside, and down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from shared.access import Permission, ScopedSession
from shared.locale import ENGLISH, current_language
from shared.models import Level, Region
from shared.models.region import PREFIX_LENGTH, existed_on, level_of, path_of

CODE_LENGTHS = {6, 9, 12}
Days = tuple[date, date]  # the first and the last


@dataclass(frozen=True)
class Place:
    """A region as pages need it: `name` in the person's language where one is published."""

    code: str
    name: str
    is_zone: bool
    parent: str | None

    @property
    def level(self) -> Level:
        """The level its code stands for."""
        return level_of(self.code)


@dataclass(frozen=True)
class Surroundings:
    """`trail` leads from the person's own region down to the one looked at; `beside` holds the siblings of each."""

    trail: tuple[Place, ...]
    beside: tuple[tuple[Place, ...], ...]
    below: tuple[Place, ...]

    @property
    def here(self) -> Place:
        """The region looked at."""
        return self.trail[-1]

    @property
    def parent(self) -> Place:
        """The region that `compared` lies in."""
        return self.here if self.below or len(self.trail) == 1 else self.trail[-2]

    @property
    def compared(self) -> tuple[Place, ...]:
        """What tables compare: the regions below, or for a village those beside it."""
        return self.below or self.beside[-1]


def own(session: ScopedSession) -> list[str]:
    """Codes of the regions the person's work is about, the widest first."""
    prefixes = sorted(session.actor.prefixes(Permission.FIGURES_READ), key=len)
    return [prefix.ljust(PREFIX_LENGTH[Level.COUNTY], "0") for prefix in prefixes]


def look_around(session: ScopedSession, code: str, days: Days) -> Surroundings | None:
    """What lay around `code` on some of the days; None when there was no such region for this person."""
    roots = own(session)
    if not _is_code(code) or not session.actor.has_permission(Permission.FIGURES_READ, code):
        return None
    path = path_of(code)
    found = _regions(session, [*path, *roots], *existed_on(*days))
    start = next(path.index(root) for root in roots if root in path)
    trail = [found[c] for c in path[start:] if c in found]
    if not trail or trail[-1].code != code:
        return None
    children = {c: tuple(p for p in found.values() if p.parent == c) for c in path}
    beside = [tuple(found[root] for root in roots if root in found), *(children[p.code] for p in trail[:-1])]
    return Surroundings(tuple(trail), tuple(beside), children[code])


def name_of(session: ScopedSession, code: str) -> str:
    """What a region is or was called, also one outside the person's own; empty when there never was one."""
    found = _regions(session, [code]).get(code) if _is_code(code) else None
    return found.name if found else ""


def _is_code(code: str) -> bool:
    return len(code) in CODE_LENGTHS and code.isascii() and code.isdigit()


def _regions(session: ScopedSession, codes: list[str], *stood: ColumnElement[bool]) -> dict[str, Place]:
    """The regions of `codes` and their children that `stood`, in order of codes."""
    columns = (Region.code, Region.name, Region.name_en, Region.is_zone, Region.parent_code)
    wanted = or_(Region.code.in_(codes), Region.parent_code.in_(codes))
    english = current_language() == ENGLISH
    return {
        code: Place(code, name_en if english and name_en else name, is_zone, parent)
        for code, name, name_en, is_zone, parent in session.execute(
            select(*columns).where(wanted, *stood).order_by(Region.code)
        )
    }
