"""Who may open the list behind a figure: whoever reads records there, and whoever was granted it; else the sentence."""

from __future__ import annotations

from shared.locale import _
from shared.models import Base
from shared.models.labelled_enum import label_of

from .actor import Actor
from .permission_denied import PermissionDenied
from .permissions import Action, Permission, permission_for
from .roles import PERMISSIONS, Role
from .scope import PUBLIC_AREAS


class FigureListDenied(PermissionDenied):
    """The actor may read a figure, but not whom it counts. The sentence says who may, and where to ask."""

    def __init__(self, region_name: str) -> None:
        super().__init__(_sentence(region_name))


def may_list_rows(actor: Actor, record: type[Base], region_code: str) -> bool:
    """Whether the rows of a figure are open to somebody there. What the law publishes is, to all who read figures."""
    if record.__area__ in PUBLIC_AREAS and actor.has_permission(Permission.FIGURES_READ, region_code):
        return True
    return actor.has_permission(Permission.FIGURES_LIST, region_code)


def may_export_rows(actor: Actor, record: type[Base], region_code: str) -> bool:
    """Whether they may be taken away as a file too: as the records themselves."""
    if record.__area__ in PUBLIC_AREAS:
        return actor.has_permission(Permission.FIGURES_EXPORT, region_code)
    return actor.has_permission(permission_for(record.__area__, Action.EXPORT), region_code)


def _sentence(region_name: str) -> str:
    roles = [str(label_of(Role, role)) for role in Role if Permission.FIGURES_LIST in PERMISSIONS[role]]
    template = _(
        "The list behind this figure of {region} is open to these roles of {region}, or of a region that contains it: "
        "{roles}. If your work requires it, ask the security administrator of your office for the role “{role}” there."
    )
    names = {"region": region_name, "roles": _(", ").join(roles), "role": label_of(Role, Role.LIST_READER)}
    return template.format(**names)
