"""Who is entered as a spouse: old enough by the Civil Code, and no relative in direct line (arts. 1047, 1048)."""

from __future__ import annotations

from collections.abc import Iterator

from babel.support import LazyProxy
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from shared.access import ScopedSession, elevated
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import HouseholdMember, Person, Relation, Sex
from shared.rules.parameter_keys import MARRIAGE_AGE_MEN, MARRIAGE_AGE_WOMEN, ParameterKey
from shared.rules.parameters import number_on
from shared.services.doubts import Doubt

from .changed_columns import is_changed
from .months import add_months

AGES: dict[str, ParameterKey] = {Sex.MALE: MARRIAGE_AGE_MEN, Sex.FEMALE: MARRIAGE_AGE_WOMEN}
LINEAL: set[frozenset[str]] = {
    frozenset(pair)
    for pair in (
        (Relation.HEAD, Relation.CHILD),
        (Relation.HEAD, Relation.GRANDCHILD),
        (Relation.HEAD, Relation.PARENT),
        (Relation.HEAD, Relation.GRANDPARENT),
        (Relation.PARENT, Relation.CHILD),
        (Relation.PARENT, Relation.GRANDCHILD),
        (Relation.PARENT, Relation.SIBLING),
        (Relation.GRANDPARENT, Relation.CHILD),
        (Relation.GRANDPARENT, Relation.GRANDCHILD),
        (Relation.GRANDPARENT, Relation.SIBLING),
    )
}
"""What two people of one household are to its head who descend one from the other."""
COLLATERAL: set[frozenset[str]] = {
    frozenset(pair)
    for pair in (
        (Relation.HEAD, Relation.SIBLING),
        (Relation.SIBLING,),
        (Relation.CHILD,),
        (Relation.GRANDCHILD,),
        (Relation.CHILD, Relation.GRANDCHILD),
        (Relation.SIBLING, Relation.CHILD),
    )
}
"""The same of siblings, cousins, uncles and aunts; it may be that they are so by marriage of their parents only."""
Findings = Iterator[tuple[str, str]]


def check(session: ScopedSession, membership: HouseholdMember) -> Findings:
    """What stands against a new spouse of the head: relatives, the age of both, another spouse."""
    if membership.relation != Relation.SPOUSE or membership.retired_on is not None:
        return
    if not is_changed(membership, "relation", "person_id"):
        return
    with elevated(session) as system:
        person, head = system.get(Person, membership.person_id), _find_member(system, membership, Relation.HEAD)
        yield from _too_young(system, membership, person, _YOUNG_SPOUSE)
        if head is None:
            return
        yield from _too_young(system, membership, head.person, _YOUNG_HEAD)
        yield from _related(system, membership, head)
        if _find_member(system, membership, Relation.SPOUSE) is not None:
            yield "relation", Doubt(_l("The head already has a spouse in this household on that day. Is this right?"))


_YOUNG_SPOUSE = _l("The spouse is under {limit} on that day, the legal age for marriage. Is this right?")
_YOUNG_HEAD = _l("The head is under {limit} on that day, the legal age for marriage. Is this right?")


def _too_young(system: Session, membership: HouseholdMember, person: Person | None, template: LazyProxy) -> Findings:
    """Records may lag behind, and the wedding may have been elsewhere: it is asked about."""
    key = AGES.get(person.sex) if person else None
    if person is None or key is None:
        return
    limit = number_on(system, key, membership.region_code, membership.start_on)
    if limit is not None and membership.start_on < add_months(person.born_on, 12 * int(limit)):
        yield "person_id", Doubt(template, limit=limit)


def _related(system: Session, membership: HouseholdMember, head: HouseholdMember) -> Findings:
    """By what the two have been in one household, here or elsewhere."""
    found = {frozenset(pair) for pair in _relations(system, membership.person_id, head.person_id)}
    if found & LINEAL:
        yield "relation", _("By the records the two are parent and child or grandchild: they cannot marry.")
    elif found & COLLATERAL:
        yield "relation", Doubt(_l("By the records the two may be siblings or cousins. Is it right that they marry?"))


def _relations(system: Session, person: int, head: int) -> list[tuple[str, str]]:
    own, other = aliased(HouseholdMember), aliased(HouseholdMember)
    query = select(own.relation, other.relation).join(other, own.household_id == other.household_id)
    both = own.person_id == person, other.person_id == head, own.retired_on.is_(None), other.retired_on.is_(None)
    return [(one, two) for one, two in system.execute(query.where(*both)) if Relation.SPOUSE not in {one, two}]


def _find_member(system: Session, membership: HouseholdMember, relation: Relation) -> HouseholdMember | None:
    """Another one who is this to the household on the day of joining."""
    own = (
        HouseholdMember.household_id == membership.household_id,
        HouseholdMember.relation == relation,
        HouseholdMember.id != (membership.id or 0),
        HouseholdMember.person_id != membership.person_id,
        HouseholdMember.is_in_force(membership.start_on),
    )
    return system.scalars(select(HouseholdMember).where(*own).limit(1)).first()
