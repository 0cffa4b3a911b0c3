"""Roles: one row each. The three administrators are separate (三员分立): none of them opens a case file."""

from __future__ import annotations

from shared.models.role import Role

from .permissions import Permission as P  # noqa: N817 - forty names in a table

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
MUTUALLY_EXCLUSIVE = frozenset({Role.CLERK, Role.APPROVER})
"""Who enters does not confirm: nobody holds both, wherever."""

_FIGURES = {P.FIGURES_READ, P.FIGURES_EXPORT, P.PARAMETERS_READ, P.REGIONS_READ}
_RECORDS = {P.REGISTRY_READ, P.RECOGNITION_READ, P.ASSISTANCE_READ, P.MONITORING_READ, P.CHARITY_READ}
_CHANGES = {P.REGISTRY_EDIT, P.RECOGNITION_EDIT, P.ASSISTANCE_EDIT, P.MONITORING_EDIT, P.CHARITY_EDIT}

PERMISSIONS: dict[Role, frozenset[P]] = {
    Role.OFFICIAL: frozenset(_FIGURES),
    Role.CLERK: frozenset(_FIGURES | _RECORDS | _CHANGES | {P.PARAMETERS_EDIT, P.RECORDS_EXPORT, P.IDENTITY_REVEAL}),
    Role.APPROVER: frozenset(_FIGURES | _RECORDS | {P.IDENTITY_REVEAL}),
    Role.SYSTEM_ADMIN: frozenset(
        {P.ACCOUNTS_READ, P.ACCOUNTS_EDIT, P.ACCOUNTS_CONFIRM, P.REGIONS_READ, P.REGIONS_EDIT}
    ),
    Role.SECURITY_ADMIN: frozenset(
        {
            P.ACCOUNTS_READ,
            P.ACCOUNTS_CONFIRM,
            P.PERMISSIONS_READ,
            P.PERMISSIONS_EDIT,
            P.REGIONS_READ,
            P.SECURITY_READ,
            P.SECURITY_EDIT,
        }
    ),
    Role.AUDIT_ADMIN: frozenset({P.AUDIT_READ, P.REGIONS_READ}),
}
