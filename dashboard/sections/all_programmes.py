"""All programmes beside each other: what was promised, delivered, and is late. The sum is that of the overview."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.parts.download import csv
from dashboard.parts.foremost import apiece, foremost, together
from dashboard.parts.numbers import grouped, said
from dashboard.parts.section import answer, foot, head
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.programmes import Plan, kinds_of
from dashboard.sections.identities import wrong
from dashboard.sections.offered import exists_at
from dashboard.visit import Visit
from shared.clock import Period
from shared.indicators.catalogue import indicator
from shared.locale import _

LATE = "undelivered_overdue"
KEYS = ("quota", "deliveries", LATE, "delivery_rate", "receipt_rate", "delivered_to_eligible")
MIXED = {"delivery_rate", "receipt_rate"}  # of all programmes together they move when a run begins, and say nothing
FAULTS = TWICE, ELIGIBLE = "duplicate_delivery_rate", "delivered_to_eligible"


def answer_all(visit: Visit, existing: list[Plan]) -> None:
    """What is late of all that was promised, and in how many runs; where there are no quotas, what was delivered."""
    figures = visit.read(LATE, "quota", "deliveries")
    late, quota, delivered = (figures.one(key, visit.here.code, visit.period) for key in (LATE, "quota", "deliveries"))
    if late.value is None:
        sentence = _("All programmes: {delivered} delivered").format(delivered=said(delivered))
    elif not late.value:
        sentence = _(
            "All programmes: nothing undelivered past the deadline; {delivered} of a quota of {quota} delivered"
        )
    else:
        sentence = _("All programmes: {late} undelivered past the deadline, of a quota of {quota}; {runs}")
    words = {"late": said(late), "quota": said(quota), "delivered": said(delivered), "runs": ""}
    if late.value:
        words["runs"] = runs_incomplete(visit, existing)
    answer(sentence.format(**words), visit.where_and_when)


def runs_incomplete(visit: Visit, existing: list[Plan]) -> str:
    """How many of the runs that are past their deadline and have a quota here were not completed."""
    figures = visit.read(LATE, "quota", split="run", parts=[plan.key for plan in existing])
    past = [plan for plan in existing if _is_past(visit, plan) and figures.number("quota", *_here(visit), plan.key)]
    late = [plan for plan in past if figures.number(LATE, *_here(visit), plan.key)]
    return _("{n} of {m} runs past their deadline incomplete").format(n=len(late), m=len(past))


def faults(visit: Visit) -> list[str]:
    """Deliveries to check: households served twice in a run, and those not eligible on the day."""
    figures = visit.read(*FAULTS)
    twice, eligible = (figures.one(key, *_here(visit)) for key in FAULTS)
    counts = {
        _("{n} households served twice in a run"): twice.numerator or 0,
        _("{n} deliveries to households not eligible that day"): wrong(eligible),
    }
    return [words.format(n=grouped(n)) for words, n in counts.items() if n]


def by_programme(visit: Visit, existing: list[Plan]) -> None:
    """A line a programme under that of all; what is mixed there is left out."""
    kinds, keys = kinds_of(existing), [key for key in KEYS if exists_at(key, visit.here.level)]
    parts, wholes = visit.read(*keys, split="kind", parts=list(kinds)), visit.read(*keys)
    late = {kind: parts.number(LATE, *_here(visit), kind) if LATE in keys else 0 for kind in kinds}
    most = foremost(kinds, lambda kind: late[kind])
    title = _("Deliveries by programme")
    if any(late.values()) and len(most) < len(kinds):
        n = apiece(said(parts.part(LATE, *_here(visit), most[0])), most)
        sentence = _("{programme}: {n} undelivered past the deadline, the most")
        title = sentence.format(programme=together([kinds[kind] for kind in most]), n=n)
    head(title, _("Promised, delivered and late, from the start of each run"), visit.where_and_when)
    whole = [None if key in MIXED else wholes.one(key, *_here(visit)) for key in keys]
    rows = [Row(_("All programmes"), whole, whole=True)]
    for kind, name in kinds.items():
        cells = [parts.part(key, *_here(visit), kind) for key in keys]
        rows.append(Row(name, cells, visit.address.to(programme=kind)))
    draw("plain", content=table(_("Deliveries by programme"), _("Programme"), columns_of(keys), rows))
    if found := faults(visit):
        draw("words", words=_("Records to check: {faults}.").format(faults=_("; ").join(found)))
    files = (csv(key, visit.here, visit.period, split=f"kind={','.join(kinds)}") for key in keys)
    foot([*keys, TWICE], visit.as_of, visit.files(*files, csv(TWICE, visit.here, visit.period)))


def columns_of(keys: Iterable[str], bar: str = "") -> list[Column]:
    """A column a figure; `bar` names the one that gets bars."""
    return [Column(str(indicator(key).name), indicator(key).unit, bar=key == bar) for key in keys]


def _is_past(visit: Visit, plan: Plan) -> bool:
    return plan.deadline_on < min(visit.period.end, visit.as_of.day)


def _here(visit: Visit) -> tuple[str, Period]:
    return visit.here.code, visit.period
