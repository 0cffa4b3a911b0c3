"""The vocabulary of permissions: `area:thing:action`, in alphabetical order."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """What is done with the things of an area."""

    CONFIRM = "confirm"
    EDIT = "edit"
    EXPORT = "export"
    IMPORT = "import"
    LIST = "list"
    READ = "read"
    REVEAL = "reveal"


class Permission(StrEnum):
    """What one may be allowed to do. A record's `__area__` is the first word of the permissions about it.

    Confirming is for a second person: it stands beside no permission to edit or import the same area, except accounts.
    """

    ACCOUNTS_CONFIRM = "accounts:records:confirm"
    ACCOUNTS_EDIT = "accounts:records:edit"
    ACCOUNTS_IMPORT = "accounts:records:import"
    ACCOUNTS_READ = "accounts:records:read"
    ASSISTANCE_CONFIRM = "assistance:records:confirm"
    ASSISTANCE_EDIT = "assistance:records:edit"
    ASSISTANCE_EXPORT = "assistance:records:export"
    ASSISTANCE_IMPORT = "assistance:records:import"
    ASSISTANCE_READ = "assistance:records:read"
    AUDIT_READ = "audit:records:read"
    CHARITY_CONFIRM = "charity:records:confirm"
    CHARITY_EDIT = "charity:records:edit"
    CHARITY_EXPORT = "charity:records:export"
    CHARITY_IMPORT = "charity:records:import"
    CHARITY_READ = "charity:records:read"
    FIGURES_CONFIRM = "figures:observations:confirm"
    FIGURES_EDIT = "figures:observations:edit"
    FIGURES_EXPORT = "figures:observations:export"
    FIGURES_LIST = "figures:rows:list"
    FIGURES_READ = "figures:observations:read"
    MONITORING_CONFIRM = "monitoring:records:confirm"
    MONITORING_EDIT = "monitoring:records:edit"
    MONITORING_EXPORT = "monitoring:records:export"
    MONITORING_IMPORT = "monitoring:records:import"
    MONITORING_READ = "monitoring:records:read"
    PARAMETERS_CONFIRM = "parameters:records:confirm"
    PARAMETERS_EDIT = "parameters:records:edit"
    PARAMETERS_EXPORT = "parameters:records:export"
    PARAMETERS_IMPORT = "parameters:records:import"
    PARAMETERS_READ = "parameters:records:read"
    PERMISSIONS_EDIT = "permissions:records:edit"
    PERMISSIONS_READ = "permissions:records:read"
    RECOGNITION_CONFIRM = "recognition:records:confirm"
    RECOGNITION_EDIT = "recognition:records:edit"
    RECOGNITION_EXPORT = "recognition:records:export"
    RECOGNITION_IMPORT = "recognition:records:import"
    RECOGNITION_READ = "recognition:records:read"
    REGIONS_CONFIRM = "regions:records:confirm"
    REGIONS_EDIT = "regions:records:edit"
    REGIONS_EXPORT = "regions:records:export"
    REGIONS_IMPORT = "regions:records:import"
    REGIONS_READ = "regions:records:read"
    REGISTRY_CONFIRM = "registry:records:confirm"
    REGISTRY_EDIT = "registry:records:edit"
    REGISTRY_EXPORT = "registry:records:export"
    REGISTRY_IMPORT = "registry:records:import"
    REGISTRY_READ = "registry:records:read"
    REGISTRY_REVEAL = "registry:identity:reveal"
    SECURITY_EDIT = "security:records:edit"
    SECURITY_READ = "security:records:read"


RESOURCES = {"figures": "observations"}
"""What an area holds, where that is not records."""
RESOURCES_OF_ACTIONS = {Action.LIST: "rows", Action.REVEAL: "identity"}
"""What some actions are done with: the rows that a figure counts, the number of a person."""
RESERVED = {
    Action.IMPORT: "issue 9: records are entered by file",
}
"""Actions that nothing asks for yet, and the issue that will."""


def permission_for(area: str, action: Action) -> str:
    """The name of the permission for an action on what an area holds. One that does not exist is held by nobody."""
    resource = RESOURCES_OF_ACTIONS.get(action) or RESOURCES.get(area, "records")
    return f"{area}:{resource}:{action}"
