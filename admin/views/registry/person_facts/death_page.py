"""A death: what ends with it, who is head after, what the others get from next month on, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from wtforms import Field, HiddenField

from admin.display.titles import noun_and_title
from admin.forms import builder
from admin.forms.builder import RecordForm
from admin.records.act_page import ActPage
from admin.records.detail_page import DetailPage
from admin.records.edit_hooks import expected_version
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from admin.views.registry.family_acts.household_act import day_field, head_field
from admin.views.registry.family_acts.reassessment_fields import (
    amount_fields,
    amounts_table,
    first_amounts,
    lacks_amounts,
    read_amounts,
)
from shared.access import Permission, require_change
from shared.clock import today
from shared.locale import _
from shared.models import Person
from shared.models.labels import label
from shared.parsing import format_yuan
from shared.services.checks.death_checks import OpenRecords, records_left_open, start_of_next_month
from shared.services.death_recoveries import Recovery, find_recoveries
from shared.services.deaths import register_death
from shared.services.family_reassessment import ProposedAmounts, propose_without
from shared.services.membership_changes import require_past_day
from shared.services.monthly_amounts import month_after

DAY, HEAD = "died_on", "head-"


class DeathPage:
    """The act; once the day is known, all that it leads to."""

    def __init__(self, detail_page: DetailPage) -> None:
        self.detail_page = detail_page

    @expose_action("/death/", ViewAction.EDIT, ("GET", "POST"), Permission.REGISTRY_EDIT)
    def death_view(self) -> ResponseReturnValue:
        """On which day, and what follows."""
        person, session = self.detail_page.requested_record(), context.session()
        require_change(session, person)
        day = _day()
        left_open = records_left_open(session, person, day) if day else None
        recoveries = find_recoveries(session, left_open.spells, day) if left_open and day else []
        proposal = _propose(person, left_open)
        page = ActPage(
            self.detail_page.view,
            person,
            builder.bind_form(_form_class(left_open, proposal), {}),
            heading=_("Record a death: {title}").format(title=self.detail_page.view.title(person)),
            button=_("Record the death"),
            done=" ".join([_("The death has been recorded."), *_to_recover(recoveries)]),
            help=_("Benefits end with the month of the death. A wrong entry is undone from the page of the person."),
            needs_reason=False,
            preview=tuple(_lines(left_open, day, recoveries)) if left_open and day else (),
            preview_heading=_("Ended together with this death"),
            amounts=amounts_table(proposal),
        )

        def act(values: dict[str, Any]) -> Person:
            require_past_day(DAY, values[DAY])
            amounts = read_amounts(values, proposal)
            return register_death(session, person, values[DAY], _heads(values), expected_version(), amounts)

        if left_open and (lacks_amounts(proposal) or _lacks_heads(left_open) or "seen" not in request.form):
            notice = _("Not saved yet: check what ends with the death and what follows, then record it.")
            return page.ask_further(first_amounts(proposal) | {"seen": "y"}, act, notice)
        return page.respond(act)


def _day() -> date | None:
    """The day that was entered, if it can be one."""
    if request.method == "GET":
        return None
    form = builder.bind_form(_form_class(None, None), {})
    form.validate()
    day: date | None = form.values()[DAY]
    return day if day is not None and day <= today() else None


def _propose(person: Person, left_open: OpenRecords | None) -> ProposedAmounts | None:
    """For the family in which the person is recognised, where the user may recognise."""
    household = left_open.spells[0].household if left_open and left_open.spells else None
    if household is None or not context.actor().has_permission(Permission.RECOGNITION_EDIT, household.region_code):
        return None
    return propose_without(context.session(), household, person, month_after(today()))


def _form_class(left_open: OpenRecords | None, proposal: ProposedAmounts | None) -> type[RecordForm]:
    own: dict[str, Field] = {DAY: day_field(label(Person, DAY)), "seen": HiddenField()}
    for household, heirs in left_open.heirs.items() if left_open else ():
        if heirs:
            new_head = _("New head of household {number}").format(number=household.number)
            own[f"{HEAD}{household.id}"] = head_field(heirs, new_head)
            own[f"{HEAD}{household.id}"].kwargs["render_kw"] = {"is_required": True}
    own |= amount_fields(proposal)
    return builder.build_form_class(Person, tuple(own), **own)


def _lacks_heads(left_open: OpenRecords) -> bool:
    """Whether new heads were not asked for yet."""
    return any(heirs and f"{HEAD}{home.id}" not in request.form for home, heirs in left_open.heirs.items())


def _heads(values: dict[str, Any]) -> dict[int, int]:
    """Who becomes head: by household, a membership."""
    named = {name.removeprefix(HEAD): key for name, key in values.items() if name.startswith(HEAD) and key}
    return {int(name): int(key) for name, key in named.items()}


def _lines(left_open: OpenRecords, day: date, recoveries: list[Recovery]) -> Iterator[str]:
    """What ends and when, what has to be looked after, and what was paid too much."""
    line, month_after_death = _("{label}: {value}"), start_of_next_month(day)
    for spell in left_open.spells:
        stops = _("benefits stop from {day}").format(day=month_after_death)
        is_begun = spell.start_on < month_after_death
        yield line.format(
            label=noun_and_title(spell), value=stops if is_begun else _("has not begun and will be voided")
        )
    for membership in left_open.memberships:
        last = _("no member from {day} on").format(day=max(membership.start_on, day + timedelta(days=1)))
        yield line.format(label=noun_and_title(membership), value=last)
    for warning in left_open.warnings:
        yield line.format(label=noun_and_title(warning), value=_("still open: enter its outcome"))
    for one in recoveries:
        words = {"month": one.payment.month, "yuan": format_yuan(one.amount_fen)}
        paid, listed = _("Paid for {month}: recover {yuan} yuan"), _("On the list of {month}: take off {yuan} yuan")
        yield (paid if one.is_paid else listed).format(**words)


def _to_recover(recoveries: list[Recovery]) -> list[str]:
    """The sum that was paid for the time after the death."""
    total = sum(one.amount_fen for one in recoveries if one.is_paid)
    return [_("To recover: {yuan} yuan paid for months after the death.").format(yuan=format_yuan(total))] * bool(total)
