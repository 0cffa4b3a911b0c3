"""The database itself refuses overlapping spells and changes to the audit trail."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.migrations import triggers
from shared.models import AuditEvent, Person, Spell
from tests.factories.records import person
from tests.factories.regions import PROVINCE, region
from tests.support.dibao_spells import dibao_spell, writer


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session over a province in which one person stands in dibao from 2023-03-01 up to 2023-06-01."""
    with writer(engine) as session:
        session.add(region(PROVINCE))
        session.flush()
        session.add(dibao_spell(person(PROVINCE), "2023-03-01", "2023-06-01"))
        session.commit()
        yield session


def who(session: Session) -> Person:
    return session.scalars(select(Person)).one()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2023-06-01", None),  # from the first day no longer in force
        ("2023-06-01", "2023-07-01"),
        ("2023-01-01", "2023-03-01"),  # up to the day before the first
    ],
)
def test_spells_may_touch(session: Session, start: str, end: str | None) -> None:
    session.add(dibao_spell(who(session), start, end))
    session.commit()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2023-05-31", None),
        ("2023-05-31", "2023-06-01"),
        ("2023-01-01", "2023-03-02"),
        ("2023-01-01", None),
        ("2023-04-01", "2023-05-01"),
        ("2023-01-01", "2023-12-01"),
        ("2023-03-01", "2023-06-01"),
    ],
)
def test_spells_may_not_share_a_day(session: Session, start: str, end: str | None) -> None:
    session.add(dibao_spell(who(session), start, end))
    with pytest.raises(IntegrityError, match=triggers.SPELL_OVERLAP):
        session.commit()


def test_nobody_may_follow_an_open_dibao_spell(session: Session) -> None:
    session.add(dibao_spell(who(session), "2023-06-01"))
    session.commit()
    session.add(dibao_spell(who(session), "2024-01-01"))
    with pytest.raises(IntegrityError, match=triggers.SPELL_OVERLAP):
        session.commit()


def test_an_update_may_not_reach_into_another_dibao_spell(session: Session) -> None:
    later = dibao_spell(who(session), "2023-06-01")
    session.add(later)
    session.commit()
    later.start_on = date(2023, 5, 31)
    with pytest.raises(IntegrityError, match=triggers.SPELL_OVERLAP):
        session.commit()


def test_a_retired_spell_is_in_nobodys_way_until_it_comes_back(session: Session) -> None:
    first = session.scalars(select(Spell)).one()
    first.retired_on = date(2023, 12, 31)
    session.flush()
    session.add(dibao_spell(who(session), "2023-05-01"))
    session.commit()
    first.retired_on = None
    with pytest.raises(IntegrityError, match=triggers.SPELL_OVERLAP):
        session.commit()


def test_other_persons_are_in_nobodys_way(session: Session) -> None:
    session.add(dibao_spell(person(PROVINCE), "2023-03-01"))
    session.commit()


def test_a_change_of_tier_is_one_flush(session: Session) -> None:
    first = session.scalars(select(Spell)).one()
    first.end_on = date(2023, 4, 1)
    session.add(dibao_spell(who(session), "2023-04-01"))
    session.commit()


def test_of_two_at_the_same_time_the_second_waits_and_is_refused(session: Session, engine: Engine) -> None:
    key, refused = who(session).id, []
    session.add(dibao_spell(who(session), "2023-07-01"))
    session.flush()  # not yet committed: nobody else can see it

    def enter() -> None:
        with writer(engine) as other:
            other.add(dibao_spell(other.get_one(Person, key), "2023-08-01"))
            try:
                other.commit()
            except IntegrityError as error:
                refused.append(str(error))

    second = threading.Thread(target=enter)
    second.start()
    second.join(timeout=0.5)
    session.commit()
    second.join()
    assert len(refused) == 1
    assert triggers.SPELL_OVERLAP in refused[0]


def test_a_refusal_names_its_constraint(session: Session) -> None:
    session.add(dibao_spell(who(session), "2023-03-01"))
    with pytest.raises(IntegrityError) as refusal:
        session.commit()
    named = getattr(getattr(refusal.value.orig, "diag", None), "constraint_name", str(refusal.value.orig))
    assert named == triggers.SPELL_OVERLAP


@pytest.mark.parametrize(
    "change", [update(AuditEvent).values(actor="nobody"), delete(AuditEvent)], ids=["update", "delete"]
)
def test_the_audit_trail_only_grows(session: Session, change: object) -> None:
    session.add(
        AuditEvent(at=datetime.now(UTC), actor="clerk", action="read", changes={}, digest_before="0" * 64, digest="1")
    )
    session.commit()
    with pytest.raises(IntegrityError, match=triggers.AUDIT_APPEND_ONLY):
        session.execute(change)


def test_a_bulk_loader_may_drop_the_guards_and_create_them_again(session: Session) -> None:
    triggers.drop(session.connection())
    session.add(dibao_spell(who(session), "2023-03-01"))
    session.flush()
    session.execute(text("DELETE FROM spell"))
    triggers.create(session.connection())
    session.add_all([dibao_spell(who(session), "2023-03-01"), dibao_spell(who(session), "2023-04-01")])
    with pytest.raises(IntegrityError, match=triggers.SPELL_OVERLAP):
        session.flush()
