"""Records that contradict one another, whoever wrote them: counted for the office that can mend them.

Asked for in a county or below: there it is a matter of thousands of rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from babel.support import LazyProxy
from sqlalchemy import Select, exists, func, select

from shared.access import Permission, ScopedSession
from shared.clock import today
from shared.locale import lazy as _l
from shared.models import Household, HouseholdMember, Level, Person, Relation, Spell
from shared.models.region import PREFIX_LENGTH

from .identity_questions import open_questions

MAX_EXAMPLES = 5


@dataclass(frozen=True)
class DataFault:
    """What is to be verified: how many, and the first few records to begin with."""

    text: LazyProxy
    count: int
    records: list[Any]


def find_data_faults(session: ScopedSession) -> list[DataFault]:
    """What the actor has to verify; nothing where all is well."""
    prefixes = session.actor.prefixes(Permission.REGISTRY_READ)
    if not prefixes:
        return []
    findings = [_questions(session)]
    if all(len(prefix) >= PREFIX_LENGTH[Level.COUNTY] for prefix in prefixes):
        findings += [_finding(session, text, query) for text, query in _queries()]
    return [finding for finding in findings if finding.count]


def _queries() -> list[tuple[LazyProxy, Select[Any]]]:
    open_head = (
        HouseholdMember.relation == Relation.HEAD,
        HouseholdMember.retired_on.is_(None),
        HouseholdMember.end_on.is_(None),
    )
    two_heads = select(HouseholdMember.household_id).where(*open_head).group_by(HouseholdMember.household_id)
    in_force = (Spell.retired_on.is_(None), Spell.lasts_beyond(today()))
    in_use = Person.retired_on.is_(None)
    return [
        (
            _l("died, but a benefit spell continues"),
            select(Person).where(
                in_use, Person.died_on < today().replace(day=1), exists().where(Spell.person_id == Person.id, *in_force)
            ),
        ),
        (
            _l("households with two heads"),
            select(Household).where(
                Household.id.in_(two_heads.having(func.count() > 1)), Household.retired_on.is_(None)
            ),
        ),
        (
            _l("identity numbers that are wrong or do not match the date of birth or the sex"),
            select(Person).where(in_use, Person.identity_valid.is_(False)),
        ),
    ]


def _finding(session: ScopedSession, text: LazyProxy, query: Select[Any]) -> DataFault:
    count = session.scalar(query.with_only_columns(func.count())) or 0
    return DataFault(text, count, list(session.scalars(query.limit(MAX_EXAMPLES))) if count else [])


def _questions(session: ScopedSession) -> DataFault:
    """Numbers that two offices below have; only the office above both sees them."""
    questions = open_questions(session)
    text = _l("identity numbers registered by two offices")
    return DataFault(text, len(questions), list(questions[:MAX_EXAMPLES]))
