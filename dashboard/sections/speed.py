"""How fast: days from warning to assistance, and how long overdue warnings have waited."""

from __future__ import annotations

from decimal import Decimal

from dashboard.parts.bars import Bar, Slice, bars
from dashboard.parts.download import csv
from dashboard.parts.numbers import grouped, percent, said
from dashboard.parts.section import foot, head
from dashboard.parts.template import draw
from dashboard.visit import Visit
from shared.indicators import dimensions
from shared.indicators.catalogue import indicator
from shared.locale import _

HELPED, OVERDUE = "days_to_assistance", "overdue_warnings"
MEDIAN, NINE_IN_TEN = "median_days_to_assistance", "p90_days_to_assistance"


def days_to_assistance(visit: Visit) -> None:
    """Persons assisted, by days since their warning."""
    numbers = _numbers(visit, HELPED, "days")
    total, names = sum(numbers.values()), dimensions.values("days")
    if not total:
        return
    figures = visit.read(MEDIAN, NINE_IN_TEN)
    half, most = (said(figures.one(key, visit.here.code, visit.period)) for key in (MEDIAN, NINE_IN_TEN))
    sentence = _("Half of those assisted waited at most {half}, nine in ten at most {most}")
    head(
        sentence.format(half=half, most=most),
        _("Persons assisted by days from warning to assistance"),
        visit.where_and_when,
    )
    draw("plain", content=bars({"": _bars(numbers, names, total)}))
    files = [csv(HELPED, visit.here, visit.period, split="days")]
    files += [csv(key, visit.here, visit.period) for key in (MEDIAN, NINE_IN_TEN)]
    foot([HELPED, MEDIAN, NINE_IN_TEN], visit.as_of, visit.files(*files))


def overdue_by_age(visit: Visit) -> None:
    """Open warnings past their due date, by days past it."""
    numbers = _numbers(visit, OVERDUE, "overdue")
    total, names = sum(numbers.values()), dimensions.values("overdue")
    if total:
        late = numbers["overdue_16_30"] + numbers["overdue_31_up"]
        sentence = _("{late} of {total} overdue warnings have waited more than 15 days past their due date")
        if late == total:
            sentence = _("{total} warnings are overdue, all of them by more than 15 days")
        title = sentence.format(late=grouped(late), total=grouped(total))
    else:
        title = _("No warning is overdue")
    head(title, str(indicator(OVERDUE).name), visit.where_and_when)
    if total:
        draw("plain", content=bars({"": _bars(numbers, names, total)}))
    foot([OVERDUE], visit.as_of, visit.files(csv(OVERDUE, visit.here, visit.period, split="overdue")))


def _numbers(visit: Visit, key: str, split: str) -> dict[str, Decimal]:
    figures = visit.read(key, split=split)
    return {band: figures.number(key, visit.here.code, visit.period, band) for band in dimensions.values(split)}


def _bars(numbers: dict[str, Decimal], names: dict[str, str], total: Decimal | int) -> list[Bar]:
    return [Bar(names[band], [Slice(n)], grouped(n), under=percent(n, total)) for band, n in numbers.items()]
