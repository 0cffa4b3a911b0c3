"""Some members found a household of their own."""

from __future__ import annotations

from typing import Any

from flask.typing import ResponseReturnValue
from wtforms import Field

from admin.forms import builder, fields
from admin.forms.builder import RecordForm
from admin.records.act_page import ActPage, ActRow, ActTable
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from admin.views.registry.family_acts.household_act import (
    HouseholdAct,
    day_field,
    head_field,
    member_notes,
    relation_field,
)
from admin.views.registry.family_acts.reassessment_fields import (
    amount_fields,
    amounts_table,
    first_amounts,
    propose_here,
    read_amounts,
)
from shared.access import Permission
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Household, HouseholdMember, Relation
from shared.services.family_reassessment import ProposedAmounts
from shared.services.household_splits import check_split, split_household
from shared.services.membership_changes import members_on

COLUMNS = ("region_code", "address", "telephone", "residence", "number")
LEAVES, RELATION = "leaves-", "relation-"


class SplitPage(HouseholdAct):
    """The act; members are ticked, each with the relation to the new head."""

    @expose_action("/split/", ViewAction.EDIT, ("GET", "POST"), Permission.REGISTRY_EDIT)
    def split_view(self) -> ResponseReturnValue:
        """Who leaves, where the new household lives, and who heads both."""
        household, session = self.household(), context.session()
        members, proposal = members_on(session, household, today()), propose_here(household)
        first_values = {"region_code": household.region_code, "residence": household.residence, "day": today()}
        first_values |= {f"{RELATION}{one.id}": Relation.OTHER for one in members} | first_amounts(proposal)
        page = ActPage(
            self.view,
            household,
            builder.bind_form(_form_class(members, proposal), first_values),
            heading=_("Split {title}").format(title=self.title(household)),
            button=_("Found the new household"),
            done=_("The new household has been founded."),
            help=_("Benefit spells and amounts of those who leave go along; the past stays with this household."),
            table=_table(members),
            amounts=amounts_table(proposal),
        )

        def relations(values: dict[str, Any]) -> dict[int, str | None]:
            return {one.id: values[f"{RELATION}{one.id}"] for one in members if values[f"{LEAVES}{one.id}"]}

        def act(values: dict[str, Any]) -> Household:
            own = {name: values[name] for name in COLUMNS}
            leaving, amounts = relations(values), read_amounts(values, proposal)
            return split_household(session, household, own, leaving, values["day"], values["new_head"], amounts)

        def check(values: dict[str, Any]) -> object:
            return check_split(session, household, relations(values), values["day"] or today(), values["new_head"])

        return page.respond(act, check)


def _form_class(members: list[HouseholdMember], proposal: ProposedAmounts | None) -> type[RecordForm]:
    number = builder.build_field(Household, "number")
    number.kwargs |= {
        "render_kw": {"is_required": False},
        "description": _l(
            "As on the paper file. If left empty, the next number of the county: given on saving, or on confirmation."
        ),
    }
    own: dict[str, Field] = {"number": number, "day": day_field(_l("First day of the new household"))}
    own["new_head"] = head_field(members)
    own["new_head"].kwargs["description"] = _l("Only if the present head leaves.")
    for one in members:
        own[f"{LEAVES}{one.id}"] = fields.CheckboxField(label=_l("Leaves"))
        own[f"{RELATION}{one.id}"] = relation_field()
        own[f"{RELATION}{one.id}"].kwargs["render_kw"] = {"is_required": False}
    own |= amount_fields(proposal)
    return builder.build_form_class(Household, (*COLUMNS, *(name for name in own if name != "number")), **own)


def _table(members: list[HouseholdMember]) -> ActTable:
    rows = [ActRow(m.person.name, member_notes(m), (f"{LEAVES}{m.id}", f"{RELATION}{m.id}")) for m in members]
    headings = (
        _("Full name"),
        _("Relation to the head"),
        _("Age (year of birth)"),
        _("Leaves"),
        _("Relation to the new head"),
    )
    return ActTable(_("Tick the members who leave, one of them as head"), headings, tuple(rows))
