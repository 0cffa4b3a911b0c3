"""Building a demo province: the same rows for the same recipe, all or nothing, and never over records."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, select, text

from seed import demo
from seed.demo import build_database
from seed.demo.loading.empty_database import DatabaseNotEmptyError, record_tables
from shared.clock import now
from shared.database import engine_for
from shared.errors import DatabaseUnavailableError, SchemaMismatchError, UserError
from shared.locale import CHINESE, ENGLISH, use_language
from shared.migrations import triggers
from shared.models import Base
from tests.support.databases import DEMO_SCALE, SECRET, Sqlite

SMALL = 0.002


def build(engine: Engine, scale: float = SMALL, **options: object) -> None:
    demo.build(engine, secret=SECRET, scale=scale, **options)  # type: ignore[arg-type]


def digests(engine: Engine) -> dict[str, str]:
    """A hash over the rows of each table, the same for the same rows on both databases."""
    found = {}
    with engine.connect() as connection:
        for name in record_tables():
            table = Base.metadata.tables[name]
            rows = connection.execute(select(table).order_by(*table.primary_key))
            found[name] = hashlib.sha256("".join(map(repr, rows)).encode()).hexdigest()
    return found


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in record_tables()}


def test_the_same_recipe_makes_the_same_rows_on_both_databases(reference_engine: Engine, sqlite: Sqlite):
    build(reference_engine)
    again = sqlite.fresh("reference", "_again")
    build(again)
    try:
        assert digests(reference_engine) == digests(again)
    finally:
        again.dispose()


def test_another_seed_makes_other_people(reference_engine: Engine, sqlite: Sqlite):
    build(reference_engine, seed=2)
    again = sqlite.fresh("reference", "_again")
    build(again, seed=3)
    try:
        assert digests(reference_engine)["person"] != digests(again)["person"]
        assert counts(reference_engine)["warning"] == counts(again)["warning"]
    finally:
        again.dispose()


def test_indexes_constraints_and_guards_are_all_there_again(reference_engine: Engine):
    def shape() -> list[object]:
        found = inspect(reference_engine)
        tables = record_tables()
        return [
            sorted((t, i["name"]) for t in tables for i in found.get_indexes(t)),
            sorted((t, i["name"]) for t in tables for i in found.get_unique_constraints(t)),
            sorted((t, str(i["name"])) for t in tables for i in found.get_foreign_keys(t)),
            sorted((t, tuple(found.get_pk_constraint(t)["constrained_columns"])) for t in tables),
        ]

    previous = shape()
    build(reference_engine)
    assert shape() == previous
    overlapping = text("""
        INSERT INTO spell (region_code, person_id, household_id, tier, start_on, monthly_fen, entry_reason)
        SELECT region_code, person_id, household_id, tier, start_on, 0, 'application' FROM spell LIMIT 1""")
    with pytest.raises(Exception, match=triggers.SPELL_OVERLAP), reference_engine.begin() as connection:
        connection.execute(overlapping)


def test_new_records_follow_the_loaded_ones(reference_engine: Engine):
    build(reference_engine)
    households = Base.metadata.tables["household"]
    values = {"region_code": "320000", "number": "new", "address": "somewhere", "residence": "urban"}
    with reference_engine.execution_options(writing=True).begin() as connection:
        last = connection.scalar(text("SELECT max(id) FROM household"))
        assert connection.execute(households.insert(), values).inserted_primary_key == (last + 1,)


def test_a_database_with_records_is_refused(demo_engine: Engine):
    previous = counts(demo_engine)
    with use_language(ENGLISH), pytest.raises(DatabaseNotEmptyError, match="needs a database of its own"):
        build(demo_engine)
    assert counts(demo_engine) == previous


def test_a_single_account_is_enough_to_refuse(reference_engine: Engine):
    account = Base.metadata.tables["account"]
    values = {"region_code": "320000", "login": "a", "display_name": "A", "password_hash": "x", "language": "en"}
    with reference_engine.execution_options(writing=True).begin() as connection:
        connection.execute(account.insert(), values)
    with use_language(CHINESE), pytest.raises(DatabaseNotEmptyError, match="已有记录（账号）"):
        build(reference_engine)


def test_a_database_without_regions_or_schema_is_refused(engine: Engine, tmp_path: Path):
    with use_language(ENGLISH), pytest.raises(DatabaseNotEmptyError, match="load the reference data first"):
        build(engine)
    with pytest.raises(SchemaMismatchError):
        build(engine_for(f"sqlite:///{tmp_path / 'empty.db'}"))


@pytest.mark.parametrize("options", [{"scale": 0}, {"scale": 9.0}, {"scale": float("nan")}, {"seed": -1}])
def test_scale_and_seed_have_bounds(options: dict[str, float]):
    with pytest.raises(UserError):
        build(create_engine("sqlite://"), **options)


def test_progress_is_told_from_start_to_end(reference_engine: Engine):
    heard: list[tuple[str, float]] = []
    build(reference_engine, progress=lambda stage, fraction: heard.append((stage, fraction)))
    assert len({stage for stage, _ in heard}) == 5
    assert all(0 <= fraction <= 1 for _, fraction in heard)


def test_a_failure_leaves_the_database_as_it_was(reference_engine: Engine, monkeypatch: pytest.MonkeyPatch):
    def breaking(*arguments: object) -> Iterator[object]:
        rows = real(*arguments)  # type: ignore[arg-type]
        yield from (next(rows) for _ in range(12))
        raise RuntimeError("power cut")

    real = build_database.generate_province
    monkeypatch.setattr(build_database, "generate_province", breaking)
    with pytest.raises(RuntimeError):
        build(reference_engine)
    assert set(counts(reference_engine).values()) == {0}
    monkeypatch.undo()
    build(reference_engine)  # nothing is in the way of the next attempt
    assert counts(reference_engine)["dataset"] == 1


HALF_WAY = 0.4
STOPS_HALF_WAY = """
import sys, time
from seed import demo
from shared.database import engine_for
from shared.locale import ENGLISH, set_language

