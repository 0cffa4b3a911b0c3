"""Many records at once: the load itself beside ORM add_all, and all that a service does beside one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, open_session
from shared.clock import today
from shared.models import BenefitPayment, Household, HouseholdMember, Person, TemporaryAssistance
from shared.services import batches, records
from shared.services.batch_inserts import RowWriter
from tests.benchmarks.demo_databases import DATABASES, SMALL, Provinces, on_both
from tests.benchmarks.timing import ROUNDS, Row, in_turns

LOAD_TO_ORM = 1 / 25
LOADED, ENTERED = 20_000, 300
MONTHS = 60
"""As many years before our records begin: payments that nobody has."""
Values = dict[str, Any]


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases; nothing stays there."""
    yield from on_both("many records at once", lambda dialect: _on(provinces, dialect))


def _on(provinces: Provinces, dialect: str) -> Iterator[Row]:
    with provinces.get(dialect, SMALL).opened() as engine:
        yield from _load(engine, DATABASES[dialect])
        yield from _service(engine, DATABASES[dialect])


def _load(engine: Engine, database: str) -> Iterator[Row]:
    payments = _payments(engine)
    ready = {way: [[BenefitPayment(**values) for values in payments] for _ in range(ROUNDS)] for way in ("ours", "ORM")}
    works = {"ours": lambda: _write(engine, ready["ours"].pop()), "ORM": lambda: _add_all(engine, ready["ORM"].pop())}
    taken = {name: seconds / len(payments) for name, seconds in in_turns(works).items()}
    note = f"{1 / taken['ours']:,.0f} rows/s"
    yield Row(
        f"a payment, loaded by the batch service, {database}",
        taken["ours"],
        LOAD_TO_ORM,
        "ORM add_all",
        taken["ORM"],
        note=note,
    )


def _service(engine: Engine, database: str) -> Iterator[Row]:
    aid = _aid(engine)
    works = {"ours": lambda: _create_many(engine, aid), "one by one": lambda: _create_each(engine, aid)}
    taken = {name: seconds / len(aid) for name, seconds in in_turns(works).items()}
    note = f"{1 / taken['ours']:,.0f} rows/s"
    yield Row(
        f"a grant of aid, checked and loaded, {database}",
        taken["ours"],
        None,
        "one by one",
        taken["one by one"],
        note=note,
    )


def _payments(engine: Engine) -> list[Values]:
    with Session(engine) as session:
        homes = session.execute(select(Household.id, Household.region_code).order_by(Household.id).limit(LOADED)).all()
    months = [f"{1990 + n // 12}-{n % 12 + 1:02}" for n in range(MONTHS)]
    paid = {"tier": "dibao", "amount_fen": 60_000}
    keys = ((home, month) for month in months for home in homes)
    return [
        paid | {"household_id": home.id, "region_code": home.region_code[:9], "month": month}
        for (home, month), _n in zip(keys, range(LOADED), strict=False)
    ]


def _write(engine: Engine, payments: list[BenefitPayment]) -> None:
    """Keys, defaults and rows, as `batches.create_many` writes records that passed the first checks."""
    with open_session(SYSTEM, engine, writing=True) as session:
        writer = RowWriter(session, BenefitPayment)
        writer.complete(payments)
        refused = list(writer.insert(list(enumerate(payments))))
        session.rollback()
    if refused:
        raise AssertionError(refused)


def _add_all(engine: Engine, payments: list[BenefitPayment]) -> None:
    """As tutorials do it, and without audit trail, scope or figures."""
    with Session(engine.execution_options(writing=True)) as session:
        session.add_all(payments)
        session.flush()
        session.rollback()


def _aid(engine: Engine) -> list[Values]:
    """Emergency aid for persons in a household who had none."""
    persons_with_aid = select(TemporaryAssistance.person_id)
    both = (
        select(HouseholdMember.person_id, HouseholdMember.household_id)
        .join(Person, Person.id == HouseholdMember.person_id)
        .where(HouseholdMember.end_on.is_(None), Person.died_on.is_(None), Person.id.not_in(persons_with_aid))
        .order_by(HouseholdMember.id)
        .limit(ENTERED)
    )
    with Session(engine) as session:
        found = session.execute(both).all()
    day = today() - timedelta(days=1)
    return [
        {"kind": "emergency", "granted_on": day, "amount_fen": 10_000, "person_id": p, "household_id": h}
        for p, h in found
    ]


def _create_many(engine: Engine, aid: list[Values]) -> None:
    with open_session(SYSTEM, engine, writing=True) as session:
        batches.create_many(session, TemporaryAssistance, aid)
        session.rollback()


def _create_each(engine: Engine, aid: list[Values]) -> None:
    with open_session(SYSTEM, engine, writing=True) as session:
        for values in aid:
            records.create(session, TemporaryAssistance, values)
        session.rollback()
