"""Another household becomes part of this one."""

from __future__ import annotations

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from wtforms import Field

from admin.forms import builder
from admin.forms.builder import RecordForm
from admin.records.act_page import ActPage, ActRow, ActTable
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from admin.views.registry.family_acts.household_act import HouseholdAct, day_field, member_notes, relation_field
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
from shared.models import Household, HouseholdMember
from shared.services.family_reassessment import ProposedAmounts
from shared.services.household_splits import merge_households
from shared.services.membership_changes import members_on

RELATION = "relation-"


class MergerPage(HouseholdAct):
    """The act; once the other household is known, each of its members is given a relation to the head here."""

    @expose_action("/merge/", ViewAction.EDIT, ("GET", "POST"), Permission.REGISTRY_EDIT)
    def merge_view(self) -> ResponseReturnValue:
        """Which household joins, and from which day on."""
        household, session = self.household(), context.session()
        members = _members(builder.bind_form(_form_class([], None), {"day": today()}))
        proposal = propose_here(household, [one.person for one in members]) if members else None
        page = ActPage(
            self.view,
            household,
            builder.bind_form(_form_class(members, proposal), {"day": today()}),
            heading=_("Merge another household into {title}").format(title=self.title(household)),
            button=_("Merge the households") if members else _("Show its members"),
            done=_("The households have been merged."),
            help=_("All its members join from that day on, with benefit spells and amounts. It keeps its past."),
            table=_table(members) if members else None,
            amounts=amounts_table(proposal),
        )

        def act(values: dict[str, Any]) -> Household:
            other = session.get_one(Household, values["household_id"])
            relations = {one.id: values[f"{RELATION}{one.id}"] for one in members}
            amounts = read_amounts(values, proposal)
            merge_households(session, household, other, relations, values["day"], amounts)
            return household

        if members and (lacks_amounts(proposal) or f"{RELATION}{members[0].id}" not in request.form):
            notice = _("Not saved yet: enter what its members are to the head here, then merge the households.")
            return page.ask_further(first_amounts(proposal), act, notice)
        return page.respond(act)


def _form_class(members: list[HouseholdMember], proposal: ProposedAmounts | None) -> type[RecordForm]:
    own: dict[str, Field] = {
        "household_id": builder.build_field(HouseholdMember, "household_id"),
        "day": day_field(_l("First day in one household")),
    }
    own["household_id"].kwargs["label"] = _l("Household that joins")
    for one in members:
        own[f"{RELATION}{one.id}"] = relation_field()
        own[f"{RELATION}{one.id}"].kwargs["label"] = one.person.name
    own |= amount_fields(proposal)
    return builder.build_form_class(HouseholdMember, tuple(own), **own)


def _members(form: RecordForm) -> list[HouseholdMember]:
    """Those of the household that was chosen."""
    if request.method == "GET" or not form.validate():
        return []
    values, session = form.values(), context.session()
    other = session.get(Household, values["household_id"]) if values["household_id"] and values["day"] else None
    return members_on(session, other, values["day"]) if other else []


def _table(members: list[HouseholdMember]) -> ActTable:
    headings = (_("Full name"), _("Relation to the head"), _("Age (year of birth)"), _("Relation to the head here"))
    rows = [ActRow(one.person.name, member_notes(one), (f"{RELATION}{one.id}",)) for one in members]
    return ActTable(_("What they are to the head here"), headings, tuple(rows))
