"""What waits in a township today: overdue warnings by age, and those that still have time."""

from __future__ import annotations

from decimal import Decimal

from dashboard.parts.bars import Bar, Slice, bars
from dashboard.parts.numbers import grouped, said
from dashboard.parts.section import foot, head
from dashboard.parts.template import draw
from dashboard.visit import Visit
from shared.indicators import dimensions
from shared.indicators.figure import Figure
from shared.locale import _

OVERDUE, WAITING = "overdue_warnings", "persons_not_due"


def waiting(visit: Visit) -> tuple[Figure, Figure]:
    """Overdue warnings, and persons whose warning is open and has time, as of today whatever period is chosen."""
    running = visit.as_of.years[-1]
    figures = visit.read(OVERDUE, WAITING, periods=[running])
    overdue, open_ = (figures.one(key, visit.here.code, running) for key in (OVERDUE, WAITING))
    return overdue, open_


def today(visit: Visit) -> str:
    """A sentence on what has to be done first."""
    overdue, open_ = waiting(visit)
    sentence = _("{overdue} warnings overdue, {open} with time left")
    if not overdue.value:
        sentence = _("Nothing is overdue; {open} with time left")
    if not overdue.value and not open_.value:
        sentence = _("No warning waits")
    return sentence.format(overdue=grouped(overdue.value or 0), open=said(open_))


def overdue_today(visit: Visit) -> None:
    """How long the overdue ones have waited; nothing when none is overdue."""
    running = visit.as_of.years[-1]
    figures = visit.read(OVERDUE, split="overdue", periods=[running])
    names = dimensions.values("overdue")
    late = {band: figures.number(OVERDUE, visit.here.code, running, band) for band in names}
    if not sum(late.values(), Decimal(0)):
        return
    head(_("To do first"), _("overdue warnings by days past their due date"), visit.here.name, str(visit.as_of.day))
    draw("plain", content=bars({"": [Bar(names[band], [Slice(n)], grouped(n)) for band, n in late.items() if n]}))
    foot([OVERDUE, WAITING], visit.as_of, [])
