"""A number that another office has: entering it is answered like any other; the office above both is asked.

Nobody learns from the answer whether somebody stands in another region. What was entered counts until the question is
settled: one of the two persons goes out of use, or a number is corrected.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import aliased

from shared import audit
from shared.access import ScopedSession, elevated
from shared.clock import today
from shared.models import IdentityQuestion, Person
from shared.models.region import path_of

ACTION = "question"
MAX_QUESTIONS = 200
PERSONS_PER_QUERY = 1_000  # no database takes any number of values


def audit_identity_questions(session: ScopedSession, changes: Iterable[dict[str, Any]]) -> None:
    """Record a question for each number entered in this unit of work that another person in use has."""
    entered = [int(change["id"]) for change in changes if _enters_a_number(change)]
    other = aliased(Person)
    same = and_(other.identity_index == Person.identity_index, other.id != Person.id, other.retired_on.is_(None))
    for start in range(0, len(entered), PERSONS_PER_QUERY):
        with elevated(session) as system:
            is_in_chunk = Person.id.in_(entered[start : start + PERSONS_PER_QUERY])
            pairs = select(Person, other).join(other, same).where(is_in_chunk).order_by(Person.id, other.id)
            for person, one in system.execute(pairs).all():
                _open_question(system, session.actor.login, person, one)


def _enters_a_number(change: dict[str, Any]) -> bool:
    is_new = change["action"] == "insert" or "identity_index" in change["before"]
    return change["class"] is Person and is_new and change["after"].get("identity_index") is not None


def _open_question(system: ScopedSession, login: str, person: Person, other: Person) -> None:
    """The question, and an event in the trail of both offices."""
    codes = zip(path_of(person.region_code), path_of(other.region_code), strict=False)
    nearest_region = [own_code for own_code, other_code in codes if own_code == other_code][-1]
    system.add(IdentityQuestion(person_id=person.id, other_id=other.id, region_code=nearest_region, raised_on=today()))
    system.flush()
    for one in (person, other):
        audit.append_about(system, one, actor=login, action=ACTION)


def open_questions(session: ScopedSession) -> list[IdentityQuestion]:
    """The newest questions that the actor can settle."""
    newest = select(IdentityQuestion).where(is_open()).order_by(IdentityQuestion.id.desc()).limit(MAX_QUESTIONS)
    return list(session.scalars(newest))


def is_open() -> ColumnElement[bool]:
    """A condition on questions: both persons are in use and have one number."""
    one, other = aliased(Person), aliased(Person)
    return exists().where(
        one.id == IdentityQuestion.person_id,
        other.id == IdentityQuestion.other_id,
        one.identity_index == other.identity_index,
        one.retired_on.is_(None),
        other.retired_on.is_(None),
    )
