"""The funnel: of those warned about, who was checked, found eligible and helped."""

from __future__ import annotations

from decimal import Decimal

from dashboard.parts.bars import HATCHED, Bar, Slice, bars
from dashboard.parts.download import csv
from dashboard.parts.numbers import grouped, percent, said
from dashboard.parts.section import foot, head
from dashboard.parts.template import draw
from dashboard.visit import Visit
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _

STEPS = ("persons_warned", "persons_verified", "persons_eligible", "assisted_after_warning")
WAITING, MATURE = "persons_not_due", "warning_to_assistance"


def funnel(visit: Visit) -> None:
    """Four bars with the share between the steps; those whose time is not up hatched beside the checked."""
    figures = visit.read(*STEPS, WAITING, MATURE)
    issued, verified, eligible, helped = (figures.one(key, visit.here.code, visit.period) for key in STEPS)
    waiting, mature = (figures.one(key, visit.here.code, visit.period) for key in (WAITING, MATURE))
    head(
        _finding(issued, mature), _("Persons warned about in the period, and what became of them"), visit.where_and_when
    )
    open_ = max((issued.value or Decimal(0)) - (verified.value or Decimal(0)), Decimal(0))
    not_due = Slice(min(waiting.value or Decimal(0), open_), _("not yet due: {n}").format(n=said(waiting)), HATCHED)
    steps = [
        _step(_("Warned"), issued, None, issued),
        _step(_("Checked"), verified, issued, issued, not_due),
        _step(_("Eligible"), eligible, verified, issued),
        _step(_("Assisted"), helped, eligible, issued),
    ]
    key = [(HATCHED, _("not yet due: {n}").format(n=said(waiting)))]
    draw("plain", content=bars({"": steps}, tall=True, key=key))
    files = (csv(key, visit.here, visit.period) for key in (*STEPS, WAITING, MATURE))
    foot([*STEPS, WAITING, MATURE], visit.as_of, visit.files(*files))


def _step(name: str, now: IndicatorValue, before: IndicatorValue | None, issued: IndicatorValue, *after: Slice) -> Bar:
    beside = "" if before is None else _("{share} of the step before").format(share=share_of(now, before))
    under = "" if before is None or before is issued else _("{share} of the warned").format(share=share_of(now, issued))
    return Bar(name, [Slice(now.value or 0), *after], grouped(now.value or Decimal(0)), beside, under)


def share_of(part: IndicatorValue, whole: IndicatorValue) -> str:
    """How much of the whole, in percent; a dash without a whole."""
    return percent(part.value or 0, whole.value or 0)


def _finding(issued: IndicatorValue, mature: IndicatorValue) -> str:
    if not issued.value:
        return _("No warning was issued in this period")
    if mature.value is None:
        return _("No warning of this period is 90 days old yet")
    sentence = _("{n} warned at least 90 days ago: {rate} assisted within 90 days")
    if mature.is_small:
        sentence = _("{n} warned at least 90 days ago: {helped} assisted within 90 days")
    words = {"n": grouped(mature.denominator or 0), "helped": grouped(mature.numerator or 0)}
    return sentence.format(rate=said(mature), **words)
