"""Record lists as files: the scope, the masks, and memory that stays flat."""

from __future__ import annotations

import csv
import io
import tracemalloc

import pytest
from sqlalchemy import func, select

from shared.access import SYSTEM, Actor, Grant, Role, ScopedSession, open_session
from shared.access.permission_denied import PermissionDenied
from shared.access.permissions import Action, permission_for
from shared.access.region_access import region_columns
from shared.access.roles import PERMISSIONS
from shared.clock import now
from shared.interchange.records_csv import count_rows, exported_columns, records_csv
from shared.models import (
    Account,
    AssistanceStandard,
    Base,
    Household,
    LegalParameter,
    Person,
    Programme,
    ProgrammeCycle,
    ProposedChange,
    ResidentPopulation,
    SignInSession,
    Spell,
)
from shared.models.region_roles import RegionRight

CLERK = Actor("clerk", "clerk", (Grant(Role.CLERK, "320500"),))
OFFICIAL = Actor("official", "official", (Grant(Role.OFFICIAL, "320500"),))
AREAS = {"registry", "recognition", "monitoring"}
KINDS = sorted((m.class_ for m in Base.registry.mappers if m.class_.__area__ in AREAS), key=lambda c: c.__name__)


def rows(session, cls):
    data = b"".join(records_csv(session, cls))
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize("cls", KINDS, ids=lambda c: c.__name__)
def test_a_file_holds_the_records_of_the_scope_and_no_others(counted, cls):
    with open_session(CLERK, counted) as session:
        found = rows(session, cls)
        assert len(found) == session.scalar(select(func.count()).select_from(cls))
    columns = region_columns(cls, RegionRight.READ)  # of a transfer the offices of both places read it
    assert all(any(row[name].startswith("3205") for name in columns) for row in found)
    order = [(row["region_code"], int(row["id"])) for row in found]
    assert order == sorted(order)


@pytest.mark.parametrize("cls", [Programme, ProgrammeCycle])
def test_plans_that_are_the_same_for_all_regions_are_whole_in_every_file(counted, cls):
    with open_session(CLERK, counted) as session:
        found = rows(session, cls)
        assert len(found) == session.scalar(select(func.count()).select_from(cls)) > 0


@pytest.mark.parametrize("cls", [LegalParameter, ResidentPopulation, AssistanceStandard])
def test_what_the_law_publishes_for_regions_above_is_whole_in_every_file(reference_engine, cls):
    """The list shows it to a township, so its files do too: they stood at 0 rows."""
    with open_session(Actor("clerk", "clerk", (Grant(Role.CLERK, "320583100"),)), reference_engine) as session:
        listed = session.scalar(select(func.count()).select_from(cls))
        assert len(rows(session, cls)) == count_rows(session, cls) == listed > 0


def test_records_without_a_place_are_the_province_s(counted, monkeypatch: pytest.MonkeyPatch):
    """No account holds these two roles, nor may anybody export such records; the file does not rely on it."""
    clerk = Actor("clerk", "clerk", (*CLERK.grants, Grant(Role.SECURITY_ADMIN, "320100")))
    with open_session(SYSTEM, counted, writing=True) as session:
        account = Account(login="zhao", display_name="赵", region_code="320100", password_hash="…")
        session.add(SignInSession(token_hash=b"hash", account=account, language="en", started_at=now(), seen_at=now()))
        session.flush()
        with ScopedSession(session.connection(), clerk) as own_session:
            with pytest.raises(PermissionDenied):
                rows(own_session, SignInSession)
            held = PERMISSIONS[Role.SECURITY_ADMIN] | {permission_for("security", Action.EXPORT)}
            monkeypatch.setitem(PERMISSIONS, Role.SECURITY_ADMIN, held)
            assert rows(own_session, SignInSession) == []
        session.rollback()


def test_identity_numbers_are_masked_and_seals_left_out(counted):
    with open_session(CLERK, counted) as session:
        row = rows(session, Person)[0]
    assert "***" in row["identity_masked"]
    assert "identity_encrypted" not in row
    assert "identity_index" not in row
    assert "password_hash" not in exported_columns(Account)
    assert {"changes", "doubts", "figures", "act"} & {*exported_columns(ProposedChange)} == set()


def test_dates_truth_and_money_are_plain(counted):
    with open_session(CLERK, counted) as session:
        spell, person = rows(session, Spell)[0], rows(session, Person)[0]
    assert len(spell["start_on"]) == 10
    assert spell["monthly_fen"].isdigit()
    assert person["identity_valid"] in {"0", "1"}


def test_a_formula_in_a_name_is_made_harmless(demo_engine):
    with open_session(CLERK, demo_engine, writing=True) as session:
        session.scalars(select(Household).limit(1)).one().address = "=HYPERLINK(1)"
        session.flush()
        assert "'=HYPERLINK(1)" in {row["address"] for row in rows(session, Household)}


def test_officials_take_no_records(counted):
    with open_session(OFFICIAL, counted) as session, pytest.raises(PermissionDenied):
        records_csv(session, Person)


def test_memory_does_not_grow_with_the_file(counted):
    province = Actor("clerk", "clerk", (Grant(Role.CLERK, "320000"),))
    with open_session(province, counted) as session:
        pieces = records_csv(session, Spell)
        next(pieces)
        tracemalloc.start()
        size = sum(len(piece) for piece in pieces)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert size > 1_000_000
    assert peak < 12_000_000
