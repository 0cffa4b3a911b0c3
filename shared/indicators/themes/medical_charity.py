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
        amount_in=Unit.YUAN,
        where=_to_persons,
        dimensions=BY_CYCLE,
    ),
]

INDICATORS = [
    Indicator(
        "G9",
        "medical_charity",
        _l("People given charity medical assistance"),
        Unit.PERSONS,
        "charity_persons",
        _l(
            "People given supplementary medical assistance or assistance for children's major illness in the "
            "period, each counted once."
        ),
        MEDICAL,
        only_for=Beneficiary.PERSON,
    ),
    Indicator(
        "G9",
        "medical_charity_amount",
        _l("Charity medical assistance"),
        Unit.YUAN,
        "charity_person_amount",
        _l("Amount of supplementary medical assistance and of assistance for children's major illness in the period."),
        MEDICAL,
        denominator="charity_persons",
        only_for=Beneficiary.PERSON,
    ),
]
