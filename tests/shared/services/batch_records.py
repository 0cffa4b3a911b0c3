"""Families and what happens to them, entered by whatever way of creating records, and all that it leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shared.access import ScopedSession
from shared.models import (
    AuditEvent,
    Base,
    BenefitPayment,
    DiscoveryMechanism,
    EarlyWarning,
    HomeVisit,
    Household,
    HouseholdMember,
    Observation,
    Person,
    Spell,
    TemporaryAssistance,
    WarningOutcome,
)
from tests.factories.regions import VILLAGES

KINDS = (
    Household,
    Person,
    HouseholdMember,
    Spell,
    BenefitPayment,
    TemporaryAssistance,
    EarlyWarning,
    HomeVisit,
    WarningOutcome,
    DiscoveryMechanism,
)
COUNT = 12
Values = dict[str, Any]
Create = Callable[[ScopedSession, type[Base], list[Values]], list[int]]


def home(number: str = "1", **more: Any) -> Values:
    return {"region_code": VILLAGES[0], "number": number, "address": "人民路 8 号", "residence": "rural"} | more


def person(number: int, region_code: str) -> Values:
    return {
        "region_code": region_code,
        "name": " 王芳 ",
        "sex": "2",
        "born_on": date(1950, 1, 1 + number),
        "identity_index": bytes([number] * 16),
        "identity_encrypted": bytes([number] * 40),
        "identity_masked": "***",
        "identity_valid": number % 2 == 0,
    }


def enter_families(session: ScopedSession, create: Create) -> list[int]:
    """Families with everything that happens to them; keys of their spells."""
    villages = [VILLAGES[n % len(VILLAGES)] for n in range(COUNT)]
    homes = create(session, Household, [home(f"9{n:03}", region_code=code) for n, code in enumerate(villages)])
    people = create(session, Person, [person(n, code) for n, code in enumerate(villages)])
    both = [{"person_id": p, "household_id": h} for p, h in zip(people, homes, strict=True)]
    create(session, HouseholdMember, [b | {"relation": "head", "start_on": date(2020, 1, 1)} for b in both])
    enter_warnings(session, create, people)
    mechanism = {"built_on": date(2023, 1, 1), "responsible": "李强"}
    create(session, DiscoveryMechanism, [mechanism | {"region_code": code} for code in VILLAGES])
    return enter_assistance(session, create, both)


def enter_assistance(session: ScopedSession, create: Create, both: list[Values]) -> list[int]:
    tiers = ({"tier": "dibao", "monthly_fen": 60_000}, {"tier": "marginal", "monthly_fen": 0})
    spells = [b | tiers[n % 2] | {"start_on": date(2023, 1 + n, 1)} for n, b in enumerate(both)]
    keys = create(session, Spell, spells)
    payment = {"tier": "dibao", "month": "2023-12", "amount_fen": 60_000}
    create(session, BenefitPayment, [payment | {"household_id": b["household_id"]} for b in both[::2]])
    aid = {"kind": "emergency", "amount_fen": 10_000}
    create(session, TemporaryAssistance, [b | aid | {"granted_on": date(2023, 12, 1 + n)} for n, b in enumerate(both)])
    return keys


def enter_warnings(session: ScopedSession, create: Create, people: list[int]) -> None:
    warning = {"rule_key": "illness-1", "risk": "illness", "level": "red", "due_on": date(2023, 12, 31)}
    issued = [warning | {"person_id": p, "issued_on": date(2023, 11, 1 + n)} for n, p in enumerate(people)]
    keys = create(session, EarlyWarning, issued)
    visit = {"planned_on": date(2023, 12, 1), "done_on": date(2023, 12, 2), "visitor": "李强"}
    create(session, HomeVisit, [visit | {"warning_id": key} for key in keys])
    outcome = {"result": "not_in_need", "decided_on": date(2023, 12, 20)}
    create(session, WarningOutcome, [outcome | {"warning_id": key} for key in keys[:5]])


def contents(engine: Engine) -> dict[str, list[tuple]]:
    """Records, audit events without their time, and figures."""
    with Session(engine) as session:
        trail = (AuditEvent.actor, AuditEvent.action, AuditEvent.record, AuditEvent.record_id, AuditEvent.region_code)
        cells = (Observation.measure, Observation.region_code, Observation.period, Observation.dimension)
        found = {kind.__tablename__: select(kind.__table__).order_by(kind.id) for kind in KINDS}
        found["trail"] = select(*trail, AuditEvent.reason, AuditEvent.changes).order_by(AuditEvent.id)
        found["cube"] = select(*cells, Observation.value, Observation.status).order_by(*cells)
        return {name: list(map(tuple, session.execute(query))) for name, query in found.items()}
