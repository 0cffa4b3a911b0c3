"""Actors: who acts, with which grants. Asked by both apps; knows nothing of either."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, String, and_, bindparam, false, or_

from shared.locale import CHINESE, ENGLISH, current_language
from shared.models.labelled_enum import Level
from shared.models.region import PREFIX_LENGTH, prefix_of
from shared.person_names import has_latin

from .permission_denied import PermissionDenied
from .permissions import Permission
from .roles import PERMISSIONS, Role


@dataclass(frozen=True)
class Grant:
    """A role held in a region and everything below it."""

    role: Role
    region_code: str

    @property
    def prefix(self) -> str:
        """Leading digits of every region the grant reaches."""
        return prefix_of(self.region_code)


@dataclass(frozen=True)
class Actor:
    """Somebody who acts: a signed-in person, or the system itself for statistics and commands.

    `former_divisions`: prefixes of divisions that ended, each with its successor where the actor holds a role: who is
    in charge of that one keeps what was before.
    """

    login: str
    name: str
    grants: tuple[Grant, ...]
    account_id: int = 0
    session_id: int = 0
    language: str = CHINESE
    is_system: bool = False
    must_change_password: bool = False
    former_divisions: tuple[tuple[str, str], ...] = ()

    @property
    def called(self) -> str:
        """What the frame of a page calls the person: in English the login, where the name is written in characters."""
        return self.login if current_language() == ENGLISH and not has_latin(self.name) else self.name

    def prefixes(self, permission: str) -> tuple[str, ...]:
        """Prefixes of the regions where the actor holds `permission`, none inside another."""
        if self.is_system:
            return ("",)
        granted = {grant.prefix for grant in self.grants if permission in PERMISSIONS[grant.role]}
        granted |= {former for former, later in self.former_divisions if later.startswith(tuple(granted))}
        return tuple(sorted(p for p in granted if not any(p != q and p.startswith(q) for q in granted)))

    def has_permission(self, permission: str, region_code: str | None = None) -> bool:
        """Whether the actor holds `permission` somewhere, or in the given region."""
        return any(region_code is None or region_code.startswith(p) for p in self.prefixes(permission))

    def require(self, permission: Permission | str, region_code: str | None = None) -> None:
        """Raise PermissionDenied unless `may`."""
        if not self.has_permission(permission, region_code):
            raise PermissionDenied

    def require_everywhere(self, permission: Permission | str) -> None:
        """Raise PermissionDenied unless the permission is held over a whole province: for records without a region."""
        if not any(len(prefix) <= PREFIX_LENGTH[Level.PROVINCE] for prefix in self.prefixes(permission)):
            raise PermissionDenied

    def default_region(self, permission: str) -> str | None:
        """The region this actor's work starts in: the code of the widest grant with `permission`."""
        codes = [g.region_code for g in self.grants if permission in PERMISSIONS[g.role]]
        return min(codes, key=lambda code: (len(prefix_of(code)), code), default=None)


SYSTEM = Actor("system", "system", (), is_system=True)


def in_subtrees(column: Any, prefixes: tuple[str, ...]) -> ColumnElement[bool]:
    """A condition: the region in `column` lies in one of the subtrees. Ranges, so that an index serves it."""
    if "" in prefixes:
        return column.is_not(None)
    return or_(false(), *(and_(column >= first, column < end) for first, end in map(_bounds, prefixes)))


@lru_cache(maxsize=4096)
def _bounds(prefix: str) -> tuple[BindParameter[str], BindParameter[str]]:
    """The codes between which a subtree lies: the same two parameters for all record classes.

    Some forty conditions of a person's scope go with each statement, and all their parameters are looked through
    to find it among those already compiled.
    """
    first, end = prefix, str(int(prefix) + 1)
    return bindparam(None, first, String, unique=True), bindparam(None, end, String, unique=True)
