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
    names: dict[str, str] = g.setdefault("region_names", {})
    if missing := {part for code in codes if code and code not in names for part in path_of(code) if part not in names}:
        regions = context.session().scalars(select(Region).where(Region.code.in_(missing)))
        names.update({region.code: name_of_region(region) for region in regions})


def region_name(code: str) -> str:
    """The name of a region; its code when it is unknown."""
    preload([code])
    return g.region_names.get(code, code)


def is_known(code: str) -> bool:
    """Whether there is, or was, a region with this code."""
    return context.session().get(Region, code) is not None


def children_in_force(code: str) -> list[Region]:
    """The regions one level below that stand."""
    children = select(Region).where(Region.parent_code == code, Region.is_in_force(today()))
    return list(context.session().scalars(children.order_by(Region.code)))


def find_by_name(text: str, limit: int) -> list[Region]:
    """The regions that stand whose name, in either language, is a text; else those whose name begins with it."""
    in_force = (
        select(Region).where(Region.is_in_force(today())).order_by(func.length(Region.code), Region.code).limit(limit)
    )
    has_name = or_(Region.name == text, Region.name_en == text)
    name_starts = or_(Region.name.startswith(text, autoescape=True), Region.name_en.istartswith(text, autoescape=True))
    session = context.session()
    return list(session.scalars(in_force.where(has_name))) or list(session.scalars(in_force.where(name_starts)))


def region_path(code: str, *, below: Level = Level.PROVINCE) -> str:
    """The names from under `below` down to the region: 苏州市 昆山市 玉山镇. A province names itself."""
    paths: dict[tuple[str, Level], str] = g.setdefault("region_paths", {})
    if (code, below) not in paths:
        preload([code])
        parts = [part for part in path_of(code) if part != ancestor(code, below)] or [code]
        paths[code, below] = " ".join(g.region_names.get(part, part) for part in parts)
    return paths[code, below]


def abbreviated_region_path(code: str) -> tuple[str, str]:
    """(city and county as far as they lie below the user's own region, name of the region itself)."""
    preload([code])
    own_region = context.default_region() or ""
    ancestors = [
        part for part in path_of(code)[1:3] if part != code and not own_region.startswith(part[: len(prefix_of(part))])
    ]
    return " ".join(g.region_names.get(part, part) for part in ancestors), g.region_names.get(code, code)


def breadcrumb(code: str) -> list[tuple[str, str]]:
    """(code, name) of the regions from the province down to this one."""
    preload([code])
    return [(part, g.region_names.get(part, part)) for part in path_of(code)]
