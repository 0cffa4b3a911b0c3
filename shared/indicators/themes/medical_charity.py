"""Charity medical aid to persons: supplementary medical aid and children's major illness (G9)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement

from shared.indicators.indicator import Indicator
from shared.indicators.measure import Measure, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import Beneficiary, Delivery

from .charity_sources import BY_CYCLE, deliveries
from .legal_sources import MEDICAL


def _to_persons(as_of: date) -> ColumnElement[bool]:  # noqa: ARG001
    return Delivery.person_id.is_not(None)


MEASURES = [
    Measure(
        "charity_persons",
        deliveries,
        Timing.FLOW,
        Delivery.delivered_on,
        subject=Delivery.person_id,
        where=_to_persons,
        dimensions=BY_CYCLE,
    ),
    Measure(
        "charity_person_amount",
        deliveries,
        Timing.FLOW,
        Delivery.delivered_on,
        amount=Delivery.value_fen,
        is_money=True,
        where=_to_persons,
        dimensions=BY_CYCLE,
    ),
]

INDICATORS = [
    Indicator(
        "G9",
        "medical_charity",
        _l("Persons given charity medical aid"),
        Unit.PERSONS,
        "charity_persons",
        _l("Distinct persons given supplementary medical aid or children's illness aid in the period."),
        MEDICAL,
        only_for=Beneficiary.PERSON,
    ),
    Indicator(
        "G9",
        "medical_charity_amount",
        _l("Charity medical aid"),
        Unit.YUAN,
        "charity_person_amount",
        _l("Amount of supplementary medical aid and children's illness aid in the period."),
        MEDICAL,
        denominator="charity_persons",
        only_for=Beneficiary.PERSON,
    ),
]
