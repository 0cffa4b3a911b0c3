"""Programme by run: quota, delivered, value, overdue, eligible on the day, served twice."""

from __future__ import annotations

from dashboard.parts.download import csv
from dashboard.parts.section import foot, head
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.programmes import Chosen
from dashboard.visit import Visit
from shared.indicators.catalogue import indicator
from shared.locale import _

TO_HOUSEHOLDS = (
    "quota",
    "deliveries",
    "delivery_rate",
    "value_delivered",
    "value_per_household",
    "undelivered_overdue",
    "delivered_to_eligible",
    "duplicate_delivery_rate",
)
TO_PERSONS = ("quota", "deliveries", "delivery_rate", "value_delivered", "undelivered_overdue", "delivered_to_eligible")


def runs(visit: Visit, of: Chosen) -> None:
    """A line a run."""
    keys = TO_PERSONS if of.plans[0].to_persons else TO_HOUSEHOLDS
    shown = of.shown
    figures = visit.read(*keys, split="run", parts=[plan.key for plan in shown])
    head(
        _("Runs of {programme}").format(programme=shown[0].name), _("from the start of each run"), visit.where_and_when
    )
    rows = [
        Row(
            _("{label} (to {deadline})").format(label=plan.label, deadline=plan.deadline_on),
            [figures.part(key, visit.here.code, visit.period, plan.key) for key in keys],
        )
        for plan in shown
    ]
    columns = [Column(str(indicator(key).name), indicator(key).unit) for key in keys]
    draw("plain", content=table(_("Runs"), _("Run"), columns, rows))
    foot(keys, visit.as_of, visit.files(*(csv(key, visit.here, visit.period, split="run") for key in keys)))
