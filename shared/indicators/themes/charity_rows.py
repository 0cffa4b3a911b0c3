"""The rows that charity figures are counted from: deliveries, households served, quotas, solar installations."""

from __future__ import annotations

from sqlalchemy import String, and_, case, cast, exists, func, literal, or_, select, union_all

from shared.indicators.dates import days_after
from shared.indicators.measure import Source
from shared.models import (
    Delivery,
    Programme,
    ProgrammeTier,
    Quota,
    Receipt,
    Run,
    SolarInstallation,
    SolarYield,
    Spell,
)

RUN_PLAN = Run.__table__.join(Programme.__table__)

eligible_that_day = exists(
    select(Spell.id)
    .join(ProgrammeTier, ProgrammeTier.tier == Spell.tier)
    .where(
        Spell.household_id == Delivery.household_id,
        Spell.retired_on.is_(None),
        Spell.start_on <= Delivery.delivered_on,
        or_(Spell.end_on.is_(None), Spell.end_on > Delivery.delivered_on),
        ProgrammeTier.programme_id == Programme.id,
    )
)
ELIGIBLE = case((eligible_that_day, 1), else_=0)

deliveries = Source(
    "deliveries",
    Delivery.__table__.join(RUN_PLAN, Delivery.run_id == Run.id).outerjoin(
        Receipt.__table__, and_(Receipt.delivery_id == Delivery.id, Receipt.retired_on.is_(None))
    ),
    Delivery.region_code,
    (Delivery, Receipt, Spell),
    (Delivery.retired_on.is_(None),),
)
quotas = Source(
    "quotas",
    Quota.__table__.join(RUN_PLAN, Quota.run_id == Run.id),
    Quota.region_code,
    (Quota,),
    (Quota.retired_on.is_(None),),
)
BY_RUN = {"run": Delivery.run_id, "kind": Programme.kind}

served = (
    select(
        Delivery.run_id,
        Delivery.household_id,
        func.min(Delivery.region_code).label("place"),
        func.min(Delivery.delivered_on).label("first_on"),
        func.max(Delivery.delivered_on).label("last_on"),
        func.count().label("times"),
    )
    .where(Delivery.retired_on.is_(None), Delivery.person_id.is_(None))
    .group_by(Delivery.run_id, Delivery.household_id)
    .subquery("served")
)
households = Source(
    "households_served",
    served.join(RUN_PLAN, served.c.run_id == Run.id),
    served.c.place,
    (Delivery,),
)

# Units past the deadline = quota from the day after it, less what was delivered within the quota by the day asked.
DAY_AFTER = days_after(Run.deadline_on, 1)
_quota_units = (
    select(
        Quota.region_code.label("place"),
        Quota.run_id.label("run_id"),
        DAY_AFTER.label("since"),
        Quota.units.label("units"),
    )
    .join(Run, Quota.run_id == Run.id)
    .where(Quota.retired_on.is_(None))
)
_first_delivery = (
    select(Delivery.run_id, Delivery.household_id, Delivery.person_id, func.min(Delivery.id).label("id"))
    .where(Delivery.retired_on.is_(None), Delivery.override_reason.is_(None))
    .group_by(Delivery.run_id, Delivery.household_id, Delivery.person_id)
    .subquery("first_delivery")
)
_delivered_units = (
    select(
        func.substr(Delivery.region_code, 1, 6).label("place"),
        Delivery.run_id.label("run_id"),
        case((Delivery.delivered_on > Run.deadline_on, Delivery.delivered_on), else_=DAY_AFTER).label("since"),
        literal(-1).label("units"),
    )
    .join(_first_delivery, _first_delivery.c.id == Delivery.id)
    .join(Run, Delivery.run_id == Run.id)
)
outstanding = union_all(_quota_units, _delivered_units).subquery("outstanding")
undelivered = Source(
    "undelivered",
    outstanding.join(RUN_PLAN, outstanding.c.run_id == Run.id),
    outstanding.c.place,
    (Quota, Delivery, Run),
)

solar = Source(
    "solar",
    SolarInstallation.__table__.join(Delivery.__table__).join(RUN_PLAN, Delivery.run_id == Run.id),
    SolarInstallation.region_code,
    (SolarInstallation,),
    (SolarInstallation.retired_on.is_(None), SolarInstallation.connected_on.is_not(None)),
)
yields = Source(
    "solar_yields",
    SolarYield.__table__.join(SolarInstallation.__table__)
    .join(Delivery.__table__)
    .join(RUN_PLAN, Delivery.run_id == Run.id),
    SolarYield.region_code,
    (SolarYield, SolarInstallation),
    (SolarYield.retired_on.is_(None), SolarInstallation.connected_on.is_not(None)),
)
YEAR_END = cast(SolarYield.year, String) + "-12-31"  # compared only, so text serves
YEAR_ON_GRID = days_after(SolarInstallation.connected_on, 365)
