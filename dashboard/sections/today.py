"""What waits in a township today, before anything of the year: overdue warnings, and those due within days."""

from __future__ import annotations

from decimal import Decimal

from dashboard.parts.bars import HATCHED, Bar, Slice, bars
from dashboard.parts.numbers import grouped
from dashboard.parts.section import foot, head
from dashboard.parts.template import draw
from dashboard.visit import Visit
from shared.indicators import dimensions
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.themes.deadlines import SOON_DAYS
from shared.locale import _

KEYS = OVERDUE, SOON = "overdue_warnings", "warnings_due_soon"


def today(visit: Visit) -> str:
    """A sentence on what has to be done first."""
    overdue, soon = _waiting(visit)
    sentence = _("{overdue} warnings overdue, {soon} due within {days} days")
    if not overdue.value:
        sentence = _("Nothing is overdue; {soon} warnings due within {days} days")
    if not overdue.value and not soon.value:
        sentence = _("No warning is overdue or due within {days} days")
    return sentence.format(overdue=grouped(overdue.value or 0), soon=grouped(soon.value or 0), days=SOON_DAYS)


def waiting(visit: Visit) -> None:
    """The overdue ones by how late they are, the latest first, then those that fall due; nothing when none waits."""
    running = visit.as_of.years[-1]
    late = visit.read(OVERDUE, split="overdue", periods=[running])
    overdue, soon = _waiting(visit)
    if not (overdue.value or soon.value):
        return
    names = dimensions.values("overdue")
    numbers = {band: late.number(OVERDUE, visit.here.code, running, band) for band in reversed(names)}
    lines = [_line(_("Overdue by {days}").format(days=names[band]), n) for band, n in numbers.items() if n]
    if soon.value:
        lines.append(_line(str(indicator(SOON).name), soon.value, HATCHED))
    head(_("To do first"), _("open warnings by due date"), visit.here.name, str(visit.as_of.day))
    draw("plain", content=bars({"": lines}))
    foot(KEYS, visit.as_of, [])


def _line(name: str, number: Decimal, style: str = "") -> Bar:
    return Bar(name, [Slice(number, style=style)], grouped(number))


def _waiting(visit: Visit) -> tuple[IndicatorValue, IndicatorValue]:
    """Overdue and soon due as of today, whatever period is chosen."""
    running = visit.as_of.years[-1]
    figures = visit.read(*KEYS, periods=[running])
    overdue, soon = (figures.one(key, visit.here.code, running) for key in KEYS)
    return overdue, soon
