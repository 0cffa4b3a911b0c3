"""Records are created, changed and retired by those who may, all or nothing, and never past somebody else."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.access.permission_denied import PermissionDenied
from shared.models import AuditEvent, Household, Person, Spell, TemporaryAssistance
from shared.services import commit, records
from shared.services.service_errors import EditConflictError, ValidationError
from tests.support.two_counties import HERE, PROVINCIAL, THERE, TwoCounties, insisted

FAMILY = {"number": "900", "address": "人民路 8 号", "residence": "urban"}


def test_a_record_is_created_with_its_trace(counties: TwoCounties, clerk):
    record = records.create(clerk, Household, FAMILY | {"region_code": HERE})
    commit(clerk)
    with Session(counties.engine) as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert (event.actor, event.action, event.record, event.record_id) == (
            "clerk",
            "insert",
            "household",
            str(record.id),
        )


@pytest.mark.parametrize("region", [THERE, "320000", "320583"])
def test_nothing_is_created_outside_the_own_regions_or_at_another_level(clerk, region):
    with pytest.raises((PermissionDenied, ValidationError)):
        records.create(clerk, Household, FAMILY | {"region_code": region})


def test_a_record_changes_with_the_version_that_was_seen(counties: TwoCounties, clerk):
    aid = clerk.get_one(TemporaryAssistance, counties.here[TemporaryAssistance])
    records.update(clerk, aid, {"amount_fen": 1}, aid.version)
    commit(clerk)
    assert aid.version == 2


def test_a_later_version_is_a_conflict_with_both_values(counties: TwoCounties, clerk):
    spell = clerk.get_one(Spell, counties.here[Spell])
    with pytest.raises(EditConflictError) as conflict:
        records.update(clerk, spell, {"monthly_fen": 1, "tier": spell.tier}, spell.version - 1)
    assert conflict.value.fields == {"monthly_fen": (1, 60_000)}


def test_the_same_values_in_an_old_form_are_a_conflict_about_nothing(counties: TwoCounties, clerk):
    spell = clerk.get_one(Spell, counties.here[Spell])
    with pytest.raises(EditConflictError, match="same entries") as conflict:
        records.update(clerk, spell, {"monthly_fen": spell.monthly_fen}, None)
    assert conflict.value.fields == {}


def test_a_refusal_leaves_record_and_session_as_they_were(counties: TwoCounties, clerk):
    aid = clerk.get_one(TemporaryAssistance, counties.here[TemporaryAssistance])
    with pytest.raises(ValidationError):
        records.update(clerk, aid, {"amount_fen": 5, "kind": "nobility"}, aid.version)
    assert (aid.amount_fen, list(clerk.dirty), clerk.pending_changes) == (200_000, [], [])
    with pytest.raises(ValidationError):
        records.create(clerk, Household, FAMILY | {"region_code": HERE, "residence": "x"})
    assert not clerk.new
    records.update(clerk, aid, {"amount_fen": 6}, aid.version)
    commit(clerk)


def test_one_refused_record_does_not_spoil_the_work_before_it(counties: TwoCounties, clerk):
    records.create(clerk, Household, FAMILY | {"region_code": HERE})
    with pytest.raises(ValidationError, match="Another household of the county has this number"):
        records.create(clerk, Household, FAMILY | {"region_code": HERE})
    commit(clerk)
    with Session(counties.engine) as session:
        assert session.scalar(select(func.count()).where(Household.number == "900")) == 1


def test_a_record_that_moved_away_is_not_changed(counties: TwoCounties):
    with counties.session() as clerk:
        person = clerk.get_one(Person, counties.here[Person])
        clerk.rollback()
        with counties.session(PROVINCIAL) as province:
            moved = province.get_one(Person, counties.here[Person])
            insisted(province, records.update, moved, {"region_code": THERE}, moved.version)
            commit(province)
        with pytest.raises((PermissionDenied, EditConflictError)):
            records.update(clerk, person, {"name": "王英"}, 1)


def test_of_many_who_save_at_once_each_sees_the_one_before(counties: TwoCounties):
    """8 clerks raise an amount by one fen 10 times each; whoever was slower tries again."""
    key, lost = counties.here[TemporaryAssistance], []

    def work() -> None:
        for _ in range(10):
            while True:
                with counties.session() as session:
                    aid = session.get_one(TemporaryAssistance, key)
                    try:
                        records.update(session, aid, {"amount_fen": aid.amount_fen + 1}, aid.version)
                    except EditConflictError:
                        lost.append(1)
                        continue
                    commit(session)
                    break

    clerks = [threading.Thread(target=work) for _ in range(8)]
    for one in clerks:
        one.start()
    for one in clerks:
        one.join()
    with Session(counties.engine) as session:
        aid = session.get_one(TemporaryAssistance, key)
        assert (aid.amount_fen, aid.version) == (200_080, 81)


def test_retiring_needs_a_reason_and_keeps_it(counties: TwoCounties, clerk):
    spell = clerk.get_one(Spell, counties.here[Spell])
    for reason in ("", "  ", "x" * 201):
        with pytest.raises(ValidationError):
            records.retire(clerk, spell, reason, spell.version)
    records.retire(clerk, spell, " entered twice ", spell.version)
    commit(clerk)
    assert spell.retired_reason == "entered twice"
    with Session(counties.engine) as session:
        assert session.scalars(select(AuditEvent.reason).order_by(AuditEvent.id.desc())).first() == "entered twice"


def test_what_records_in_use_rest_on_is_not_retired(counties: TwoCounties, clerk):
    household = clerk.get_one(Household, counties.here[Household])
    with pytest.raises(ValidationError, match=r"\(1\)"):
        records.retire(clerk, household, "moved", household.version)
