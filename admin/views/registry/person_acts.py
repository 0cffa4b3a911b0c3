"""What can be done from the page of a person."""

from __future__ import annotations

from admin.views.registry.acts import Act, ActsFrom
from shared.clock import today
from shared.locale import _
from shared.models import (
    Delivery,
    EarlyWarning,
    Household,
    HouseholdMember,
    Person,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
)
from shared.services.past_acts import PastAct


def person_acts(person: Person, household: Household | None, spell: Spell | None, latest: PastAct | None) -> list[Act]:
    """The acts on one person, with the household of today; the latest one can be undone, also of the dead."""
    acts, known = ActsFrom(person, person.region_code), {"person_id": person.id}
    undo = [*acts.page(Person, _("Undo: {act}").format(act=latest.kind.label), "undo_view")] if latest else []
    if person.died_on is not None:
        return undo
    home = known | ({"household_id": household.id} if household else {})
    return [
        *(acts.new(HouseholdMember, _("Join a household"), start_on=today(), **known) if household is None else ()),
        *(acts.new(Spell, _("Recognise"), **home) if spell is None else ()),
        *acts.new(SpecialAssistance, _("Special assistance"), granted_on=today(), **home),
        *acts.new(TemporaryAssistance, _("Temporary assistance"), granted_on=today(), **home),
        *acts.new(Delivery, _("Charity delivery"), delivered_on=today(), **home),
        *acts.new(EarlyWarning, _("Record a warning"), issued_on=today(), **known),
        *acts.page(Person, _("Move the registration"), "registration_view"),
        *acts.page(Person, _("Change the disability"), "disability_view"),
        *acts.page(Person, _("Record a death"), "death_view"),
        *undo,
    ]
