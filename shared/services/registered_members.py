"""Somebody who is registered already becomes a member of a new household: the old membership ends by date."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from shared.access import ScopedSession
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import ExitReason, Household, HouseholdMember, Person, Relation, Spell, Tier
from shared.models.labelled_enum import label_of

from . import records
from .doubts import Doubt, unconfirmed_doubts
from .membership_changes import continue_spell, end_membership, members_on
from .service_errors import ValidationError


def find_registered(session: ScopedSession, key: int) -> Person:
    """The person of a key, in use and in scope; ValidationError for one who is not."""
    person = session.get(Person, key)
    if person is None or person.retired_on is not None:
        raise ValidationError(
            {"name": _("This person is no longer registered in your regions: enter the person anew.")}
        )
    return person


def require_not_recognised(session: ScopedSession, person: Person, day: date) -> None:
    """Who is recognised on that day or later keeps what there is; ValidationError says what to do."""
    own = (Spell.person_id == person.id, Spell.retired_on.is_(None), Spell.lasts_beyond(day))
    spell = session.scalars(select(Spell).where(*own).order_by(Spell.start_on).limit(1)).first()
    if spell is not None:
        template = _(
            "{name} receives benefits already: {tier}. They go along if you take the tick away; otherwise stop them "
            "first."
        )
        sentence = template.format(name=person.name, tier=label_of(Tier, spell.tier))
        raise ValidationError({"is_recognised": sentence})


def leave_former_household(session: ScopedSession, person: Person, household: Household, day: date) -> None:
    """From `day` on the person belongs nowhere, and stands where the new household does.

    ValidationError for a head whom others would lose, for one who joined on that day only, and, until it was
    confirmed, with the doubt that names the household that is left.
    """
    former = _lasting_membership(session, person, day)
    if former is not None:
        _require_that_it_can_end(session, former, day)
        _ask(session, former, day)
        end_membership(session, former, day)
    if person.region_code != household.region_code:
        records.update(session, person, {"region_code": household.region_code}, person.version)


def bring_benefits(session: ScopedSession, person: int, household: Household, day: date) -> None:
    """What a member who has joined was recognised for elsewhere goes on here from `day` on."""
    elsewhere = (Spell.person_id == person, Spell.household_id != household.id, Spell.retired_on.is_(None))
    for spell in session.scalars(select(Spell).where(*elsewhere, Spell.lasts_beyond(day)).order_by(Spell.id)):
        continue_spell(session, spell, household, household.region_code, day, ExitReason.SPLIT)


def _lasting_membership(session: ScopedSession, person: Person, day: date) -> HouseholdMember | None:
    own = (HouseholdMember.person_id == person.id, HouseholdMember.retired_on.is_(None))
    query = select(HouseholdMember).where(*own, HouseholdMember.lasts_beyond(day)).order_by(HouseholdMember.start_on)
    return session.scalars(query.limit(1)).first()


def _require_that_it_can_end(session: ScopedSession, former: HouseholdMember, day: date) -> None:
    known = {"name": former.person.name, "number": former.household.number}
    if former.start_on >= day:
        template = _("{name} has belonged to household {number} only since {day}: correct that membership first.")
        raise ValidationError({"name": template.format(day=former.start_on, **known)})
    others = [one for one in members_on(session, former.household, day) if one.person_id != former.person_id]
    if former.relation == Relation.HEAD and others:
        template = _(
            "{name} heads household {number}, and others stay there. Use “Split” on its page: it names the new head."
        )
        raise ValidationError({"name": template.format(**known)})


def _ask(session: ScopedSession, former: HouseholdMember, day: date) -> None:
    """The clerk confirms that the person leaves the old household."""
    template = _l("{name} belongs to household {number}: this membership ends on {day}, its past stays there.")
    doubts = [("name", Doubt(template, name=former.person.name, number=former.household.number, day=day))]
    if unconfirmed_doubts(session, doubts):
        raise ValidationError({}, doubts)
    records.keep_doubts(session, former, doubts)
