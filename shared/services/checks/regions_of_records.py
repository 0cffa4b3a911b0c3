"""Where a record belongs: in a region of the right level, by default where the record stands that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import inspect

from shared.access import ScopedSession
from shared.clock import today
from shared.locale import _
from shared.models import (
    BenefitPayment,
    Delivery,
    DiscoveryMechanism,
    EarlyWarning,
    HomeVisit,
    Household,
    HouseholdMember,
    Level,
    Person,
    Quota,
    Receipt,
    Region,
    SolarInstallation,
    SolarYield,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
    WarningOutcome,
    WarningResponse,
)
from shared.models.base import Base
from shared.models.region import ancestor, level_of

ALLOWED_LEVELS: dict[type[Base], tuple[Level, ...]] = {
    Household: (Level.VILLAGE,),
    Person: (Level.VILLAGE,),
    BenefitPayment: (Level.TOWNSHIP,),
    Quota: (Level.COUNTY,),
    DiscoveryMechanism: (Level.VILLAGE,),
    **dict.fromkeys(
        (
            HouseholdMember,
            Spell,
            SpecialAssistance,
            TemporaryAssistance,
            EarlyWarning,
            HomeVisit,
            WarningOutcome,
            WarningResponse,
            Delivery,
            Receipt,
            SolarInstallation,
            SolarYield,
        ),
        (Level.TOWNSHIP, Level.VILLAGE),
    ),
}
PARENT_MODEL: dict[type[Base], tuple[str, type[Base]]] = {
    HouseholdMember: ("household_id", Household),
    Spell: ("household_id", Household),
    BenefitPayment: ("household_id", Household),
    SpecialAssistance: ("household_id", Household),
    TemporaryAssistance: ("person_id", Person),
    EarlyWarning: ("person_id", Person),
    HomeVisit: ("warning_id", EarlyWarning),
    WarningOutcome: ("warning_id", EarlyWarning),
    WarningResponse: ("warning_id", EarlyWarning),
    Delivery: ("household_id", Household),
    Receipt: ("delivery_id", Delivery),
    SolarInstallation: ("delivery_id", Delivery),
    SolarYield: ("installation_id", SolarInstallation),
}


def region_from_parent(session: ScopedSession, record: Base) -> str | None:
    """The region of the record that a new one rests on; None when it rests on none that can be seen."""
    column, rested_on = PARENT_MODEL.get(type(record), ("", Base))
    found = session.get(rested_on, getattr(record, column)) if column and getattr(record, column) else None
    if found is None:
        return None
    code = str(found.region_code)  # type: ignore[attr-defined]
    allowed = ALLOWED_LEVELS[type(record)]
    return code if level_of(code) in allowed else ancestor(code, allowed[0])


def check(session: ScopedSession, record: Base) -> Iterator[tuple[str, str]]:
    """The region exists, stands today, and has a level that such records belong to."""
    columns = record.__mapper__.columns
    if "region_code" not in columns or not inspect(record).attrs["region_code"].history.has_changes():
        return
    code: str | None = record.region_code  # type: ignore[attr-defined]
    if code is None:
        return
    region = session.get(Region, code)
    if region is None:
        yield "region_code", _("There is no such region in your regions.")
    elif region.valid_to is not None and (region.valid_to <= today() or type(record) in ALLOWED_LEVELS):
        yield (
            "region_code",
            _("This region ends or has ended on {day}: choose its successor.").format(day=region.valid_to),
        )
    elif (allowed := ALLOWED_LEVELS.get(type(record))) and region.level not in allowed:
        levels = " / ".join(str(level.label) for level in allowed)
        yield "region_code", _("Choose a region of this level: {levels}.").format(levels=levels)
