"""Which rows an actor may read: one condition a record class, added to every query of the session.

Conditions are concrete expressions, never closures: a cached closure would give the next actor this one's regions.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import ColumnElement, false, or_, true
from sqlalchemy.orm import with_loader_criteria
from sqlalchemy.orm.util import LoaderCriteriaOption

from shared.models import AuditEvent, Base, Level, LockedObservation, LockedSet, MonthStep, Observation, RevisedCell
from shared.models.region import PREFIX_LENGTH
from shared.models.region_roles import RegionRight

from .actor import Actor, in_subtrees
from .permissions import Action, permission_for
from .region_access import region_columns, region_condition
from .scope_option import ScopeOption

PUBLIC_AREAS = {"", "figures", "parameters"}  # regions, standards, population: the law publishes them
FIGURES = (LockedObservation, LockedSet, MonthStep, Observation, RevisedCell)  # shown where the actor may read figures
UNSCOPED_TABLES = {"programme", "programme_tier", "run", "pledge"}  # plans of charity, the same for all regions


def scoped_classes() -> list[type[Base]]:
    """Record classes whose rows depend on who asks."""
    return [m.class_ for m in Base.registry.mappers if _is_scoped(m.class_)]


def _is_scoped(cls: type[Base]) -> bool:
    return cls in FIGURES or (cls.__area__ not in PUBLIC_AREAS and cls.__tablename__ not in UNSCOPED_TABLES)


def read_condition(cls: type[Base], actor: Actor) -> ColumnElement[bool]:
    """The condition under which `actor` may read a row of `cls`, of an area that the actor may read."""
    if not _is_scoped(cls):
        return true()
    prefixes = actor.prefixes(permission_for(cls.__area__, Action.READ))
    whole_province = any(len(p) <= PREFIX_LENGTH[Level.PROVINCE] for p in prefixes)
    if not region_columns(cls, RegionRight.READ):  # what has no place is the province's to see
        return true() if whole_province else false()
    if cls is AuditEvent and whole_province:
        return or_(in_subtrees(cls.region_code, prefixes), cls.region_code.is_(None))
    return region_condition(cls, RegionRight.READ, prefixes)


def export_condition(cls: type[Base], actor: Actor) -> ColumnElement[bool]:
    """The condition under which `actor` may take a readable row away in a file.

    What the law publishes always, case files in the regions for which the right was granted.
    """
    if not _is_scoped(cls) or not region_columns(cls, RegionRight.READ):
        return true()
    return region_condition(cls, RegionRight.READ, actor.prefixes(permission_for(cls.__area__, Action.EXPORT)))


def _conditions(actor: Actor) -> Iterator[LoaderCriteriaOption]:
    for cls in scoped_classes():
        yield with_loader_criteria(cls, read_condition(cls, actor), include_aliases=True)


@lru_cache(maxsize=256)
def read_scope(actor: Actor) -> ScopeOption:
    """The conditions of all record classes for this actor, as the option of a statement."""
    return ScopeOption(_conditions(actor))
