"""Lines that the database writes are those that Python would write."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from shared.access import SYSTEM, Actor, Grant, Role, open_session
from shared.access.permission_denied import PermissionDenied
from shared.interchange.csv_writer import CONTROL, FORMULA, neutralise_formula
from shared.interchange.records_csv import count_rows, records_csv
from shared.models import Person
from shared.unseen_characters import BLANKS
from tests.factories.regions import KUNSHAN, VILLAGES, XUANWU, plant
from tests.shared.interchange.test_csv_writer import DANGEROUS

PARTS = st.sampled_from([*FORMULA, *CONTROL, *BLANKS, '"', '""', ",", "'", "\r\n", "1", "a", "张", "-5", ';"', ',"'])
NAMES = st.lists(PARTS, min_size=1, max_size=6).map("".join).filter(str.strip)


@pytest.fixture
def region(engine: Engine) -> Engine:
    plant(engine)
    return engine


def put(engine: Engine, names: list[str], region: str) -> None:
    with Session(engine.execution_options(writing=True)) as session:
        session.execute(delete(Person))
        known = {"sex": "1", "born_on": date(1950, 1, 1), "region_code": region}
        session.add_all(Person(name=name, **known) for name in names)
        session.commit()


def taken(engine: Engine, actor: Actor = SYSTEM) -> list[dict[str, str]]:
    with open_session(actor, engine) as session:
        data = b"".join(records_csv(session, Person))
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
        assert count_rows(session, Person) == len(rows)
    return rows


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, min_size=1, max_size=4))
def test_any_text_comes_back_harmless(region, names):
    put(region, names, VILLAGES[0])
    assert [row["name"] for row in taken(region)] == [neutralise_formula(name) for name in names]


def test_one_dangerous_name_among_many_harmless_ones_is_found(region):
    names = [f"王{n}" for n in range(1_200)]
    names[700:700] = DANGEROUS
    put(region, names, VILLAGES[0])
    assert [row["name"] for row in taken(region)] == [neutralise_formula(name) for name in names]


def test_reading_here_and_taking_away_there_is_not_taking_away_here(region):
    put(region, ["here"], VILLAGES[0])
    reader = Actor("both", "both", (Grant(Role.APPROVER, KUNSHAN), Grant(Role.CLERK, XUANWU)))
    assert taken(region, reader) == []
    assert len(taken(region, Actor("clerk", "clerk", (Grant(Role.CLERK, KUNSHAN),)))) == 1
    with pytest.raises(PermissionDenied):
        taken(region, Actor("approver", "approver", (Grant(Role.APPROVER, KUNSHAN),)))
