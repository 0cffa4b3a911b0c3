"""Who may do what, where: asked of an actor."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, Actor, Grant, Permission, Role
from shared.access.actor import in_subtrees
from shared.access.permission_denied import PermissionDenied
from shared.access.permissions import Action, permission_for
from shared.access.roles import ADMINISTRATORS, CASE_FILES, PERMISSIONS
from shared.locale import CHINESE, ENGLISH, use_language
from shared.models import Region
from tests.factories.regions import CHANGSHU, KUNSHAN, NANJING, PROVINCE, SUZHOU, TREE, tree


def holders(area: str, action: Action) -> set[Role]:
    return {role for role in Role if permission_for(area, action) in PERMISSIONS[role]}


def clerk(*codes: str) -> Actor:
    return Actor("li", "李", tuple(Grant(Role.CLERK, code) for code in codes))


def test_a_permission_reaches_the_region_and_everything_below():
    actor = clerk(SUZHOU)
    assert actor.has_permission(Permission.REGISTRY_EDIT)
    assert actor.has_permission(Permission.REGISTRY_EDIT, SUZHOU)
    assert actor.has_permission(Permission.REGISTRY_EDIT, KUNSHAN)
    assert actor.has_permission(Permission.REGISTRY_EDIT, "320583100001")
    assert not actor.has_permission(Permission.REGISTRY_EDIT, NANJING)
    assert not actor.has_permission(Permission.REGISTRY_EDIT, PROVINCE)
    assert not actor.has_permission(Permission.REGISTRY_EDIT, "")


def test_codes_that_share_digits_by_chance_are_not_below():
    assert not clerk("320500").has_permission(Permission.REGISTRY_EDIT, "320600")
    assert not clerk("320583100").has_permission(Permission.REGISTRY_EDIT, "320583101001")


def test_a_role_gives_its_own_permissions_only():
    assert not clerk(SUZHOU).has_permission(Permission.PERMISSIONS_EDIT)
    assert not Actor("li", "李", ()).has_permission(Permission.REGIONS_READ)


def test_prefixes_leave_out_what_lies_inside_another():
    assert clerk(KUNSHAN, SUZHOU, NANJING).prefixes(Permission.REGISTRY_READ) == ("3201", "3205")
    assert clerk(KUNSHAN, CHANGSHU).prefixes(Permission.REGISTRY_READ) == ("320581", "320583")


def test_a_wider_grant_lends_nothing_to_another_role():
    actor = Actor("li", "李", (Grant(Role.OFFICIAL, PROVINCE), Grant(Role.CLERK, KUNSHAN)))
    assert actor.prefixes(Permission.FIGURES_READ) == ("32",)
    assert actor.prefixes(Permission.REGISTRY_EDIT) == ("320583",)


def test_what_has_no_place_needs_the_whole_province():
    clerk(PROVINCE).require_everywhere(Permission.CHARITY_EDIT)
    with pytest.raises(PermissionDenied):
        clerk(SUZHOU, NANJING).require_everywhere(Permission.CHARITY_EDIT)


def test_require_refuses_what_may_denies():
    clerk(KUNSHAN).require(Permission.REGISTRY_EDIT, KUNSHAN)
    with pytest.raises(PermissionDenied):
        clerk(KUNSHAN).require(Permission.REGISTRY_EDIT, SUZHOU)


def test_home_is_the_widest_region():
    assert clerk("320583100", SUZHOU).default_region(Permission.REGISTRY_READ) == SUZHOU
    assert clerk(SUZHOU).default_region(Permission.AUDIT_READ) is None


def test_the_system_may_everything_everywhere():
    assert SYSTEM.has_permission(Permission.AUDIT_READ, "999999")
    SYSTEM.require_everywhere(Permission.CHARITY_EDIT)


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_no_administrator_opens_a_case_file_or_a_figure(role):
    opened = {str(p).split(":")[0] for p in PERMISSIONS[role]}
    assert not opened & {*CASE_FILES, "figures"}


@pytest.mark.parametrize("area", ["accounts", "permissions", "audit"])
def test_one_administrator_only_changes_accounts_permissions_and_none_the_audit_trail(area):
    assert (
        holders(area, Action.EDIT)
        == {
            "accounts": {Role.SYSTEM_ADMIN},
            "permissions": {Role.SECURITY_ADMIN},
            "audit": set(),
        }[area]
    )


def test_only_clerks_change_case_files():
    for area in CASE_FILES:
        assert holders(area, Action.EDIT) == {Role.CLERK}
        assert holders(area, Action.READ) == {Role.CLERK, Role.APPROVER}


@pytest.mark.parametrize(
    ("prefixes", "expected"),
    [
        ((), set()),
        (("32",), set(TREE)),
        (("3205",), {c for c in TREE if c.startswith("3205")}),
        (("320583", "3201"), {c for c in TREE if c.startswith(("320583", "3201"))}),
        (("320583100001",), {"320583100001"}),
        (("",), set(TREE)),
    ],
)
def test_inside_is_the_same_in_the_database(engine: Engine, prefixes, expected):
    with Session(engine.execution_options(writing=True)) as session:
        session.add_all(tree())
        session.flush()
        assert set(session.scalars(select(Region.code).where(in_subtrees(Region.code, prefixes)))) == expected
        assert session.scalar(select(func.count()).select_from(Region)) == len(TREE)


def test_on_an_english_page_a_login_stands_for_a_name_in_characters():
    """Who reads no Chinese knows the own login; a name in letters stays, and in Chinese every name does."""
    for name, english in (("演示·江苏省业务领导", "province-official"), ("Wang Fang", "Wang Fang")):
        actor = Actor("province-official", name, ())
        with use_language(ENGLISH):
            assert actor.called == english
        with use_language(CHINESE):
            assert actor.called == name
