"""A county with two townships and a family in one: their divisions are changed by one administrator."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from shared.access import SYSTEM, Actor, Grant, Role, open_session
from shared.indicators import cube
from shared.models import ChangeKind, DivisionChangeKind, Region
from shared.services.division_changes import declaring
from shared.services.division_changes.carrying_out import Declared, carry_out
from shared.services.division_changes.plan import DivisionPlan, Naming
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, TOWNSHIPS, region
from tests.support.two_counties import TwoCounties

ADMIN = Actor("sysadmin", "管理", (Grant(Role.SYSTEM_ADMIN, KUNSHAN),), account_id=7)
APPROVER = Actor("approver", "审核", (Grant(Role.APPROVER, KUNSHAN),), account_id=3)
DAY = date(2023, 12, 11)
FIRST, SECOND = TOWNSHIPS[0], TOWNSHIPS[1]
VILLAGE = f"{FIRST}001"
LATER_VILLAGE = f"{SECOND}002"
TOWN = Naming("花桥街道", "Huaqiao", "街道")


def with_one_person_deciding(counties: TwoCounties) -> TwoCounties:
    """One administrator decides about divisions alone; figures are counted."""
    with Session(counties.engine.execution_options(writing=True)) as session:
        session.add(make.confirmation_rule(KUNSHAN, kind=str(ChangeKind.DIVISION), is_required=False))
        session.commit()
    return counted(counties)


def counted(counties: TwoCounties) -> TwoCounties:
    """Figures are counted anew."""
    with open_session(SYSTEM, counties.engine, writing=True) as session:
        cube.build(session)
        session.commit()
    return counties


def merger(session: Any, into: str = SECOND, naming: Naming | None = None) -> DivisionPlan:
    """The first township becomes part of another."""
    wanted = {one.code: into for one in declaring.villages_of(session, FIRST)}
    return declaring.merge_townships(session, [FIRST], into, naming, declaring.free_codes(session, wanted))


def declared(plan: DivisionPlan, kind: DivisionChangeKind = DivisionChangeKind.MERGE, day: date = DAY) -> Declared:
    return Declared(kind, plan, day, "苏政复〔2023〕7号", "approved by the city")


def merge(session: Any) -> object:
    """The act, not committed yet."""
    return carry_out(session, declared(merger(session)))


def planted(counties: TwoCounties, *codes: str) -> None:
    """Further divisions."""
    with Session(counties.engine.execution_options(writing=True)) as session:
        session.add_all(region(code) for code in codes)
        session.commit()


def region_of(counties: TwoCounties, code: str) -> Region | None:
    with open_session(SYSTEM, counties.engine) as session:
        found = session.get(Region, code)
        session.expunge_all()
        return found
