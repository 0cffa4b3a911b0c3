"""Programme by run: quota, delivered, value, overdue, eligible on the day, served twice."""

from __future__ import annotations

from dashboard.parts.download import csv
from dashboard.parts.numbers import grouped
from dashboard.parts.section import foot, head
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.programmes import Chosen, Plan
from dashboard.visit import Figures, Visit
from shared.indicators.catalogue import indicator
from shared.locale import _

TO_HOUSEHOLDS = (
    "quota",
    "deliveries",
    "delivery_rate",
    "receipt_rate",
    "charity_households",
    "value_delivered",
    "value_per_household",
    "undelivered_overdue",
    "delivered_to_eligible",
    "duplicate_delivery_rate",
)
OF_HOUSEHOLDS = {"charity_households", "value_per_household", "duplicate_delivery_rate"}
TO_PERSONS = tuple(key for key in TO_HOUSEHOLDS if key not in OF_HOUSEHOLDS)


def runs(visit: Visit, of: Chosen) -> None:
    """A line a run."""
    keys = TO_PERSONS if of.plans[0].to_persons else TO_HOUSEHOLDS
    shown = of.shown
    figures = visit.read(*keys, split="run", parts=[plan.key for plan in shown])
    since = _("from the start of each run")
    head(_finding(visit, figures, shown), shown[0].name, since, visit.where_and_when)
    rows = [
        Row(
            _("{label} (to {deadline})").format(label=plan.label, deadline=plan.deadline_on),
            [figures.part(key, visit.here.code, visit.period, plan.key) for key in keys],
        )
        for plan in shown
    ]
    columns = [Column(str(indicator(key).name), indicator(key).unit) for key in keys]
    draw("plain", content=table(_("Runs"), _("Run"), columns, rows))
    split = f"run={','.join(plan.key for plan in shown)}"
    foot(keys, visit.as_of, visit.files(*(csv(key, visit.here, visit.period, split=split) for key in keys)))


def _finding(visit: Visit, figures: Figures, shown: tuple[Plan, ...]) -> str:
    """What the checks found: deliveries that should not have been, and households served twice."""

    def total(side: str, key: str) -> int:
        parts = (figures.part(key, visit.here.code, visit.period, plan.key) for plan in shown)
        return sum(getattr(part, side) or 0 for part in parts)

    eligible = "delivered_to_eligible"
    wrong = total("denominator", eligible) - total("numerator", eligible)
    twice = 0 if shown[0].to_persons else total("numerator", "duplicate_delivery_rate")
    counts = {_("{n} to recipients not eligible that day"): wrong, _("{n} households served twice in a run"): twice}
    found = [words.format(n=grouped(n)) for words, n in counts.items() if n]
    delivered = grouped(total("numerator", "deliveries"))
    if not found:
        return _("{delivered} delivered, every one to somebody eligible that day").format(delivered=delivered)
    return _("{delivered} delivered; {faults}").format(delivered=delivered, faults=_("; ").join(found))
