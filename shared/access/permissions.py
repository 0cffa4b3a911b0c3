"""The vocabulary of permissions: `area:thing:action`, in alphabetical order."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """What one may be allowed to do. A record's `__area__` names the permissions that open and change it."""

    ACCOUNTS_CONFIRM = "accounts:changes:confirm"
    ACCOUNTS_EDIT = "accounts:records:edit"
    ACCOUNTS_READ = "accounts:records:read"
    ASSISTANCE_EDIT = "assistance:records:edit"
    ASSISTANCE_READ = "assistance:records:read"
    AUDIT_READ = "audit:records:read"
    CHARITY_EDIT = "charity:records:edit"
    CHARITY_READ = "charity:records:read"
    FIGURES_EXPORT = "figures:cells:export"
    FIGURES_READ = "figures:cells:read"
    IDENTITY_REVEAL = "registry:identity:reveal"
    MONITORING_EDIT = "monitoring:records:edit"
    MONITORING_READ = "monitoring:records:read"
    PARAMETERS_EDIT = "parameters:records:edit"
    PARAMETERS_READ = "parameters:records:read"
    PERMISSIONS_EDIT = "permissions:records:edit"
    PERMISSIONS_READ = "permissions:records:read"
    RECOGNITION_EDIT = "recognition:records:edit"
    RECOGNITION_READ = "recognition:records:read"
    RECORDS_EXPORT = "registry:records:export"
    REGIONS_EDIT = "regions:records:edit"
    REGIONS_READ = "regions:records:read"
    REGISTRY_EDIT = "registry:records:edit"
    REGISTRY_READ = "registry:records:read"
    SECURITY_EDIT = "security:records:edit"
    SECURITY_READ = "security:records:read"


def read_permission(area: str) -> str:
    """The permission that opens records of an area."""
    return f"{area}:records:read"


def edit_permission(area: str) -> str:
    """The permission that changes records of an area."""
    return f"{area}:records:edit"
