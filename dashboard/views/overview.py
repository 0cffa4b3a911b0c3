"""Overview: what needs attention."""

from __future__ import annotations

from dashboard.parts.cards import Card, cards
from dashboard.parts.findings import finding_list
from dashboard.parts.numbers import bare, grouped, said
from dashboard.parts.section import answer
from dashboard.sections.regions import regions
from dashboard.sections.standing_out import findings
from dashboard.visit import Figures, Visit
from shared.indicators.catalogue import indicator
from shared.indicators.figure import Figure
from shared.locale import _

CARDS = ("low_income_population", "assisted_after_warning", "delivery_rate", "temporary_assistance")
BESIDE = ("coverage_rate", "persons_warned", "deliveries", "quota", "temporary_per_grant")
MEASURES = (
    "low_income_population",
    "coverage_rate",
    "persons_warned",
    "warning_to_assistance",
    "overdue_warnings",
    "delivery_rate",
    "temporary_assistance",
)


def page(visit: Visit) -> None:
    """Answer, cards, map beside table, findings."""
    choices = {key: str(indicator(key).name) for key in MEASURES}
    measure = visit.option("measure", choices, MEASURES[0])
    periods = dict.fromkeys([visit.period, *visit.earlier.values(), *visit.as_of.months])
    figures = visit.read(*CARDS, *BESIDE, periods=periods)
    _answer(visit, figures)
    cards(_cards(visit, figures), visit.colours)
    regions(visit, measure, choices)
    finding_list(findings(visit))


def _answer(visit: Visit, figures: Figures) -> None:
    recipients, warned, assisted = (
        figures.one(key, visit.here.code, visit.period)
        for key in ("low_income_population", "persons_warned", "assisted_after_warning")
    )
    sentence = _("{recipients} in assistance; {warned} warned, {assisted} of them assisted")
    answer(
        sentence.format(recipients=said(recipients), warned=said(warned), assisted=bare(assisted)),
        _("{where}: what needs attention?").format(where=visit.where_and_when),
    )


def _cards(visit: Visit, figures: Figures) -> list[Card]:
    def now(key: str) -> Figure:
        return figures.one(key, visit.here.code, visit.period)

    def card(title: str, key: str, beside: str, link: str, course: str = "") -> Card:
        months = [figures.one(course or key, visit.here.code, month) for month in visit.as_of.months]
        return Card(title, now(key), beside, link, months, visit.compared(figures, key))

    share = now("assisted_after_warning").share
    warned = _("{share}% of {warned} warned").format(
        share="—" if share is None else f"{share:.1f}", warned=said(now("persons_warned"))
    )
    charity, quota = "deliveries", ""
    if now("delivery_rate").value is not None:
        charity = "delivery_rate"
        quota = _("{delivered} of {quota}").format(delivered=said(now("deliveries")), quota=said(now("quota")))
    rate = _("{rate} of the residents").format(rate=said(now("coverage_rate")))
    grant = _("{n} yuan a grant").format(n=grouped(now("temporary_per_grant").value or 0))
    to = visit.address.to
    return [
        card(str(indicator(CARDS[0]).name), CARDS[0], rate, to("coverage")),
        card(_("Assisted after a warning"), CARDS[1], warned, to("warnings"), "persons_warned"),
        card(str(indicator(charity).name), charity, quota, to("charity")),
        card(_("Temporary assistance"), CARDS[3], grant, to(measure=CARDS[3])),
    ]
