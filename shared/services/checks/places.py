"""Where a record belongs: in a region of the right level, by default where the record stands that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import inspect

from shared.access import ScopedSession
from shared.clock import today
from shared.locale import _
from shared.models import (
    Delivery,
    Household,
    Level,
    Membership,
    Outcome,
    Payment,
    Person,
    Quota,
    Receipt,
    Region,
    Response,
    SolarInstallation,
    SolarYield,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
    VillageMechanism,
    Visit,
    Warning,  # noqa: A004
)
from shared.models.base import Base
from shared.models.region import ancestor, level_of

LEVELS: dict[type[Base], tuple[Level, ...]] = {
    Household: (Level.VILLAGE,),
    Person: (Level.VILLAGE,),
    Payment: (Level.TOWNSHIP,),
    Quota: (Level.COUNTY,),
    VillageMechanism: (Level.VILLAGE,),
    **dict.fromkeys(
        (
            Membership,
            Spell,
            SpecialAssistance,
            TemporaryAssistance,
            Warning,
            Visit,
            Outcome,
            Response,
            Delivery,
            Receipt,
            SolarInstallation,
            SolarYield,
        ),
        (Level.TOWNSHIP, Level.VILLAGE),
    ),
}
RESTS_ON: dict[type[Base], tuple[str, type[Base]]] = {
    Membership: ("household_id", Household),
    Spell: ("household_id", Household),
    Payment: ("household_id", Household),
    SpecialAssistance: ("household_id", Household),
    TemporaryAssistance: ("person_id", Person),
    Warning: ("person_id", Person),
    Visit: ("warning_id", Warning),
    Outcome: ("warning_id", Warning),
    Response: ("warning_id", Warning),
    Delivery: ("household_id", Household),
    Receipt: ("delivery_id", Delivery),
    SolarInstallation: ("delivery_id", Delivery),
    SolarYield: ("installation_id", SolarInstallation),
}


def place_of(session: ScopedSession, record: Base) -> str | None:
    """The region of the record that a new one rests on; None when it rests on none that can be seen."""
    column, rested_on = RESTS_ON.get(type(record), ("", Base))
    found = session.get(rested_on, getattr(record, column)) if column and getattr(record, column) else None
    if found is None:
        return None
    code = str(found.region_code)  # type: ignore[attr-defined]
    allowed = LEVELS[type(record)]
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
    elif region.valid_to is not None and (region.valid_to <= today() or type(record) in LEVELS):
        yield (
            "region_code",
            _("This region ends or has ended on {day}: choose its successor.").format(day=region.valid_to),
        )
    elif (allowed := LEVELS.get(type(record))) and region.level not in allowed:
        levels = " / ".join(str(level.label) for level in allowed)
        yield "region_code", _("Choose a region of this level: {levels}.").format(levels=levels)
