"""What can be done with records in the panel, and the mark that each page carries: verb, and permission if another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, TypeVar

from flask_admin import expose

from shared.access import Permission
from shared.access.permissions import Action, permission_for

F = TypeVar("F", bound=Callable[..., Any])


class ViewAction(StrEnum):
    """What a view may allow. None is allowed unless a view names it."""

    LIST = "list"
    READ = "read"
    LOOKUP = "offer"  # to forms of other records, as what they may point at
    CREATE = "create"
    EDIT = "edit"
    RETIRE = "retire"


EVERYBODY, SIGNED_IN = "everybody", "signed in"  # what an address asks for instead of a permission
READ_ONLY = frozenset({ViewAction.LIST, ViewAction.READ})
ALL_ACTIONS = frozenset(ViewAction)


def expose_action(
    url: str, verb: ViewAction, methods: Iterable[str] = ("GET",), permission: Permission | str | None = None
) -> Callable[[F], F]:
    """Open a page of a view for a verb; `permission` replaces the one that verb and area stand for."""

    def mark(function: F) -> F:
        function.verb, function.permission = verb, permission  # type: ignore[attr-defined]
        return expose(url, methods)(function)

    return mark


def required_permission(function: Callable[..., Any], area: str) -> str:
    """The permission that a marked page needs, for records of an area."""
    if function.permission is not None:  # type: ignore[attr-defined]
        return str(function.permission)  # type: ignore[attr-defined]
    is_reading = function.verb in {*READ_ONLY, ViewAction.LOOKUP}  # type: ignore[attr-defined]
    return permission_for(area, Action.READ if is_reading else Action.EDIT)
