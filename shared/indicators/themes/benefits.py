"""Dibao: how many people, urban and rural (A1), and what is paid for a month, per person (B2)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, func, select

from shared.indicators.definition_version import ADDED
from shared.indicators.indicator import Indicator
from shared.indicators.measure import Measure, Source, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import BenefitPayment, Household, Spell, Tier

from .coverage import spells
from .legal_sources import ASSISTANCE, RECOGNITION

paid = (
    select(
        BenefitPayment.region_code,
        (BenefitPayment.month + "-01").label("first_day"),
        func.sum(BenefitPayment.amount_fen).label("amount_fen"),
    )
    .where(BenefitPayment.tier == Tier.DIBAO, BenefitPayment.retired_on.is_(None))
    .group_by(BenefitPayment.region_code, BenefitPayment.month)
    .subquery("paid")
)
payment_lists = Source(
    "payment_lists",
    paid,
    paid.c.region_code,
    {BenefitPayment: ("region_code", paid.c.region_code)},
    is_published=True,  # how many places have a list; the amounts on them are those of the people
)

RESIDENCE = select(Household.residence).where(Household.id == Spell.household_id).correlate(Spell).scalar_subquery()


def _in_dibao(as_of: date) -> ColumnElement[bool]:  # noqa: ARG001
    return Spell.tier == Tier.DIBAO


MEASURES = [
    Measure(
        "dibao_paid",
        payment_lists,
        Timing.FLOW,
        paid.c.first_day,
        amount=paid.c.amount_fen,
        amount_in=Unit.YUAN,
        paid_to="dibao_recipients",
    ),
    Measure("dibao_payment_lists", payment_lists, Timing.FLOW, paid.c.first_day),
    Measure(
        "dibao_recipients",
        spells,
        Timing.STOCK,
        Spell.start_on,
        Spell.end_on,
        subject=Spell.person_id,
        where=_in_dibao,
        dimensions={"residence": RESIDENCE},
    ),
]

INDICATORS = [
    Indicator(
        "A1",
        "dibao_by_residence",
        _l("People in dibao, urban and rural"),
        Unit.PERSONS,
        "dibao_recipients",
        _l(
            "People in dibao on the last day of the period, each counted once: urban or rural as the record of their "
            "household says now, in earlier periods too."
        ),
        ASSISTANCE,
        version=ADDED,
    ),
    Indicator(
        "B2",
        "benefit_per_person",
        _l("Dibao payment per person and month"),
        Unit.YUAN_PER_PERSON_MONTH,
        "dibao_paid",
        _l(
            "Amounts on the dibao payment lists of the month, per person in dibao on its last day; “not reported” "
            "if no payment was entered for the month. There is a number for single months only."
        ),
        RECOGNITION,
        denominator="dibao_recipients",
        reports=("dibao_payment_lists", "dibao_recipients"),
        is_monthly=True,
        better=1,
        version=ADDED,
    ),
]
