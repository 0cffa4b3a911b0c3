"""Charity: whether it reached those it was meant for."""

from __future__ import annotations

from dashboard.parts.chips import chips
from dashboard.parts.notice import notice
from dashboard.parts.numbers import said
from dashboard.parts.section import answer
from dashboard.programmes import ALL, Chosen, chosen, kinds_of, plans, runs_of
from dashboard.sections.deliveries import deliveries
from dashboard.sections.persons_aided import persons_aided
from dashboard.sections.quotas import quotas
from dashboard.sections.runs import runs
from dashboard.sections.solar import solar
from dashboard.visit import Visit
from shared.locale import _
from shared.models import ProgrammeKind

REACHED, AIDED = "charity_households", "medical_charity"
KEYS = ("deliveries", "delivery_rate", "undelivered_overdue", "quota")


def page(visit: Visit) -> None:
    """A tab a kind of programme; inside it all runs or one."""
    existing = plans(visit)
    if not existing:
        notice(_("No charity programme yet"), _("An administrator creates programmes and their runs in the panel."))
        return
    of = chosen(visit, existing)
    _answer(visit, of)
    chips(_("Programme"), "programme", kinds_of(existing), of.kind, visit.address, tabs=True, run=ALL)
    if len(of.plans) > 1:
        chips(_("Run"), "run", runs_of(of.plans), of.run, visit.address)
    if of.kind == ProgrammeKind.SOLAR:
        solar(visit, of)
    if of.plans[0].to_persons:
        persons_aided(visit, of)
    runs(visit, of)
    quotas(visit, of)
    deliveries(visit, of)


def _answer(visit: Visit, of: Chosen) -> None:
    """Who was reached, and how much of what was promised: with receipts where there is a quota."""
    reached = AIDED if of.plans[0].to_persons else REACHED
    figures = visit.read(reached, *KEYS, split=of.split, parts=[of.value])
    whom, delivered, rate, late, quota = (
        of.one(figures, key, visit.here.code, visit.period) for key in (reached, *KEYS)
    )
    words = _("{persons} aided in the period") if reached == AIDED else _("{households} reached")
    parts = [words.format(persons=said(whom), households=said(whom))]
    if rate.value is None:
        parts.append(_("{delivered} delivered").format(delivered=said(delivered)))
    else:
        words = _("{rate} of {quota} delivered with a receipt")
        parts.append(words.format(rate=said(rate), quota=said(quota)))
    if late.value:
        parts.append(_("{late} past the deadline").format(late=said(late)))
    answer(_("; ").join(parts), visit.where_and_when)
