"""The rows that charity figures are counted from: deliveries, quotas, solar installations and their yields."""

from __future__ import annotations

from sqlalchemy import String, and_, case, cast, exists, extract, or_, select
from sqlalchemy.orm import aliased

from shared.indicators.date_expressions import days_after
from shared.indicators.measure import Source, by_own_id
from shared.models import (
    Delivery,
    Programme,
    ProgrammeCycle,
    ProgrammeTier,
    Quota,
    Receipt,
    SolarInstallation,
    SolarYield,
    Spell,
)
from shared.models.delivery import repeats
from shared.models.eligibility import is_eligible

CYCLE_PLAN = ProgrammeCycle.__table__.join(Programme.__table__)
PLANS = {ProgrammeCycle: ("id", ProgrammeCycle.id), Programme: ("id", Programme.id)}

deliveries = Source(
    "deliveries",
    Delivery.__table__.join(CYCLE_PLAN, Delivery.cycle_id == ProgrammeCycle.id).outerjoin(
        Receipt.__table__, and_(Receipt.delivery_id == Delivery.id, Receipt.retired_on.is_(None))
    ),
    Delivery.region_code,
    # a delivery decides whether the others of its household are repeats
    {Delivery: ("household_id", Delivery.household_id), Receipt: ("delivery_id", Delivery.id), **PLANS},
    (Delivery.retired_on.is_(None),),
)
quotas = Source(
    "quotas",
    Quota.__table__.join(CYCLE_PLAN, Quota.cycle_id == ProgrammeCycle.id),
    Quota.region_code,
    {**by_own_id(Quota), **PLANS},
    (Quota.retired_on.is_(None),),
    is_published=True,
)
BY_CYCLE = {"cycle": Delivery.cycle_id, "kind": Programme.kind}

eligible_deliveries = Source(
    "eligible_deliveries",
    Delivery.__table__.join(CYCLE_PLAN, Delivery.cycle_id == ProgrammeCycle.id),
    Delivery.region_code,
    {
        **by_own_id(Delivery),
        Spell: ("household_id", Delivery.household_id),
        ProgrammeTier: ("programme_id", Programme.id),
        **PLANS,
    },
    (Delivery.retired_on.is_(None), is_eligible(Delivery.household_id, Programme.id, Delivery.delivered_on)),
)

_earlier = aliased(Delivery)
IS_DUPLICATE = exists(
    select(_earlier.id).where(
        repeats(_earlier, Delivery),
        or_(
            _earlier.delivered_on < Delivery.delivered_on,
            and_(_earlier.delivered_on == Delivery.delivered_on, _earlier.id < Delivery.id),
        ),
    )
)
CONFIRMED_ON = case((Receipt.signed_on > Delivery.delivered_on, Receipt.signed_on), else_=Delivery.delivered_on)
DAY_AFTER = days_after(ProgrammeCycle.deadline_on, 1)
OVERDUE_SINCE = case((Delivery.delivered_on > ProgrammeCycle.deadline_on, Delivery.delivered_on), else_=DAY_AFTER)

solar = Source(
    "solar",
    SolarInstallation.__table__.join(Delivery.__table__).join(CYCLE_PLAN, Delivery.cycle_id == ProgrammeCycle.id),
    SolarInstallation.region_code,
    {**by_own_id(SolarInstallation), Delivery: ("id", SolarInstallation.delivery_id)},
    (SolarInstallation.retired_on.is_(None), Delivery.retired_on.is_(None)),
)
yields = Source(
    "solar_yields",
    SolarYield.__table__.join(SolarInstallation.__table__)
    .join(Delivery.__table__)
    .join(CYCLE_PLAN, Delivery.cycle_id == ProgrammeCycle.id),
    SolarYield.region_code,
    {
        **by_own_id(SolarYield),
        SolarInstallation: ("id", SolarYield.installation_id),
        Delivery: ("id", SolarInstallation.delivery_id),
    },
    (
        SolarYield.retired_on.is_(None),
        SolarInstallation.retired_on.is_(None),
        SolarInstallation.connected_on.is_not(None),
        Delivery.retired_on.is_(None),
    ),
)
YEAR_ON_GRID = extract("year", days_after(SolarInstallation.connected_on, -1)) + 1  # the first whole one
FULL_YEAR_END = cast(YEAR_ON_GRID, String) + "-12-31"
YEAR_END = cast(SolarYield.year, String) + "-12-31"
NEXT_YEAR_END = cast(SolarYield.year + 1, String) + "-12-31"
