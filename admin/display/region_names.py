"""Names of regions for the request at hand: read once for all the codes a page shows."""

from __future__ import annotations

from collections.abc import Iterable

from flask import g
from sqlalchemy import func, or_, select

from admin.request import context
from shared.clock import today
from shared.locale.localised import localised_name
from shared.models import Level, Region
from shared.models.region import ancestor, path_of, prefix_of


def name_of_region(region: Region) -> str:
    """A region's name in the user's language; the Chinese one where no other is published."""
    return localised_name(region.name, region.name_en)


def preload(codes: Iterable[str | None]) -> None:
    """Read the names of these regions and of those above them, in one query."""
    known: dict[str, str] = g.setdefault("region_names", {})
    if missing := {part for code in codes if code and code not in known for part in path_of(code) if part not in known}:
        found = context.session().scalars(select(Region).where(Region.code.in_(missing)))
        known.update({region.code: name_of_region(region) for region in found})


def region_name(code: str) -> str:
    """The name of a region; its code when it is unknown."""
    preload([code])
    return g.region_names.get(code, code)


def is_known(code: str) -> bool:
    """Whether there is, or was, a region with this code."""
    return context.session().get(Region, code) is not None


def children_in_force(code: str) -> list[Region]:
    """The regions one level below that stand."""
    below = select(Region).where(Region.parent_code == code, Region.is_in_force(today()))
    return list(context.session().scalars(below.order_by(Region.code)))


def find_by_name(text: str, limit: int) -> list[Region]:
    """The regions that stand whose name, in either language, is a text; else those whose name begins with it."""
    stands = (
        select(Region).where(Region.is_in_force(today())).order_by(func.length(Region.code), Region.code).limit(limit)
    )
    exactly = or_(Region.name == text, Region.name_en == text)
    begins = or_(Region.name.startswith(text, autoescape=True), Region.name_en.istartswith(text, autoescape=True))
    session = context.session()
    return list(session.scalars(stands.where(exactly))) or list(session.scalars(stands.where(begins)))


def region_path(code: str, *, below: Level = Level.PROVINCE) -> str:
    """The names from under `below` down to the region: 苏州市 昆山市 玉山镇. A province names itself."""
    known: dict[tuple[str, Level], str] = g.setdefault("region_paths", {})
    if (code, below) not in known:
        preload([code])
        parts = [part for part in path_of(code) if part != ancestor(code, below)] or [code]
        known[code, below] = " ".join(g.region_names.get(part, part) for part in parts)
    return known[code, below]


def abbreviated_region_path(code: str) -> tuple[str, str]:
    """(city and county as far as they lie below the user's own region, name of the region itself)."""
    preload([code])
    own = context.default_region() or ""
    above = [part for part in path_of(code)[1:3] if part != code and not own.startswith(part[: len(prefix_of(part))])]
    return " ".join(g.region_names.get(part, part) for part in above), g.region_names.get(code, code)


def breadcrumb(code: str) -> list[tuple[str, str]]:
    """(code, name) of the regions from the province down to this one."""
    preload([code])
    return [(part, g.region_names.get(part, part)) for part in path_of(code)]
