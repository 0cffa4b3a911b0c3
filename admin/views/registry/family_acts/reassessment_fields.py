"""What a family is due from a month on, entered with an act that makes another family of it: proposed, and editable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import request
from wtforms import Field

from admin.display.titles import title_of
from admin.forms import builder, fields
from admin.records.act_page import ActRow, ActTable
from admin.request import context
from shared.access import Permission
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Household, Person, Spell
from shared.parsing import format_yuan
from shared.services.family_reassessment import ProposedAmounts, Reassessment, propose
from shared.services.monthly_amounts import month_after

FROM_MONTH, TIER, RECOGNISE, AMOUNT = "from_month", "tier", "recognise", "amount-"


def propose_here(household: Household, joining: Iterable[Person] = ()) -> ProposedAmounts | None:
    """The proposal from next month on; None where nobody is recognised, or the user may not recognise."""
    if not context.actor().has_permission(Permission.RECOGNITION_EDIT, household.region_code):
        return None
    return propose(context.session(), household, joining, month_after(today()))


def lacks_amounts(proposal: ProposedAmounts | None) -> bool:
    """Whether the amounts were not on the form yet that was sent."""
    return proposal is not None and FROM_MONTH not in request.form


def amount_fields(proposal: ProposedAmounts | None) -> dict[str, Field]:
    """The fields; none without a proposal."""
    if proposal is None:
        return {}
    own: dict[str, Field] = {}
    if names := [one.person.name for one in proposal.newcomers]:
        label = _("Recognise with the family: {names}").format(names=_(", ").join(names))
        own = {RECOGNISE: fields.CheckboxField(label=label), TIER: builder.build_field(Spell, TIER)}
    own[FROM_MONTH] = fields.MonthField(label=_l("From month"), render_kw={"is_required": True})
    amounts = {f"{AMOUNT}{one.person.id}": one.person.name for one in proposal.people}
    return own | {name: fields.YuanField(label=label) for name, label in amounts.items()}


def first_amounts(proposal: ProposedAmounts | None) -> dict[str, Any]:
    """What the fields hold at first."""
    if proposal is None:
        return {}
    first = {RECOGNISE: True, TIER: proposal.tier} if proposal.newcomers else {}
    amounts = {f"{AMOUNT}{one.person.id}": one.proposed_fen for one in proposal.people}
    return first | {FROM_MONTH: proposal.from_month} | amounts


def amounts_table(proposal: ProposedAmounts | None) -> ActTable | None:
    """Everybody who is recognised, and newcomers: what each gets now and would get."""
    if proposal is None:
        return None
    rows = [
        ActRow(
            title_of(one.person), (format_yuan(one.amount_fen) if one.spell else "—",), (f"{AMOUNT}{one.person.id}",)
        )
        for one in proposal.people
    ]
    headings = (_("Full name"), _("Monthly amount now (yuan)"), _("New amount (yuan)"))
    above = [name for name in (RECOGNISE, TIER) if proposal.newcomers] + [FROM_MONTH]
    total = sum(one.proposed_fen for one in proposal.people)
    text = standard_text(proposal.standard_fen, len(proposal.people), total)
    return ActTable(_("Amounts of the family from that month on"), headings, tuple(rows), text, tuple(above))


def standard_text(standard_fen: int | None, people: int, total_fen: int) -> str:
    """What the standard is for so many, and what is proposed; empty where nothing is paid or none is known."""
    if not standard_fen:
        return ""
    text = _(
        "The local standard is {yuan} yuan a person: {total} yuan for {n} people. Proposed, with the same income as "
        "before: {proposed} yuan."
    )
    amounts = {"yuan": standard_fen, "total": standard_fen * people, "proposed": total_fen}
    return text.format(n=people, **{name: format_yuan(fen) for name, fen in amounts.items()})


def read_amounts(values: dict[str, Any], proposal: ProposedAmounts | None) -> Reassessment | None:
    """What is left of the proposal; None where there was none."""
    if proposal is None:
        return None
    newcomers = {one.person.id for one in proposal.newcomers}
    left_out = set() if values.get(RECOGNISE) else newcomers
    amounts = {one.person.id: values[f"{AMOUNT}{one.person.id}"] for one in proposal.people}
    entered = {key: fen or 0 for key, fen in amounts.items() if key not in left_out and fen is not None}
    return Reassessment(values[FROM_MONTH], entered, frozenset(newcomers - left_out), values.get(TIER) or "")
