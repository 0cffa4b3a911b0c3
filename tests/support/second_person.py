"""Two people at one change of records: who proposes, who confirms, and what waits between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shared.access import SYSTEM, Actor, Grant, Role, ScopedSession, open_session
from shared.indicators import cube
from shared.models import AuditEvent, ChangeKind, ConfirmationRule, ProposedChange, Spell
from shared.services import commit
from shared.services.confirmation import deciding
from shared.services.confirmation.proposing import NotYetConfirmedError
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, PROVINCE, XUANWU
from tests.support.two_counties import CLERK, TwoCounties, confirming

APPROVER = Actor("approver", "审核", (Grant(Role.APPROVER, KUNSHAN),), account_id=3)
ELSEWHERE = Actor("elsewhere", "外", (Grant(Role.APPROVER, XUANWU),), account_id=4)
ABOVE = Actor("above", "省", (Grant(Role.APPROVER, PROVINCE),), account_id=5)
BOTH = Actor(CLERK.login, CLERK.name, (*CLERK.grants, *APPROVER.grants), account_id=1)
Act = Callable[[ScopedSession], object]


def with_second_person(counties: TwoCounties, limit_fen: int | None = None) -> TwoCounties:
    """Every kind is confirmed; sums of money above a limit. The clerks have accounts, and figures are counted."""
    with Session(counties.engine.execution_options(writing=True)) as session:
        session.execute(update(ConfirmationRule).values(is_required=True))
        sums = ConfirmationRule.kind.in_([str(ChangeKind.AMOUNT), str(ChangeKind.PAYMENT)])
        session.execute(update(ConfirmationRule).where(sums).values(limit_fen=limit_fen))
        session.add(make.grant(make.account(KUNSHAN, CLERK.login), Role.CLERK))
        session.add(make.grant(make.account(PROVINCE, "provincial"), Role.CLERK))
        session.commit()
    with open_session(SYSTEM, counties.engine) as session:
        cube.build(session)
        session.commit()
    return counties


def proposed(counties: TwoCounties, act: Act, actor: Actor = CLERK) -> int:
    """The act is done to the end, whatever is asked confirmed, and waits: the number of the proposal."""
    with pytest.raises(NotYetConfirmedError) as waits:
        done(counties, act, actor)
    return waits.value.key


def done(counties: TwoCounties, act: Act, actor: Actor = CLERK) -> None:
    """The act needs no second person."""
    with counties.session(actor) as session:
        act(confirming(session))
        commit(session)


def decided(counties: TwoCounties, key: int, decide: Callable[..., Any], *words: str, by: Actor = APPROVER) -> Any:
    """What comes of a decision."""
    with counties.session(by) as session:
        result = decide(session, session.get_one(ProposedChange, key), *words)
        commit(session)
    return result


def confirmed(counties: TwoCounties, key: int, by: Actor = APPROVER) -> bool:
    """Whether it was done; False when it is outdated."""
    return decided(counties, key, deciding.confirm, by=by)


def state(counties: TwoCounties, key: int) -> str:
    return stored(counties, ProposedChange, key).state


def stored(counties: TwoCounties, model: Any, key: int) -> Any:
    """A record as it stands, for reading only."""
    with open_session(SYSTEM, counties.engine) as session:
        found = session.get_one(model, key)
        session.expunge_all()
        return found


def events(counties: TwoCounties, record: type[Any]) -> list[tuple[str, str, str]]:
    """Actor, act and reason of the events about a kind of record, in their order."""
    with open_session(SYSTEM, counties.engine) as session:
        found = session.scalars(
            select(AuditEvent).where(AuditEvent.record == record.__tablename__).order_by(AuditEvent.id)
        )
        return [(one.actor, one.action, one.reason) for one in found]


def rows(counties: TwoCounties, model: Any = Spell) -> list[tuple[Any, ...]]:
    """All rows of a kind, to see that nothing has changed."""
    with open_session(SYSTEM, counties.engine) as session:
        table = model.__table__
        return [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
