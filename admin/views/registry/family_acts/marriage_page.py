"""Somebody marries into the family and leaves the former household."""

from __future__ import annotations

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from wtforms import Field

from admin.forms import builder
from admin.forms.builder import RecordForm
from admin.records.act_page import ActPage
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from admin.views.registry.family_acts.household_act import HouseholdAct, day_field, head_field, relation_field
from shared.access import Permission
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Household, HouseholdMember, Person, Relation
from shared.services.marriages import former_membership, record_marriage
from shared.services.membership_changes import members_on


class MarriagePage(HouseholdAct):
    """The act; it asks for the new head of the other household where that one leaves."""

    @expose_action("/marriage/", ViewAction.EDIT, ("GET", "POST"), Permission.REGISTRY_EDIT)
    def marriage_view(self) -> ResponseReturnValue:
        """Who joins, and from which day on."""
        household, session = self.household(), context.session()
        first_values = {"relation": Relation.SPOUSE, "day": today()}
        form = builder.bind_form(_form_class([]), first_values)
        if request.method == "POST" and (heirs := _heirs(form)):
            form = builder.bind_form(_form_class(heirs), first_values)
        page = ActPage(
            self.view,
            household,
            form,
            heading=_("Record a marriage: {title}").format(title=self.title(household)),
            button=_("Record the marriage"),
            done=_("The marriage has been recorded."),
            help=_(
                "The person leaves the former household on that day; benefit spells go along. "
                "Change or stop them afterwards if the family is assessed anew."
            ),
        )

        def act(values: dict[str, Any]) -> Household:
            person = session.get_one(Person, values["person_id"])
            record_marriage(session, household, person, values["relation"], values["day"], values.get("new_head"))
            return household

        return page.respond(act)


def _form_class(heirs: list[HouseholdMember]) -> type[RecordForm]:
    own: dict[str, Field] = {
        "person_id": builder.build_field(HouseholdMember, "person_id"),
        "relation": relation_field(),
        "day": day_field(_l("Joined on")),
    }
    if heirs:
        own["new_head"] = head_field(heirs, _l("New head of the former household"))
    return builder.build_form_class(HouseholdMember, tuple(own), **own)


def _heirs(form: RecordForm) -> list[HouseholdMember]:
    """Who could be head after the person, where the person heads a household of several."""
    form.validate()
    session, values = context.session(), form.values()
    person = session.get(Person, values["person_id"]) if values["person_id"] and values["day"] else None
    former = former_membership(session, person, values["day"]) if person else None
    if former is None or former.relation != Relation.HEAD:
        return []
    return [one for one in members_on(session, former.household, values["day"]) if one.id != former.id]
