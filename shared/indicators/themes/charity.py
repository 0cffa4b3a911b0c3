"""Charity: what was planned, delivered, confirmed, and whether it reached those it was meant for (G2–G7)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, not_

from shared.indicators.definition_version import ADDED
from shared.indicators.indicator import Indicator
from shared.indicators.measure import Expression, Measure, Source, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import Beneficiary, Delivery, Level, Programme, ProgrammeCycle, Quota, Receipt

from .charity_sources import (
    BY_CYCLE,
    CONFIRMED_ON,
    DAY_AFTER,
    IS_DUPLICATE,
    OVERDUE_SINCE,
    deliveries,
    eligible_deliveries,
    quotas,
)
from .legal_sources import CHARITY


def _confirmed(as_of: date) -> ColumnElement[bool]:
    return Receipt.signed_on <= as_of


def _to_households(as_of: date) -> ColumnElement[bool]:  # noqa: ARG001
    return Delivery.person_id.is_(None)


def _is_repeated(as_of: date) -> ColumnElement[bool]:  # noqa: ARG001
    return and_(Delivery.person_id.is_(None), IS_DUPLICATE)


def _inside_quota(as_of: date) -> ColumnElement[bool]:  # noqa: ARG001
    return and_(Delivery.override_reason.is_(None), not_(IS_DUPLICATE))


def _quota(key: str, start: Expression) -> Measure:
    """Units of the counties' quotas from a day of the cycle on."""
    return Measure(
        key,
        quotas,
        Timing.CUMULATIVE,
        start,
        amount=Quota.units,
        amount_in=Unit.UNITS,
        dimensions={"cycle": ProgrammeCycle.id, "kind": Programme.kind},
        ends_at=Level.COUNTY,
    )


def _delivered(
    key: str, source: Source = deliveries, start: Expression = Delivery.delivered_on, **options: object
) -> Measure:
    """Deliveries, their value or their households, from a day on."""
    return Measure(key, source, Timing.CUMULATIVE, start, dimensions=BY_CYCLE, **options)  # type: ignore[arg-type]


MEASURES = [
    _quota("quota_units", ProgrammeCycle.starts_on),
    _quota("quota_units_due", DAY_AFTER),
    _delivered("units_delivered", where=_inside_quota, ends_at=Level.COUNTY),
    _delivered("units_delivered_due", start=OVERDUE_SINCE, where=_inside_quota, ends_at=Level.COUNTY),
    _delivered("value_delivered", amount=Delivery.value_fen, amount_in=Unit.YUAN),
    _delivered("household_value", amount=Delivery.value_fen, amount_in=Unit.YUAN, where=_to_households),
    _delivered("deliveries"),
    _delivered("deliveries_confirmed", start=CONFIRMED_ON, where=_confirmed),
    _delivered("deliveries_eligible", eligible_deliveries),
    _delivered("charity_households", subject=Delivery.household_id, where=_to_households),
    _delivered("households_twice", subject=Delivery.household_id, where=_is_repeated),
]


INDICATORS = [
    Indicator(
        "G2",
        "delivery_rate",
        _l("Share of quota delivered"),
        Unit.PERCENT,
        "units_delivered",
        _l(
            "Share of the quota of the cycles begun that counties had handed over by the end of the period; each "
            "household or person counts once a cycle, and exceptional deliveries are left out. Cumulative over "
            "all cycles: the share falls when a cycle begins, so compare cycles, not years. Quotas are set for "
            "counties and above."
        ),
        CHARITY,
        denominator="quota_units",
        factor=100,
        better=1,
        version=ADDED,
    ),
    Indicator(
        "G2",
        "receipt_rate",
        _l("Share of deliveries signed for"),
        Unit.PERCENT,
        "deliveries_confirmed",
        _l(
            "Share of the deliveries made by the end of the period that were signed for by then. Cumulative over "
            "all cycles."
        ),
        CHARITY,
        denominator="deliveries",
        factor=100,
        better=1,
        version=ADDED,
    ),
    Indicator(
        "G2",
        "quota",
        _l("Planned quota"),
        Unit.UNITS,
        "quota_units",
        _l("Units that the counties may hand out, from the start of the cycle. Cumulative over all cycles."),
        CHARITY,
    ),
    Indicator(
        "G2",
        "deliveries",
        _l("Deliveries"),
        Unit.UNITS,
        "deliveries",
        _l("Units handed over by the end of the period, with or without a receipt. Cumulative over all cycles."),
        CHARITY,
        denominator="quota_units",
        better=1,
    ),
    Indicator(
        "G3",
        "charity_households",
        _l("Households reached by charity"),
        Unit.HOUSEHOLDS,
        "charity_households",
        _l(
            "Households that received a delivery of a programme for households by the end of the period, each "
            "counted once; programmes for individuals are counted in G9."
        ),
        CHARITY,
        better=1,
        only_for=Beneficiary.HOUSEHOLD,
    ),
    Indicator(
        "G4",
        "value_per_household",
        _l("Value per household"),
        Unit.YUAN_PER_HOUSEHOLD,
        "household_value",
        _l(
            "Value of the deliveries of programmes for households by the end of the period, per household "
            "reached; cumulative over all cycles."
        ),
        CHARITY,
        denominator="charity_households",
        only_for=Beneficiary.HOUSEHOLD,
    ),
    Indicator(
        "G4",
        "value_delivered",
        _l("Value delivered"),
        Unit.YUAN,
        "value_delivered",
        _l("Value of all deliveries by the end of the period, to households and to individuals."),
        CHARITY,
    ),
    Indicator(
        "G5",
        "undelivered_overdue",
        _l("Undelivered past the deadline"),
        Unit.UNITS,
        "quota_units_due",
        _l("Planned units not delivered although the deadline of the cycle has passed."),
        CHARITY,
        minus="units_delivered_due",
        denominator="quota_units",
        better=-1,
    ),
    Indicator(
        "G6",
        "delivered_to_eligible",
        _l("Share of deliveries to eligible households"),
        Unit.PERCENT,
        "deliveries_eligible",
        _l(
            "Share of deliveries that went to a household of which a member was in an eligible tier on that day. "
            "Deliveries to individuals too are tested by their household, not by the person. Cumulative over all "
            "cycles."
        ),
        CHARITY,
        denominator="deliveries",
        factor=100,
        better=1,
    ),
    Indicator(
        "G7",
        "duplicate_delivery_rate",
        _l("Rate of repeated deliveries"),
        Unit.PERCENT,
        "households_twice",
        _l(
            "Share of the households reached by programmes for households that received more than one delivery "
            "in a cycle. Cumulative over all cycles."
        ),
        CHARITY,
        denominator="charity_households",
        factor=100,
        better=-1,
        only_for=Beneficiary.HOUSEHOLD,
    ),
]