def progress(stage, fraction):
    print(stage, fraction, flush=True)
    if fraction > 0.4 and stage == sys.argv[2]:
        time.sleep(60)

set_language(ENGLISH)
demo.build(engine_for(sys.argv[1]), secret="x" * 40, scale=0.002, progress=progress)
"""


@pytest.mark.parametrize("stage", ["Loading records", "Building indexes"])
def test_a_kill_leaves_the_database_as_it_was(reference_engine: Engine, stage: str):
    url = reference_engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", STOPS_HALF_WAY, url, stage]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as victim:
        heard = (line.rsplit(maxsplit=1) for line in victim.stdout or ())
        reached = any(stage_name == stage and float(fraction) > HALF_WAY for stage_name, fraction in heard)
        os.kill(victim.pid, signal.SIGKILL)
    assert reached
    wait_for_locks(reference_engine)
    assert set(counts(reference_engine).values()) == {0}
    build(reference_engine)
    assert counts(reference_engine)["dataset"] == 1


def wait_for_locks(engine: Engine) -> None:
    """PostgreSQL notices that its client is gone when it next writes to it."""
    until = now().timestamp() + 30
    while now().timestamp() < until:
        try:
            counts(engine)
        except DatabaseUnavailableError:
            time.sleep(0.1)
        else:
            return


def test_a_database_in_use_is_left_alone(sqlite: Sqlite):
    engine = sqlite.fresh("reference", "_again")
    reader = engine_for(str(engine.url))
    with reader.connect() as connection, use_language(ENGLISH):
        connection.execute(text("SELECT count(*) FROM region"))
        with pytest.raises(DatabaseUnavailableError, match="Stop it, then seed again"):
            build(engine)
    reader.dispose()
    assert set(counts(engine).values()) == {0}
    engine.dispose()


def test_a_tiny_province_is_whole_too(reference_engine: Engine):
    build(reference_engine, demo.SCALE_RANGE[0])
    assert all(counts(reference_engine)[name] > 0 for name in ("person", "warning", "delivery", "solar_yield"))
    assert DEMO_SCALE > demo.SCALE_RANGE[0]
