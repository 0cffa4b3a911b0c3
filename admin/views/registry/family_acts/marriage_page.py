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
from admin.views.registry.family_acts.reassessment_fields import (
    amount_fields,
    amounts_table,
    first_amounts,
    lacks_amounts,
    propose_here,
    read_amounts,
)
from shared.access import Permission
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Household, HouseholdMember, Person, Relation
from shared.services.family_reassessment import ProposedAmounts
from shared.services.marriages import former_membership, record_marriage
from shared.services.membership_changes import members_on

HEIR = "new_head"


class MarriagePage(HouseholdAct):
    """The act; it asks for the new head of the other household where that one leaves."""

    @expose_action("/marriage/", ViewAction.EDIT, ("GET", "POST"), Permission.REGISTRY_EDIT)
    def marriage_view(self) -> ResponseReturnValue:
        """Who joins, and from which day on."""
        household, session = self.household(), context.session()
        first_values = {"relation": Relation.SPOUSE, "day": today()}
        person, heirs, is_readable = _chosen(builder.bind_form(_form_class([], None), first_values))
        proposal = propose_here(household, [person]) if person else None
        page = ActPage(
            self.view,
            household,
            builder.bind_form(_form_class(heirs, proposal), first_values),
            heading=_("Record a marriage: {title}").format(title=self.title(household)),
            button=_("Record the marriage"),
            done=_("The marriage has been recorded."),
            help=_("The person leaves the former household on that day; benefit spells go along."),
            amounts=amounts_table(proposal),
        )

        def act(values: dict[str, Any]) -> Household:
            joining, amounts = session.get_one(Person, values["person_id"]), read_amounts(values, proposal)
            record_marriage(session, household, joining, values["relation"], values["day"], values.get(HEIR), amounts)
            return household

        if is_readable and (lacks_amounts(proposal) or (heirs and HEIR not in request.form)):
            return page.ask_further(first_amounts(proposal), act, _next_steps(heirs, proposal))
        return page.respond(act)


def _form_class(heirs: list[HouseholdMember], proposal: ProposedAmounts | None) -> type[RecordForm]:
    own: dict[str, Field] = {
        "person_id": builder.build_field(HouseholdMember, "person_id"),
        "relation": relation_field(),
        "day": day_field(_l("Joined on")),
    }
    if heirs:
        own[HEIR] = head_field(heirs, _l("New head of the former household"))
        own[HEIR].kwargs["render_kw"] = {"is_required": True}
    own |= amount_fields(proposal)
    return builder.build_form_class(HouseholdMember, tuple(own), **own)


def _next_steps(heirs: list[HouseholdMember], proposal: ProposedAmounts | None) -> str:
    """What the second round of the form asks for."""
    steps = [
        *([_("choose the new head of the former household")] if heirs else ()),
        *([_("check the proposed amounts of the family")] if proposal else ()),
    ]
    return _("Not saved yet: {steps}. Then record the marriage.").format(steps=_("; ").join(steps))


def _chosen(form: RecordForm) -> tuple[Person | None, list[HouseholdMember], bool]:
    """Who was chosen, who could be head where the person heads a household of several, and whether all was readable."""
    if request.method == "GET":
        return None, [], False
    is_readable, session, values = form.validate(), context.session(), form.values()
    person = session.get(Person, values["person_id"]) if values["person_id"] and values["day"] else None
    former = former_membership(session, person, values["day"]) if person else None
    if former is None or former.relation != Relation.HEAD:
        return person, [], is_readable
    return (
        person,
        [one for one in members_on(session, former.household, values["day"]) if one.id != former.id],
        is_readable,
    )
