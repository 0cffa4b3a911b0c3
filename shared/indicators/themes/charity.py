"""Charity: what was planned, delivered, confirmed, and whether it reached those it was meant for (G2–G7)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_

from shared.indicators.indicator import Indicator
from shared.indicators.measure import Measure, Source, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import Delivery, Level, Programme, Quota, Receipt, Run

from .charity_rows import (
    BY_RUN,
    ELIGIBLE,
    deliveries,
    households,
    outstanding,
    quotas,
    served,
    undelivered,
)


def _delivered(as_of: date) -> ColumnElement[bool]:
    return Delivery.delivered_on <= as_of


def _confirmed(as_of: date) -> ColumnElement[bool]:
    return and_(Delivery.delivered_on <= as_of, Receipt.signed_on <= as_of)


def _eligible(as_of: date) -> ColumnElement[bool]:
    return and_(Delivery.delivered_on <= as_of, ELIGIBLE == 1)


def _to_households(as_of: date) -> ColumnElement[bool]:
    return and_(Delivery.delivered_on <= as_of, Delivery.person_id.is_(None))


def _twice(as_of: date) -> ColumnElement[bool]:
    return and_(served.c.times > 1, served.c.last_on <= as_of)


def _sum(key: str, source: Source, start: object, amount: object, **options: object) -> Measure:
    return Measure(
        key,
        source,
        Timing.CUMULATIVE,
        start,
        amount=amount,
        dimensions={"run": Run.id, "kind": Programme.kind},
        **options,  # type: ignore[arg-type]
    )


MEASURES = [
    _sum("quota_units", quotas, Run.starts_on, Quota.units, ends_at=Level.COUNTY),
    _sum(
        "units_overdue",
        undelivered,
        outstanding.c.since,
        outstanding.c.units,
        ends_at=Level.COUNTY,
    ),
    _sum("value_delivered", deliveries, Delivery.delivered_on, Delivery.value_fen, where=_delivered),
    _sum("household_value", deliveries, Delivery.delivered_on, Delivery.value_fen, where=_to_households),
    Measure(
        "deliveries",
        deliveries,
        Timing.CUMULATIVE,
        Delivery.delivered_on,
        where=_delivered,
        dimensions=BY_RUN,
    ),
    Measure(
        "deliveries_confirmed",
        deliveries,
        Timing.CUMULATIVE,
        Receipt.signed_on,
        where=_confirmed,
        dimensions=BY_RUN,
    ),
    Measure(
        "deliveries_eligible",
        deliveries,
        Timing.CUMULATIVE,
        Delivery.delivered_on,
        where=_eligible,
        dimensions=BY_RUN,
    ),
    Measure(
        "charity_households",
        households,
        Timing.CUMULATIVE,
        served.c.first_on,
        subject=served.c.household_id,
        dimensions={"run": Run.id, "kind": Programme.kind},
    ),
    Measure(
        "households_twice",
        households,
        Timing.CUMULATIVE,
        served.c.last_on,
        subject=served.c.household_id,
        where=_twice,
        dimensions={"run": Run.id, "kind": Programme.kind},
    ),
]

SOURCE = "江苏省民政厅: 让善汇流、为家充电; 慈善光伏照万家; 苏慈助医"

INDICATORS = [
    Indicator(
        "G2",
        "delivery_rate",
        _l("Delivered of quota"),
        Unit.PERCENT,
        "deliveries_confirmed",
        _l("Deliveries with a receipt by the end of the period, of the county's quota. Quotas end at the county."),
        SOURCE,
        denominator="quota_units",
        factor=100,
        better=1,
    ),
    Indicator(
        "G2",
        "quota",
        _l("Quota"),
        Unit.ITEMS,
        "quota_units",
        _l("Units that the counties may hand out, from the start of the run."),
        SOURCE,
    ),
    Indicator(
        "G2",
        "deliveries",
        _l("Deliveries"),
        Unit.HOUSEHOLD_TIMES,
        "deliveries",
        _l("Units handed over by the end of the period, with or without a receipt."),
        SOURCE,
        denominator="quota_units",
        better=1,
    ),
    Indicator(
        "G3",
        "charity_households",
        _l("Households reached by charity"),
        Unit.HOUSEHOLDS,
        "charity_households",
        _l("Distinct households that received a delivery by the end of the period."),
        SOURCE,
        better=1,
    ),
    Indicator(
        "G4",
        "value_per_household",
        _l("Value per household"),
        Unit.YUAN_PER_HOUSEHOLD,
        "household_value",
        _l("Value delivered by the end of the period per household reached."),
        SOURCE,
        denominator="charity_households",
    ),
    Indicator(
        "G4",
        "value_delivered",
        _l("Value delivered"),
        Unit.YUAN,
        "value_delivered",
        _l("Value of all deliveries by the end of the period."),
        SOURCE,
    ),
    Indicator(
        "G5",
        "undelivered_overdue",
        _l("Undelivered past the deadline"),
        Unit.ITEMS,
        "units_overdue",
        _l("Quota units not delivered although the deadline of the run has passed."),
        SOURCE,
        denominator="quota_units",
        better=-1,
    ),
    Indicator(
        "G6",
        "delivered_to_eligible",
        _l("Delivered to eligible households"),
        Unit.PERCENT,
        "deliveries_eligible",
        _l("Deliveries to a household with a member in an allowed tier on that day, of all deliveries."),
        SOURCE,
        denominator="deliveries",
        factor=100,
        better=1,
    ),
    Indicator(
        "G7",
        "duplicate_delivery_rate",
        _l("Served twice in a run"),
        Unit.PERCENT,
        "households_twice",
        _l("Households with more than one delivery of a run, of the households reached."),
        SOURCE,
        denominator="charity_households",
        factor=100,
        better=-1,
    ),
]
