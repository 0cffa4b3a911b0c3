"""The answer of the overview and its four cards: each figure with its course and how far it moved."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.parts.cards import Card, cards
from dashboard.parts.download import csv
from dashboard.parts.numbers import bare, percent, said, short
from dashboard.parts.section import answer
from dashboard.programmes import plans
from dashboard.sections.all_programmes import runs_incomplete
from dashboard.sections.people import low_income
from dashboard.visit import Figures, Visit
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import MIN_DENOMINATOR, IndicatorValue
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.themes.warnings import WINDOW_DAYS
from shared.locale import _

PERSONS, HELPED, LATE, GRANTS = CARDS = (
    "low_income_population",
    "assisted_after_warning",
    "undelivered_overdue",
    "temporary_assistance",
)
WARNED = "persons_warned"
BESIDE = ("coverage_rate", WARNED, "deliveries", "temporary_per_grant")
ALSO = {PERSONS: "coverage_rate", HELPED: WARNED, GRANTS: "temporary_per_grant"}  # what stands beside a card's figure


def summary(visit: Visit, first: str = "", before_cards: Callable[[Visit], None] | None = None) -> None:
    """A sentence, then the cards; `first` is said before it, and larger; `before_cards` is drawn between."""
    figures = visit.read(*CARDS, *BESIDE, periods=[visit.period, *visit.bases])
    warned, assisted = (_now(visit, figures, key) for key in (WARNED, HELPED))
    of_period = _("; ").join((low_income(visit), warned_and_helped(warned, assisted)))
    where = _("{where}: what needs attention?").format(where=visit.where_and_when)
    answer(*((first, f"{visit.where_and_when} · {of_period}") if first else (of_period, where)))
    if before_cards:
        before_cards(visit)
    cards(_cards(visit, figures), visit.colours)


def warned_and_helped(warned: IndicatorValue, helped: IndicatorValue) -> str:
    """How many were warned about and helped; a share only once their time is up."""
    if not warned.value:
        return _("nobody was warned about")
    sentence = _("{warned} warned, {helped} of them assisted ({share})")
    if warned.value < MIN_DENOMINATOR:
        sentence = _("{warned} warned, {helped} of them assisted")
    if helped.state is ObservationStatus.IMMATURE:
        sentence = _("{warned} warned, {helped} of them assisted so far (their {days} days are not over)")
    share = percent(helped.value or 0, warned.value)
    return sentence.format(warned=said(warned), helped=bare(helped), share=share, days=WINDOW_DAYS)


def _now(visit: Visit, figures: Figures, key: str) -> IndicatorValue:
    return figures.one(key, visit.here.code, visit.period)


def _cards(visit: Visit, figures: Figures) -> list[Card]:
    charity = "deliveries" if _now(visit, figures, LATE).value is None else LATE
    courses = visit.read(PERSONS, HELPED, charity, GRANTS, periods=visit.as_of.months)

    def card(key: str, beside: str, link: str, moved: list[str]) -> Card:
        months = [courses.one(key, visit.here.code, month) for month in visit.as_of.months]
        shown = [one for one in (key, ALSO.get(key)) if one and _now(visit, figures, one).value is not None]
        course = csv(
            key, visit.here, *visit.as_of.months, name=_("{figure}, by month").format(figure=indicator(key).name)
        )
        files = visit.files(*(csv(one, visit.here, visit.period) for one in shown), course)
        return Card(str(indicator(key).name), _now(visit, figures, key), beside, link, months, moved, files)

    to, moved = visit.address.to, {key: visit.moved(figures, key) for key in (PERSONS, charity, GRANTS)}
    residents, grant = _now(visit, figures, "coverage_rate"), _now(visit, figures, "temporary_per_grant")
    rate = _("{rate} of the residents").format(rate=said(residents)) if residents.value is not None else ""
    each = said(grant) if grant.value is not None else ""
    return [
        card(PERSONS, rate, to("coverage"), moved[PERSONS]),
        card(HELPED, _warned(visit, figures), to("warnings"), _helped_moved(visit, figures)),
        card(charity, _of_quota(visit, _now(visit, figures, charity)), to("charity"), moved[charity]),
        card(GRANTS, each, to(measure=GRANTS), moved[GRANTS]),
    ]


def _warned(visit: Visit, figures: Figures) -> str:
    helped = _now(visit, figures, HELPED)
    if not helped.denominator:
        return _("No warning was issued in this period")
    warned = said(_now(visit, figures, WARNED))
    if helped.state is ObservationStatus.IMMATURE:
        return _("of {warned} warned, so far").format(warned=warned)
    words = _("{share} of {warned} warned")
    return words.format(share=percent(helped.numerator or 0, helped.denominator), warned=warned)


def _helped_moved(visit: Visit, figures: Figures) -> list[str]:
    """While warnings of the period are young, fewer are assisted than will be: that is compared with nothing."""
    if visit.may_compare(HELPED):
        return visit.moved(figures, HELPED)
    return [_("too recent to compare: younger than {days} days").format(days=WINDOW_DAYS)]


def _of_quota(visit: Visit, late: IndicatorValue) -> str:
    """The quota beside what is late, and how many runs it lies in: programmes are unlike each other."""
    if late.indicator.key != LATE or not late.denominator:
        return ""
    words = [_("of {quota}").format(quota=short(late.denominator, indicator("quota").unit))]
    if late.value:
        words.append(runs_incomplete(visit, plans(visit)))
    return _("; ").join(words)
