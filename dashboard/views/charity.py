"""Charity: whether it reached those it was meant for."""

from __future__ import annotations

from dashboard.parts.chips import chips
from dashboard.parts.notice import notice
from dashboard.parts.numbers import said
from dashboard.parts.section import answer
from dashboard.programmes import ALL, Chosen, choices_of, chosen, plans, runs_of
from dashboard.sections.all_programmes import answer_all, by_programme
from dashboard.sections.deliveries import deliveries
from dashboard.sections.late_deliveries import late_by_region, late_runs
from dashboard.sections.persons_aided import persons_aided
from dashboard.sections.quotas import quotas
from dashboard.sections.runs import runs
from dashboard.sections.solar import solar
from dashboard.visit import Visit
from shared.locale import _
from shared.models import ProgrammeKind

REACHED, AIDED = "charity_households", "medical_charity"
KEYS = ("deliveries", "delivery_rate", "receipt_rate", "undelivered_overdue", "quota")


def page(visit: Visit) -> None:
    """All programmes beside each other, and a tab a kind of programme; inside it all runs or one."""
    existing = plans(visit)
    if not existing:
        notice(_("No charity programme yet"), _("An administrator creates programmes and their runs in the panel."))
        return
    of, choices = chosen(visit, existing), choices_of(existing)
    if of is None:
        answer_all(visit, existing)
        chips(_("Programme"), "programme", choices, ALL, visit.address, tabs=True)
        by_programme(visit, existing)
        late_runs(visit, existing)
        late_by_region(visit, existing)
        return
    _answer(visit, of)
    chips(_("Programme"), "programme", choices, of.kind, visit.address, tabs=True, run=ALL)
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
    """What was promised, delivered and signed for, all since the runs began; persons of the period stand beside."""
    reached = AIDED if of.plans[0].to_persons else REACHED
    figures = visit.read(reached, *KEYS, split=of.split, parts=[of.value])
    whom, delivered, rate, signed, late, quota = (
        of.one(figures, key, visit.here.code, visit.period) for key in (reached, *KEYS)
    )
    parts = [_("{delivered} delivered").format(delivered=said(delivered))]
    if rate.value is not None:
        parts = [_("{rate} of {quota} delivered").format(rate=said(rate), quota=said(quota))]
    if signed.value is not None:
        parts.append(_("{rate} of the deliveries signed for").format(rate=said(signed)))
    if late.value:
        parts.append(_("{late} past the deadline").format(late=said(late)))
    beside = [visit.where_and_when]
    if reached == AIDED:
        beside.append(_("{persons} aided in the period").format(persons=said(whom)))
    else:
        parts.insert(0, _("{households} reached").format(households=said(whom)))
    begun = [plan for plan in of.shown if plan.starts_on <= visit.period.end]
    runs_so_far = _("{n} runs so far: {what}") if len(begun) > 1 else _("Since the start of the run: {what}")
    answer(runs_so_far.format(n=len(begun), what=_("; ").join(parts)), " · ".join(beside))
