"""Roles: one row each. The three administrators are separate (三员分立): none of them opens a case file."""

from __future__ import annotations

from collections.abc import Iterable

from shared.models.role import Role

from .permissions import Action, permission_for
from .permissions import Permission as P  # noqa: N817 - forty names in a table

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
MUTUALLY_EXCLUSIVE = frozenset({Role.CLERK, Role.APPROVER})
"""Who enters does not confirm: nobody holds both, wherever."""

CASE_FILES = ("registry", "recognition", "assistance", "monitoring", "charity")
"""Areas of records about people and of the plans that reach them."""

_PUBLISHED = {P.FIGURES_EXPORT, P.FIGURES_READ, P.PARAMETERS_READ, P.REGIONS_READ}


def _in_areas(areas: Iterable[str], *actions: Action) -> set[P]:
    return {P(permission_for(area, action)) for area in areas for action in actions}


PERMISSIONS: dict[Role, frozenset[P]] = {
    Role.OFFICIAL: frozenset(_PUBLISHED),
    Role.LIST_READER: frozenset(_PUBLISHED | {P.FIGURES_LIST}),
    Role.CLERK: frozenset(
        _PUBLISHED
        | _in_areas(CASE_FILES, Action.READ, Action.EDIT, Action.EXPORT, Action.IMPORT)
        | {
            P.FIGURES_EDIT,
            P.FIGURES_LIST,
            P.PARAMETERS_EDIT,
            P.PARAMETERS_EXPORT,
            P.PARAMETERS_IMPORT,
            P.REGIONS_EXPORT,
            P.REGISTRY_REVEAL,
        }
    ),
    Role.APPROVER: frozenset(
        _PUBLISHED
        | _in_areas(CASE_FILES, Action.READ, Action.CONFIRM)
        | {P.FIGURES_CONFIRM, P.FIGURES_LIST, P.PARAMETERS_CONFIRM, P.REGIONS_CONFIRM, P.REGISTRY_REVEAL}
    ),
    Role.SYSTEM_ADMIN: frozenset(
        _in_areas(("accounts", "regions"), Action.READ, Action.EDIT, Action.IMPORT) | {P.ACCOUNTS_CONFIRM}
    ),
    Role.SECURITY_ADMIN: frozenset(
        {P.ACCOUNTS_CONFIRM, P.ACCOUNTS_READ, P.REGIONS_READ}
        | _in_areas(("permissions", "security"), Action.READ, Action.EDIT)
    ),
    Role.AUDIT_ADMIN: frozenset({P.AUDIT_READ, P.REGIONS_READ}),
}
"""What each role allows. Confirming accounts takes two administrators, of whom neither proposed the change."""
