"""Deliveries over time against plan and deadline."""

from __future__ import annotations

from dataclasses import replace

from dashboard.parts.chart import show
from dashboard.parts.download import csv
from dashboard.parts.progress import against_plan
from dashboard.parts.section import foot, head
from dashboard.parts.table import Column, Row, table
from dashboard.programmes import Chosen, Plan
from dashboard.visit import Visit
from shared.indicators.catalogue import indicator
from shared.indicators.units import Unit
from shared.locale import _

KEY, QUOTA = "deliveries", "quota"


def deliveries(visit: Visit, of: Chosen) -> None:
    """Cumulative deliveries of each run; dashed the way to its quota here by the deadline."""
    here = visit.here.code
    shown = [plan for plan in of.shown if plan.deadline_on >= visit.as_of.months[0].start][-4:]
    if not shown:
        return
    months = replace(of, plans=tuple(shown)).months(visit.as_of.months)
    parts = [plan.key for plan in shown]
    figures = visit.read(KEY, periods=months, split="run", parts=parts)
    planned = visit.read(QUOTA, periods=months[-1:], split="run", parts=parts)
    courses = {plan.label: [float(figures.number(KEY, here, month, plan.key)) for month in months] for plan in shown}
    quotas = {plan.label: float(planned.number(QUOTA, here, months[-1], plan.key)) for plan in shown}
    ways = {plan.label: (plan.starts_on, plan.deadline_on, quotas[plan.label]) for plan in shown}
    drawn = (str(indicator(KEY).name), str(Unit.UNITS.label), _("cumulative, by run"), visit.here.name)
    head(_finding(shown[-1], courses, quotas), *drawn)
    if any(map(any, courses.values())) or any(quotas.values()):
        plan_name, alt = _("plan {label}"), _("Deliveries against plan")
        show(against_plan(months, courses, ways, plan_name, visit.colours), "deliveries", alt)
    rows = [Row(m.key, [figures.part(KEY, here, m, plan.key) for plan in shown]) for m in reversed(months)]
    columns = [Column(plan.label, Unit.UNITS) for plan in shown]
    by_month = table(_("Deliveries by month"), _("Month"), columns, rows)
    file = csv(KEY, visit.here, *months, split=f"run={','.join(parts)}")
    foot([KEY, QUOTA], visit.as_of, visit.files(file), by_month)


def _finding(plan: Plan, courses: dict[str, list[float]], quotas: dict[str, float]) -> str:
    delivered, quota = courses[plan.label][-1], quotas[plan.label]
    words = {"label": plan.label, "delivered": f"{delivered:,.0f}", "deadline": plan.deadline_on}
    if not quota:
        return _("{label}: {delivered} delivered, deadline {deadline}").format(**words)
    sentence = _("{label}: {delivered} of {quota} delivered, deadline {deadline}")
    return sentence.format(quota=f"{quota:,.0f}", **words)
