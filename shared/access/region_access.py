"""Which regions of a record decide who may read and change it (`shared.models.region_roles`)."""

from __future__ import annotations

from functools import cache

from sqlalchemy import ColumnElement, inspect, or_

from shared.models import Base
from shared.models.region_roles import DEFAULT_REGION_RIGHTS, RegionRight

from .actor import Actor, in_subtrees
from .permission_denied import PermissionDenied


@cache
def region_columns(cls: type[Base], right: RegionRight) -> tuple[str, ...]:
    """The columns of `cls` whose region gives its offices `right`; none for records without a region."""
    rights = {**DEFAULT_REGION_RIGHTS, **cls.__region_rights__}
    columns = cls.__mapper__.columns
    return tuple(name for name, role in cls.__region_roles__.items() if name in columns and right in rights[role])


def region_condition(cls: type[Base], right: RegionRight, prefixes: tuple[str, ...]) -> ColumnElement[bool]:
    """A condition: one of the regions that give `right` lies in one of the subtrees.

    The columns are those of the class, not of the table: a join to an alias must find its own.
    """
    conditions = [in_subtrees(getattr(cls, name), prefixes) for name in region_columns(cls, right)]
    return conditions[0] if len(conditions) == 1 else or_(*conditions)


def require_region_rights(actor: Actor, permission: str, record: Base) -> None:
    """Raise PermissionDenied unless the actor holds `permission` in a region that lets its offices change the record.

    So it must have been before, and so it must be after. A region that gives this right is changed only by who holds
    the permission in the old and in the new one: nobody takes a record over, or hands it to somebody else.
    """
    former_codes: list[str | None] = []
    after: list[str | None] = []
    for name in region_columns(type(record), RegionRight.EDIT):
        history = inspect(record).attrs[name].load_history()
        old, new = [*history.deleted, *history.unchanged], [*history.added, *history.unchanged]
        if history.deleted:
            for code in filter(None, (*old, *new)):
                actor.require(permission, code)
        former_codes += old
        after += new
    for codes in (former_codes, after):
        if codes and not any(actor.has_permission(permission, code or "") for code in codes):
            raise PermissionDenied
