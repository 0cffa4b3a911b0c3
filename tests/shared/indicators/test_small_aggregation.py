"""A correction reads little: few rows are counted one by one, and only what looks at the columns that changed."""

import re

import pytest
from sqlalchemy import event, select
from sqlalchemy.dialects import sqlite

from shared import clock
from shared.access import SYSTEM, open_session
from shared.indicators import refresh
from shared.indicators.aggregation import _cells_of
from shared.indicators.calendar import Calendar
from shared.indicators.catalogue import COUNTED_MEASURES
from shared.indicators.dependencies import depends_on, may_move
from shared.indicators.measure_columns import MeasureColumns
from shared.indicators.queries import canonical_sql
from shared.indicators.small_aggregation import aggregate_few
from shared.indicators.source_columns import SourceColumns
from shared.models import Base, Delivery, Level, Person, Programme, Spell, WarningOutcome
from shared.services import commit
from tests.shared.indicators.test_oracles import DAYS, put

LAW = {"monitor.assistance_days": 90, "monitor.due_soon_days": 7, "monitor.exit_check_days": 90}
LAW |= {"monitor.reentry_days": 365, "monitor.exit_watch_months": 12, "statistics.submission_days": 31}
ADDITIVE = [measure for measure in COUNTED_MEASURES.values() if measure.rolls_up]


@pytest.mark.parametrize("as_of", DAYS[1:3], ids=str)
def test_one_by_one_as_by_arrays(filled, as_of):
    engine, _ = filled(put, 21, as_of)
    clock.freeze(as_of)
    whole, compared = Calendar(as_of, law=LAW), 0
    with open_session(SYSTEM, engine) as session:
        for measure in ADDITIVE:
            levels = {dimension: list(Level) for dimension in ("", *measure.dimensions)}
            rows = SourceColumns(session, [measure], "", whole)
            for calendar in (whole, *whole.parts):
                counted = MeasureColumns(measure, rows, calendar)
                arrays = set(_cells_of(counted, calendar, levels)) if len(counted) else set()
                assert set(aggregate_few(measure, rows, calendar, levels)) == arrays, measure.key
                compared += len(arrays)
    assert compared > 5_000


def moved_by(kind: type, *columns: str) -> set[str]:
    change = {"action": "update", "class": kind, "before": dict.fromkeys(columns)}
    return {measure.key for measure in COUNTED_MEASURES.values() if may_move(measure, change)}


def test_a_correction_moves_what_looks_at_its_columns():
    assert moved_by(Delivery, "value_fen", "version") == {"value_delivered", "household_value", "charity_person_amount"}
    assert moved_by(WarningOutcome, "result") == {
        "persons_verified",
        "persons_eligible",
        "persons_mature_eligible",
        "persons_eligible_assisted",
        "warnings_not_in_need",
    }
    assert moved_by(Person, "born_on") == {"recipients_by_trait"}
    assert moved_by(Person, "name") == moved_by(Programme, "name") == set()
    assert moved_by(Person, "died_on") == {"suspects"}
    assert {"recipients", "exits", "deliveries_eligible"} < moved_by(Spell, "tier")
    assert "solar_energy" in moved_by(Delivery, "cycle_id")
    assert (
        len(
            {
                m.key
                for m in COUNTED_MEASURES.values()
                if may_move(m, {"action": "insert", "class": Spell, "before": {}})
            }
        )
        > 9
    )


@pytest.mark.parametrize("measure", COUNTED_MEASURES.values(), ids=lambda measure: measure.key)
def test_no_column_of_its_query_is_overlooked(measure):
    # by a subquery, to the measures that name them
    handed_on = {("outcome", "result"), ("outcome", "decided_on"), ("payment", "amount_fen")}
    handed_on |= {("month_step", "done_on"), ("month_step", "id")}
    named = set(re.findall(r"\b(\w+)\.(\w+)\b", canonical_sql(measure)))
    found = {(table, column) for table, column in named if table in Base.metadata.tables}
    assert found - depends_on(measure) <= handed_on
    if measure.where is not None:
        sql = str(measure.where(DAYS[0]).compile(dialect=sqlite.dialect()))
        assert ("decision.result" in sql) <= (("outcome", "result") in depends_on(measure))


def statements(engine, kind, correct) -> list[str]:
    """What is sent to commit one correction."""
    recorded: list[str] = []

    def note(_connection, _cursor, statement, *_more) -> None:
        recorded.append(statement)

    with open_session(SYSTEM, engine, writing=True) as session:
        correct(session.scalars(select(kind).where(kind.retired_on.is_(None)).order_by(kind.id)).first())
        event.listen(type(engine), "before_cursor_execute", note)
        commit(session)
        event.remove(type(engine), "before_cursor_execute", note)
    return recorded


def rename(person: Person) -> None:
    person.name = "王小明"


def raise_value(delivery: Delivery) -> None:
    delivery.value_fen += 100


def change_result(outcome: WarningOutcome) -> None:
    outcome.result = "not_in_need" if outcome.result == "eligible" else "eligible"


def change_tier(spell: Spell) -> None:
    spell.tier = "expenditure" if spell.tier == "marginal" else "marginal"


@pytest.mark.parametrize(
    ("kind", "correct", "most"),
    # A name: one of them keeps the terms it is searched by. A delivery and a spell of the past: five keep and tell the
    # revision. A person and a spell: one asks whether anything waits for a second person.
    [(Person, rename, 7), (Delivery, raise_value, 17), (WarningOutcome, change_result, 18), (Spell, change_tier, 26)],
)
def test_a_correction_takes_few_statements(filled, kind, correct, most):
    engine, _ = filled(put, 22, DAYS[0])
    clock.freeze(DAYS[0])
    assert 0 < len(statements(engine, kind, correct)) <= most


def test_a_name_is_corrected_without_a_look_at_figures(filled, monkeypatch):
    engine, _ = filled(put, 22, DAYS[0])
    clock.freeze(DAYS[0])
    monkeypatch.setattr(refresh, "aggregate", None)
    assert not any("spell" in statement for statement in statements(engine, Person, rename))
