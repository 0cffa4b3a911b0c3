"""Warnings by risk: small multiples of the funnel, all on one scale."""

from __future__ import annotations

from decimal import Decimal

from dashboard.parts.bars import Bar, Slice, bars
from dashboard.parts.download import csv
from dashboard.parts.foremost import foremost, together
from dashboard.parts.numbers import grouped, percent
from dashboard.parts.section import foot, head
from dashboard.parts.template import draw
from dashboard.visit import Figures, Visit
from shared.indicators import dimensions
from shared.indicators.indicator_value import MIN_DENOMINATOR
from shared.locale import _

STEPS = ("persons_warned", "persons_verified", "persons_eligible", "assisted_after_warning")


def risks(visit: Visit) -> None:
    """One small funnel a risk, the most frequent first."""
    figures = visit.read(*STEPS, split="risk")

    def number(key: str, risk: str) -> float:
        return float(figures.number(key, visit.here.code, visit.period, risk))

    present = [risk for risk in dimensions.values("risk") if number(STEPS[0], risk)]
    if not present:
        return
    present.sort(key=lambda risk: -number(STEPS[0], risk))
    names = dimensions.values("risk")
    most = foremost(present, lambda risk: number(STEPS[0], risk))
    helped, warned = (sum(number(key, risk) for risk in most) for key in (STEPS[3], STEPS[0]))
    sentence = _("{risk}: most persons warned about, {share} of them assisted")
    if warned < MIN_DENOMINATOR:
        sentence = _("{risk}: most persons warned about, {helped} of {warned} assisted")
    head(
        sentence.format(
            risk=together([names[risk] for risk in most]),
            share=percent(Decimal(helped), Decimal(warned)),
            helped=grouped(Decimal(helped)),
            warned=grouped(Decimal(warned)),
        ),
        _("Persons by risk, one scale"),
        visit.where_and_when,
    )
    draw("plain", content=bars({names[risk]: _bars(visit, figures, risk) for risk in present}))
    foot(STEPS, visit.as_of, visit.files(*(csv(key, visit.here, visit.period, split="risk") for key in STEPS)))


def _bars(visit: Visit, figures: Figures, risk: str) -> list[Bar]:
    steps = dict(zip(STEPS, (_("Warned"), _("Checked"), _("Eligible"), _("Assisted")), strict=True))
    numbers = {key: figures.number(key, visit.here.code, visit.period, risk) for key in STEPS}
    return [Bar(name, [Slice(numbers[key])], grouped(numbers[key])) for key, name in steps.items()]
