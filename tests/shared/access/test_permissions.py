"""The vocabulary of permissions: built alike, held by somebody, and asked for somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from shared.access import Permission, Role
from shared.access.permissions import RESERVED, Action, permission_for
from shared.access.roles import ADMINISTRATORS, MUTUALLY_EXCLUSIVE, PERMISSIONS
from shared.models import Base
from tests.conventions.repository import CODE, text_of

VOCABULARY = {"shared/access/permissions.py", "shared/access/roles.py"}
AREAS = {m.class_.__area__ for m in Base.registry.mappers} - {""} | {"regions"}  # a region is of no area of records
NAMED, FOR_AN_AREA = re.compile(r"\bPermission\.([A-Z_]+)"), re.compile(r"\bAction\.([A-Z]+)")


def parts(permission: Permission) -> tuple[str, Action]:
    area, _thing, action = permission.split(":")
    return area, Action(action)


@cache
def source() -> str:
    return "\n".join(text_of(path) for path in CODE if str(path) not in VOCABULARY)


def asked_for() -> Iterator[Permission]:
    """Permissions that the code names, or builds for whatever area a record is of."""
    actions = {Action[name] for name in FOR_AN_AREA.findall(source())}
    known = set(Permission)
    yield from (Permission[name] for name in NAMED.findall(source()))
    yield from (Permission(name) for area in AREAS for a in actions if (name := permission_for(area, a)) in known)


def test_permissions_stand_in_alphabetical_order():
    assert [p.name for p in Permission] == sorted(p.name for p in Permission)


@pytest.mark.parametrize("permission", Permission)
def test_names_are_built_alike(permission):
    area, action = parts(permission)
    assert permission == permission_for(area, action)
    assert permission.name == f"{area}_{action}".upper()
    assert area in AREAS


def test_every_area_of_records_can_be_opened_and_changed():
    known = {str(p) for p in Permission}
    assert {permission_for(area, Action.READ) for area in AREAS} <= known
    assert {area for area in AREAS if permission_for(area, Action.EDIT) not in known} == {"audit"}


@pytest.mark.parametrize("permission", Permission)
def test_somebody_holds_each(permission):
    assert any(permission in held for held in PERMISSIONS.values())


@pytest.mark.parametrize("permission", Permission)
def test_each_is_asked_for_or_reserved_for_an_issue(permission):
    _area, action = parts(permission)
    is_reserved = action in RESERVED and permission != Permission.ACCOUNTS_CONFIRM
    assert (permission in set(asked_for())) != is_reserved
    assert not is_reserved or re.match(r"issue \d+: ", RESERVED[action])


def test_who_enters_does_not_confirm():
    """Accounts: each of two administrators confirms only what the other proposed."""
    for role in set(Role) - ADMINISTRATORS:
        actions = {action for _area, action in map(parts, PERMISSIONS[role])}
        assert not (actions & {Action.EDIT, Action.IMPORT} and Action.CONFIRM in actions), role
    confirms = {role for role in MUTUALLY_EXCLUSIVE if Action.CONFIRM in {parts(p)[1] for p in PERMISSIONS[role]}}
    assert confirms == {Role.APPROVER}


def test_who_imports_or_exports_may_read_and_who_imports_may_edit():
    for role, held in PERMISSIONS.items():
        for area, action in map(parts, held):
            needed = {Action.IMPORT: Action.EDIT, Action.EXPORT: Action.READ, Action.EDIT: Action.READ}.get(action)
            assert needed is None or permission_for(area, needed) in held, (role, area, action)


def test_what_does_not_exist_is_held_by_nobody():
    assert not any(permission_for("audit", Action.EDIT) in held for held in PERMISSIONS.values())
