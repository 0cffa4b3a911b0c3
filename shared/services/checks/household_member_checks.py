"""A person belongs to one household at a time."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from shared.access import ScopedSession, elevated
from shared.access.permissions import Action, permission_for
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Household, HouseholdMember, Level, Person, Relation
from shared.models.region import ancestor
from shared.services.doubts import Doubt

from .changed_columns import is_changed


def check(session: ScopedSession, membership: HouseholdMember) -> Iterator[tuple[str, str]]:
    """The term runs forward and shares no day with another membership of the person."""
    if membership.end_on and membership.end_on <= membership.start_on:
        yield "end_on", _("The day of leaving must be after the day of joining.")
    if membership.retired_on is not None:
        return
    yield from _check_one_head(session, membership)
    yield from _check_one_township(session, membership)
    yield from _check_one_household(session, membership)


def _check_one_head(session: ScopedSession, membership: HouseholdMember) -> Iterator[tuple[str, str]]:
    if membership.relation != Relation.HEAD:
        return
    same = (
        HouseholdMember.household_id == membership.household_id,
        HouseholdMember.relation == Relation.HEAD,
        HouseholdMember.person_id != membership.person_id,
        HouseholdMember.id != (membership.id or 0),
        HouseholdMember.retired_on.is_(None),
        HouseholdMember.overlaps(membership.start_on, membership.end_on),
    )
    with elevated(session) as system:
        other_head = system.scalars(select(HouseholdMember).where(*same).limit(1)).first()
        if other_head is not None:
            yield (
                "relation",
                _("The household already has a head from {day} on, {name}: end that membership first.").format(
                    day=other_head.start_on, name=other_head.person.name
                ),
            )


def _check_one_township(session: ScopedSession, membership: HouseholdMember) -> Iterator[tuple[str, str]]:
    """Person and household stand in one township, or it is said that they do not."""
    if not is_changed(membership, "person_id", "household_id"):
        return
    person, household = session.get(Person, membership.person_id), session.get(Household, membership.household_id)
    if person is None or household is None or membership.end_on is not None:
        return
    townships = [ancestor(record.region_code, Level.TOWNSHIP) for record in (person, household)]
    if townships[0] != townships[1]:
        template = _l("The person is registered in {person}, the household in {household}. Is this right?")
        yield "household_id", Doubt(template, person=townships[0], household=townships[1])


def _check_one_household(session: ScopedSession, membership: HouseholdMember) -> Iterator[tuple[str, str]]:
    same = (
        HouseholdMember.person_id == membership.person_id,
        HouseholdMember.id != (membership.id or 0),
        HouseholdMember.retired_on.is_(None),
    )
    with elevated(session) as system:
        other_membership = system.scalars(
            select(HouseholdMember)
            .where(*same, HouseholdMember.overlaps(membership.start_on, membership.end_on))
            .limit(1)
        ).first()
        if other_membership is None:
            return
        may_read = session.actor.has_permission(
            permission_for(HouseholdMember.__area__, Action.READ), other_membership.region_code
        )
        number = other_membership.household.number if may_read else _("in another region")
        yield (
            "start_on",
            _(
                "The person belongs to another household on some of these days: {household}. End that membership first."
            ).format(household=number),
        )
