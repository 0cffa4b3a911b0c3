"""Records of every kind in each of the 15 regions, for the scope grid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, make_transient_to_detached

from shared.access import SYSTEM, Actor, Grant, Role, ScopedSession, open_session
from shared.access.permission_denied import PermissionDenied
from shared.access.scope import scoped_classes
from shared.models import (
    AuditEvent,
    Base,
    Household,
    HouseholdMember,
    LockedObservation,
    LockedSet,
    Observation,
    Person,
    RevisedCell,
    SavedView,
    SentForm,
    SignInAttempt,
    SignInSession,
)
from shared.models.region import prefix_of
from tests.factories import records as make
from tests.factories.regions import TREE, tree

CELL_KEY = {"measure": "recipients", "period": "2023-11", "dimension": ""}
PLACED = [
    cls for cls in scoped_classes() if cls not in {LockedSet, SignInSession, SignInAttempt, SentForm, SavedView}
]  # those have no place


def one_of_each_everywhere(engine: Engine) -> None:
    """Fill the database: one record of each kind a region."""
    with Session(engine.execution_options(writing=True)) as session:
        session.add_all(tree())
        session.flush()
        cycle = make.cycle(make.programme())
        for number, code in enumerate(TREE):
            member, *others = one_of_each(code, cycle, number)
            session.add_all([member, *others])
            session.flush()
            session.add(make.question(member.person_id, member.person_id, code))
            session.add(LockedObservation(**CELL_KEY, value=1, region_code=code, lock_id=number + 1))
        session.commit()


def one_of_each(code: str, cycle: Base, number: int) -> list[Base]:
    """One record of each kind that has a place, in `code`."""
    person, household = make.person(code), make.household(code)
    warning, delivery = make.warning(person), make.delivery(cycle, household)
    spell = make.spell(person, household)
    installation, account = make.installation(delivery), make.account(code)
    return [
        *(make.membership(person, household), make.former_registration(person), make.former_disability(person)),
        spell,
        make.amount_change(spell),
        make.former_place(household),
        make.transfer(household, code),
        make.payment(household, region_code=code),
        make.special(person, household),
        make.temporary(person, household),
        make.visit(warning),
        make.outcome(warning),
        make.response(warning),
        make.quota(cycle, code),
        make.receipt(delivery),
        make.solar_yield(installation),
        make.mechanism(code),
        make.grant(account, Role.CLERK),
        make.password_code(account),
        make.proposal(account),
        *(make.confirmation_rule(code), make.division_change(code)),
        make.proposed_change(code),
        Observation(measure="recipients", region_code=code, period="2023-12", dimension="", value=1),
        make.month_step(code, id=number + 1),
        RevisedCell(**CELL_KEY, difference=1, region_code=code, revised_at=datetime(2023, 12, 31, tzinfo=UTC)),
        AuditEvent(
            at=datetime(2023, 12, 31, tzinfo=UTC),
            actor="test",
            action="insert",
            region_code=code,
            changes={},
            digest_before="",
            digest=str(number),
        ),
    ]


def everything(code: str) -> Actor:
    """Somebody who holds every role in a region, against all rules: so only the scope can hold him back."""
    return Actor(f"all-{code}", "全", tuple(Grant(role, code) for role in Role))


def inside(code: str, actor_code: str) -> bool:
    return code.startswith(prefix_of(actor_code))


def census(engine: Engine) -> dict[str, list[tuple]]:
    """Every row of persons, memberships and households: nothing may change by a refusal."""
    with Session(engine) as session:
        tables = (cls.__table__ for cls in (Person, HouseholdMember, Household))
        return {t.name: list(map(tuple, session.execute(select(t).order_by(t.c.id)))) for t in tables}


def in_region(engine: Engine, cls: type[Base], code: str) -> int:
    with open_session(SYSTEM, engine) as session:
        return session.scalars(select(cls.id).where(cls.region_code == code)).one()


def attempt(engine: Engine, code: str, act: Callable[[ScopedSession], object]) -> bool:
    """Whether the actor of `code` may do something; what was done is taken back."""
    with open_session(everything(code), engine, writing=True) as session:
        try:
            act(session)
            session.flush()
        except PermissionDenied:
            return False
        finally:
            session.rollback()
    return True


def known(cls: type[Base], engine: Engine, code: str) -> Base:
    """A record as somebody would forge it who knows its id and its place, though he cannot load it."""
    record = cls(id=in_region(engine, cls, code), region_code=code, version=1)
    make_transient_to_detached(record)
    return record
