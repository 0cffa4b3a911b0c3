"""Making the province: the whole of it, and the loading of a row beside the ORM's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from seed.demo.build_database import LOADERS
from seed.demo.generate import DemoParameters, generate_province
from seed.demo.loading.load_columns import TableRows
from seed.demo.toolkit.calibration import Scale
from shared.models import Base, BenefitPayment, Household, HouseholdMember, Person, Spell
from tests.benchmarks.demo_databases import REAL, SMALL, Province, Provinces, on_both
from tests.benchmarks.timing import Row, Work, in_turns

LOAD_TO_ORM = 1 / 25
GOALS = {"sqlite": (90, 3_000_000_000, 1_500_000_000)}
"""Seconds, memory and disk of what `make run` prepares."""
SAMPLE, SAMPLED = 0.1, (Household, Person, HouseholdMember, Spell, BenefitPayment)
"""Scale of what the loader loads, and what the ORM adds of the small province: about 160,000 records."""
SECRET = "a key that seals numbers for benchmarks"
ROUNDS = 2


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases."""
    yield from on_both("making a province", lambda dialect: _on(provinces, dialect))


def _on(provinces: Provinces, dialect: str) -> Iterator[Row]:
    whole, small = provinces.get(dialect, REAL, anew=True), provinces.get(dialect, SMALL)
    yield from _whole(whole)
    engine = provinces.blank(dialect)
    loaded, added = _made(engine), _records(small)
    works = {"ours": _loading(engine, loaded), "ORM": _adding(engine, added)}
    taken = in_turns(works, ROUNDS)
    engine.dispose()
    our_seconds, orm_seconds = taken["ours"] / sum(map(len, loaded)), taken["ORM"] / len(added)
    yield Row(f"loading a record, {whole.database}", our_seconds, LOAD_TO_ORM, "ORM add_all", orm_seconds)


def _whole(made: Province) -> Iterator[Row]:
    what = f"`suzhu seed demo`, {made.database}"
    seconds, memory, disk = GOALS.get(made.dialect, (None, None, None))
    yield Row(f"{what}: records, indexes, accounts, figures", made.making.seconds, seconds)
    yield Row(f"{what}: memory at the peak, all processes", made.making.memory, memory, unit="B")
    yield Row(f"{what}: size on disk", made.making.disk, disk, unit="B")


def _made(engine: Engine) -> list[TableRows]:
    with engine.connect() as connection:
        return list(generate_province(connection, DemoParameters(Scale(SAMPLE), 1, SECRET), lambda *_: None))


class AllLoadedError(Exception):
    """Everything was loaded; taking it back leaves the database as it was."""


def _loading(engine: Engine, made: list[TableRows]) -> Work:
    """The seed's own loader, with indexes and guards, up to the last step that makes it lasting."""

    def load() -> None:
        with suppress(AllLoadedError), LOADERS[engine.dialect.name](engine) as loader:
            for table in made:
                loader.load(table, lambda _count: None)
            loader.finish(lambda _fraction: None)
            raise AllLoadedError

    return load


def _records(small: Province) -> list[tuple[type[Base], dict[str, Any]]]:
    with small.opened() as engine, engine.connect() as connection:
        return [
            (cls, dict(row))
            for cls in SAMPLED
            for row in connection.execute(select(cls.__table__).order_by(cls.id)).mappings()
        ]


def _adding(engine: Engine, records: list[tuple[type[Base], dict[str, Any]]]) -> Work:
    """As tutorials do it: make the objects, add them all, flush."""

    def add() -> None:
        with Session(engine.execution_options(writing=True)) as session:
            session.add_all([cls(**values) for cls, values in records])
            session.flush()
            session.rollback()

    return add
