"""What can be done with records, and the mark of each page: its address, its action, its permission if another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from shared.access import Permission
from shared.access.permissions import Action, permission_for

F = TypeVar("F", bound=Callable[..., Any])


class ViewAction(StrEnum):
    """What a view may allow. None is allowed unless a view names it."""

    LIST = "list"
    READ = "read"
    LOOKUP = "lookup"  # by forms of other records, as what they may refer to
    CREATE = "create"
    EDIT = "edit"
    RETIRE = "retire"


EVERYBODY, SIGNED_IN = "everybody", "signed in"  # what an address requires instead of a permission
READ_ONLY = frozenset({ViewAction.LIST, ViewAction.READ})
ALL_ACTIONS = frozenset(ViewAction)


@dataclass(frozen=True)
class Route:
    """Where a page stands below the address of its view, and who may open it."""

    url: str
    action: ViewAction
    methods: tuple[str, ...]
    permission: str | None


def expose_action(
    url: str, action: ViewAction, methods: Iterable[str] = ("GET",), permission: Permission | str | None = None
) -> Callable[[F], F]:
    """Mark a method as a page; `permission` replaces the one that the action needs in the area of the records."""

    def mark(function: F) -> F:
        function.route = Route(url, action, tuple(methods), permission)  # type: ignore[attr-defined]
        return function

    return mark


def find_pages(*owners: Any) -> dict[str, Callable[..., Any]]:
    """The marked methods of some objects by name, which is that of the endpoint; those of later objects win."""
    return {
        name: getattr(owner, name)
        for owner in owners
        for name in dir(type(owner))
        if hasattr(getattr(type(owner), name), "route")
    }


def action_permission(action: ViewAction, area: str) -> str:
    """The permission that an action needs, for records of an area."""
    return permission_for(area, Action.READ if action in {*READ_ONLY, ViewAction.LOOKUP} else Action.EDIT)
