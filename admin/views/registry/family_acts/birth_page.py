"""A birth or an adoption: the child as a member, and what a recognised family gets from next month on."""

from __future__ import annotations

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from wtforms import Field

from admin.display import region_names
from admin.display.titles import title_of
from admin.forms import builder, fields
from admin.forms.builder import RecordForm
from admin.records.act_page import ActPage, ActRow, ActTable
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from admin.views.registry.family_acts.household_act import HouseholdAct, day_field, relation_field
from admin.views.registry.family_acts.reassessment_fields import standard_text
from shared.access import Permission
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Household, Person, Relation, Spell
from shared.models.labelled_enum import LabelledEnum
from shared.models.labels import label
from shared.parsing import format_yuan
from shared.services.births import ChildRecognition, NewChild, propose_recognition, record_birth
from shared.services.household_composition import Family, load_family

AMOUNT, CHILD_AMOUNT = "amount-", "amount-child"
PERSON_COLUMNS = ("name", "sex", "born_on")
REGISTRATION, REGISTERED_ON = "registration", "registered_on"


class ChildOrigin(LabelledEnum):
    """How a child comes into a family."""

    BIRTH = "birth", _l("Birth")
    ADOPTION = "adoption", _l("Adoption")


class BirthPage(HouseholdAct):
    """The act."""

    @expose_action("/birth/", ViewAction.EDIT, ("GET", "POST"), Permission.REGISTRY_EDIT)
    def birth_view(self) -> ResponseReturnValue:
        """Who the child is; for a recognised family the amounts, proposed."""
        household, session = self.household(), context.session()
        family = load_family(household.id, today(), session, session)
        proposal = propose_recognition(session, household, family)
        page = ActPage(
            self.view,
            household,
            builder.bind_form(_form_class(family, proposal), _first_values(family, proposal)),
            heading=_("Record a birth or an adoption: {title}").format(title=self.title(household)),
            button=_("Record the child"),
            done=_("The child has been recorded."),
            help=_("Without an identity number enter sex and date of birth."),
            table=_amounts(family, proposal) if proposal else None,
        )

        def act(values: dict[str, Any]) -> Household:
            recognition = _recognition(values, proposal) if proposal else None
            record_birth(session, household, _child(values), recognition, context.deployment().sealer)
            return household

        return page.respond(act)


def _form_class(family: Family, proposal: ChildRecognition | None) -> type[RecordForm]:
    own: dict[str, Field] = {
        "origin": fields.ChoiceField(
            label=_l("Birth or adoption"),
            options=lambda: [(str(one), one.label) for one in ChildOrigin],
            render_kw={"is_required": True},
        ),
        "identity_number": fields.TrimmedTextField(label=_l("Identity number")),
        "relation": relation_field(),
        "joined_on": day_field(_l("Joined on"), _l("If left empty, the date of birth.")),
        REGISTRATION: fields.ChoiceField(
            label=label(Person, "registration_region_code"),
            description=_l("That of one of the family; if it is another one, record it later from the child's page."),
            options=lambda: _registrations(family),
        ),
        REGISTERED_ON: day_field(_l("Registered on"), _l("If left empty, the day of the birth or the adoption.")),
    }
    for name in ("joined_on", REGISTERED_ON):
        own[name].kwargs["render_kw"] = {"is_required": False}
    own |= {name: builder.build_field(Person, name) for name in PERSON_COLUMNS}
    if proposal is not None:
        own["recognise"] = fields.CheckboxField(label=_l("Recognise the child with the family"))
        own |= {name: builder.build_field(Spell, name) for name in ("tier",)}
        own["from_month"] = fields.MonthField(label=_l("From month"), render_kw={"is_required": True})
        own |= {f"{AMOUNT}{key}": fields.YuanField(label=_l("New amount (yuan)")) for key in proposal.amounts}
        own[CHILD_AMOUNT] = fields.YuanField(label=_l("New amount (yuan)"))
    first = ("origin", "name", "identity_number", "sex", "born_on", "relation", "joined_on", REGISTRATION)
    return builder.build_form_class(Person, tuple(dict.fromkeys([*first, *own])), **own)


def _registrations(family: Family) -> list[tuple[str, str]]:
    """Where those of the family are registered, the head first, each with who is."""
    names: dict[str, list[str]] = {}
    for member in family.members:
        code = member.person.registration_region_code if member.person and member.membership else None
        if member.person and code:
            names.setdefault(code, []).append(member.person.name)
    region_names.preload(names)
    text = _("{label}: {value}")
    return [
        (code, text.format(label=region_names.region_path(code), value=_(", ").join(names[code]))) for code in names
    ]


def _first_values(family: Family, proposal: ChildRecognition | None) -> dict[str, Any]:
    """By default the child is registered where the head is."""
    values: dict[str, Any] = {"origin": ChildOrigin.BIRTH, "relation": Relation.CHILD}
    if family.head is not None and family.head.person is not None:
        values[REGISTRATION] = family.head.person.registration_region_code
    if proposal is None:
        return values
    amounts = {f"{AMOUNT}{key}": fen for key, fen in proposal.amounts.items()} | {CHILD_AMOUNT: proposal.monthly_fen}
    return values | {"recognise": True, "tier": proposal.tier, "from_month": proposal.from_month} | amounts


def _amounts(family: Family, proposal: ChildRecognition) -> ActTable:
    """What everybody gets now and would get: the others, then the child."""
    recognised = [one for one in family.recognised if one.spell and one.spell.id in proposal.amounts]
    rows = [
        ActRow(title_of(one.person), (format_yuan(one.amount_fen),), (f"{AMOUNT}{one.spell.id if one.spell else 0}",))
        for one in recognised
    ]
    child, total = request.form.get("name", "").strip() or _("The child"), sum(proposal.amounts.values())
    text = standard_text(proposal.standard_fen, len(rows) + 1, total + proposal.monthly_fen)
    return ActTable(
        _("Amounts of the family from that month on"),
        (_("Full name"), _("Monthly amount now (yuan)"), _("New amount (yuan)")),
        (*rows, ActRow(child, ("—",), (CHILD_AMOUNT,))),
        text,
        ("recognise", "tier", "from_month"),
    )


def _child(values: dict[str, Any]) -> NewChild:
    return NewChild(
        {name: values[name] for name in PERSON_COLUMNS},
        values["relation"],
        values["joined_on"],
        values["identity_number"] or "",
        is_adopted=values["origin"] == ChildOrigin.ADOPTION,
        registration=values[REGISTRATION],
        registered_on=values[REGISTERED_ON],
    )


def _recognition(values: dict[str, Any], proposal: ChildRecognition) -> ChildRecognition | None:
    """What was left of the proposal; None where the tick was taken away."""
    if not values["recognise"]:
        return None
    amounts = {key: values[f"{AMOUNT}{key}"] for key in proposal.amounts}
    entered_amounts = {key: fen for key, fen in amounts.items() if fen is not None}
    return ChildRecognition(values["tier"], values["from_month"], values[CHILD_AMOUNT] or 0, entered_amounts)
