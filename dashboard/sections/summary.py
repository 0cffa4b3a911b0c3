"""The answer of the overview and its four cards: each figure with its course and how far it moved."""

from __future__ import annotations

from dashboard.parts.cards import Card, cards
from dashboard.parts.download import csv
from dashboard.parts.numbers import bare, said, short
from dashboard.parts.section import answer
from dashboard.visit import Figures, Visit
from shared.indicators.catalogue import indicator
from shared.indicators.figure import Figure
from shared.indicators.themes.warnings import WINDOW_DAYS
from shared.locale import _

PERSONS, HELPED, DELIVERED, GRANTS = CARDS = (
    "low_income_population",
    "assisted_after_warning",
    "delivery_rate",
    "temporary_assistance",
)
WARNED, MATURE = "persons_warned", "warning_to_assistance"
BESIDE = ("coverage_rate", WARNED, MATURE, "deliveries", "temporary_per_grant")


def summary(visit: Visit) -> None:
    """A sentence, then the cards."""
    figures = visit.read(*CARDS, *BESIDE, periods=[visit.period, *visit.earlier.values()])
    recipients, warned, assisted = (_now(visit, figures, key) for key in (PERSONS, WARNED, HELPED))
    sentence = _("{recipients} in assistance; {warned} warned, {assisted} of them assisted")
    if not warned.value:
        sentence = _("{recipients} in assistance; nobody was warned about")
    answer(
        sentence.format(recipients=said(recipients), warned=said(warned), assisted=bare(assisted)),
        _("{where}: what needs attention?").format(where=visit.where_and_when),
    )
    cards(_cards(visit, figures), visit.colours)


def _now(visit: Visit, figures: Figures, key: str) -> Figure:
    return figures.one(key, visit.here.code, visit.period)


def _cards(visit: Visit, figures: Figures) -> list[Card]:
    charity = "deliveries" if _now(visit, figures, DELIVERED).value is None else DELIVERED
    courses = visit.read(PERSONS, WARNED, charity, GRANTS, periods=visit.as_of.months)

    def card(key: str, beside: str, link: str, course: str, moved: list[str]) -> Card:
        months = [courses.one(course, visit.here.code, month) for month in visit.as_of.months]
        file = visit.files(csv(course, visit.here, *visit.as_of.months))
        return Card(str(indicator(key).name), _now(visit, figures, key), beside, link, months, moved, file)

    to, moved = visit.address.to, {key: visit.moved(figures, key) for key in (PERSONS, charity, GRANTS)}
    residents, grant = _now(visit, figures, "coverage_rate"), _now(visit, figures, "temporary_per_grant")
    rate = _("{rate} of the residents").format(rate=said(residents)) if residents.value is not None else ""
    each = said(grant) if grant.value is not None else ""
    return [
        card(PERSONS, rate, to("coverage"), PERSONS, moved[PERSONS]),
        card(HELPED, _warned(visit, figures), to("warnings"), WARNED, _helped_moved(visit, figures)),
        card(charity, _receipted(_now(visit, figures, charity)), to("charity"), charity, moved[charity]),
        card(GRANTS, each, to(measure=GRANTS), GRANTS, moved[GRANTS]),
    ]


def _warned(visit: Visit, figures: Figures) -> str:
    share = _now(visit, figures, HELPED).share
    if share is None:
        return _("No warning was issued in this period")
    words = _("{share}% of {warned} warned")
    return words.format(share=f"{share:.1f}", warned=said(_now(visit, figures, WARNED)))


def _helped_moved(visit: Visit, figures: Figures) -> list[str]:
    """While warnings of the period are young, fewer are assisted than will be: then their mature share is compared."""
    if visit.may_compare(HELPED):
        return visit.moved(figures, HELPED)
    mature = _now(visit, figures, MATURE)
    if mature.value is None:
        return [_("too recent to compare: younger than {days} days").format(days=WINDOW_DAYS)]
    sentence = _("{rate} of those warned {days} days ago or earlier assisted in time")
    return [sentence.format(rate=said(mature), days=WINDOW_DAYS), *visit.moved(figures, MATURE)]


def _receipted(rate: Figure) -> str:
    """Both sides of the delivered share."""
    if not rate.indicator.is_ratio or rate.value is None:
        return ""
    unit = indicator("quota").unit
    confirmed, quota = (short(side or 0, unit) for side in (rate.numerator, rate.denominator))
    return _("{confirmed} with a receipt, of {quota}").format(confirmed=confirmed, quota=quota)
