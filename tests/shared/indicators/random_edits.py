"""Random edits of random records: created, changed, moved, retired, put back in use."""

from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from shared.access import ScopedSession
from shared.models import (
    AssistanceStandard,
    Base,
    BenefitPayment,
    Delivery,
    EarlyWarning,
    HomeVisit,
    MonthStep,
    Person,
    PersonDisability,
    Pledge,
    Programme,
    ProgrammeCycle,
    ProgrammeTier,
    Quota,
    Receipt,
    ResidentPopulation,
    ResidentStatistic,
    SolarInstallation,
    SolarYield,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
    WarningOutcome,
    WarningResponse,
)
from tests.shared.indicators.small_province import COUNTIES, TIERS, TOWNSHIPS, RandomDraw

# Attributes that figures look at, and how a new value is drawn.
PLACE = {"region_code": RandomDraw.place}
WHOM = {"person_id": lambda d: d.one([1, 2, 3]), "household_id": lambda d: d.one([1, 2, 3])}
CHANGES: dict[type[Base], dict[str, Any]] = {
    Spell: {**PLACE, "tier": lambda d: d.one(TIERS), "household_id": WHOM["household_id"], "start_on": RandomDraw.day}
    | {"end_on": lambda d: d.maybe(d.day()), "exit_reason": lambda d: d.maybe(d.one(["died", "income", "moved"]))},
    HomeVisit: {**PLACE, "done_on": lambda d: d.maybe(d.day()), "warning_id": lambda d: d.one([1, 2, 3])},
    MonthStep: {"kind": lambda d: d.one(["submitted", "returned", "checked"]), "done_on": RandomDraw.day}
    | {"month": lambda d: f"{d.as_of.year - 1}-{d.one([11, 12])}", "region_code": lambda d: d.one(COUNTIES)},
    Pledge: {"units": lambda d: d.one([1, 8]), "pledged_on": RandomDraw.day, "cycle_id": lambda d: d.one([1, 2, 3])},
    BenefitPayment: {"amount_fen": lambda d: d.one([1, 2]), "month": lambda d: f"{d.as_of.year}-0{d.one([1, 2])}"}
    | {"tier": lambda d: d.one(["dibao", "tekun"]), "region_code": lambda d: d.one(TOWNSHIPS)},
    Person: {**PLACE, "born_on": RandomDraw.day, "sex": lambda d: d.one(["1", "2"])}
    | {"died_on": lambda d: d.maybe(d.day())}
    | {
        "identity_valid": lambda d: d.one([True, False]),
        "identity_kind": lambda d: d.one(["resident", "taiwan", "none"]),
    },
    PersonDisability: {"person_id": WHOM["person_id"], "end_on": RandomDraw.day}
    | {"start_on": lambda d: d.as_of - timedelta(days=9000), "region_code": RandomDraw.place},
    EarlyWarning: {**PLACE, "person_id": WHOM["person_id"], "issued_on": RandomDraw.day, "due_on": RandomDraw.day}
    | {"risk": lambda d: d.one(["illness", "income"])},
    WarningOutcome: {**PLACE, "decided_on": RandomDraw.day, "result": lambda d: d.one(["eligible", "not_in_need"])},
    WarningResponse: {**PLACE, "started_on": RandomDraw.day, "warning_id": lambda d: d.one([1, 2, 3])},
    SpecialAssistance: {
        **PLACE,
        **WHOM,
        "granted_on": RandomDraw.day,
        "kind": lambda d: d.one(["education", "housing"]),
    },
    TemporaryAssistance: {**PLACE, **WHOM, "granted_on": RandomDraw.day, "amount_fen": lambda d: d.one([5, 7])},
    Delivery: {
        **PLACE,
        "delivered_on": RandomDraw.day,
        "cycle_id": lambda d: d.one([1, 2, 3, 4]),
        "value_fen": lambda d: d.one([5, 7]),
    }
    | {"household_id": WHOM["household_id"], "override_reason": lambda d: d.maybe("y")},
    Receipt: {**PLACE, "signed_on": RandomDraw.day},
    SolarInstallation: {**PLACE, "connected_on": lambda d: d.maybe(d.day()), "capacity_watt": lambda d: d.one([1, 2])},
    SolarYield: {**PLACE, "income_fen": lambda d: d.one([5, 7]), "energy_kwh": lambda d: d.one([5, 7])},
    Quota: {"units": lambda d: d.one([0, 3, 8]), "region_code": lambda d: d.one(COUNTIES)},
    ProgrammeCycle: {
        "starts_on": RandomDraw.day,
        "deadline_on": RandomDraw.day,
        "programme_id": lambda d: d.one([1, 2]),
    },
    Programme: {"kind": lambda d: d.one(["appliance", "solar", "other"])},
    ProgrammeTier: {"tier": lambda d: d.one(TIERS)},
    ResidentPopulation: {"persons": lambda d: d.one([5, 7]), "valid_to": lambda d: d.maybe(d.day())},
    AssistanceStandard: {"monthly_fen": lambda d: d.one([5, 7]), "status": lambda d: d.one(["estimated", "confirmed"])},
    ResidentStatistic: {"amount_fen": lambda d: d.one([5, 7]), "status": lambda d: d.one(["derived", "confirmed"])},
}
MANY = [Spell, Spell, EarlyWarning, WarningOutcome, WarningResponse, Delivery, Delivery, Person]


def edit(session: ScopedSession, random: Random, draw: RandomDraw, first: int | None = None) -> None:
    """Change a record (of the `first` of its kind), take it out of use or put it back, or make another like it."""
    kind = random.choice([*MANY, *CHANGES])
    record: Any = random.choice(session.scalars(select(kind).order_by(kind.id).limit(first)).all())
    act = random.choice(["change", "change", "change", "retire", "copy"])
    if act == "retire" and hasattr(record, "retired_on"):
        record.retired_on = None if record.retired_on else draw.as_of
    elif act == "copy" and kind not in (WarningOutcome, Receipt):
        copy(session, record, random, draw)
    elif kind is ProgrammeTier and act == "retire":
        session.delete(record)
    else:
        for name in random.choices(sorted(CHANGES[kind]), k=random.choice([1, 1, 2])):
            setattr(record, name, CHANGES[kind][name](draw))


def copy(session: ScopedSession, record: Any, random: Random, draw: RandomDraw) -> None:
    """Another record like this one, with one thing different."""
    columns = type(record).__mapper__.columns.items()
    values = {name: getattr(record, name) for name, _column in columns if name not in {"id", "version"}}
    changed = random.choice(sorted(CHANGES[type(record)]))
    session.add(type(record)(**values | {changed: CHANGES[type(record)][changed](draw)}))
