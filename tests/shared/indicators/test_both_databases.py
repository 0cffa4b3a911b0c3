"""The same records make the same cells on SQLite and PostgreSQL, and two writers at once leave them right."""

from __future__ import annotations

from datetime import date
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from shared.access import SYSTEM, open_session
from shared.indicators import aggregation, cube
from shared.models import EarlyWarning, Observation, Quota, Spell
from shared.services import commit
from tests.shared.indicators.small_province import COUNTIES
from tests.shared.indicators.test_oracles import put

AS_OF = date(2023, 12, 31)


def cells(engine) -> list[tuple]:
    columns = (getattr(Observation, name) for name in cube.COLUMNS)
    with open_session(SYSTEM, engine) as session:
        return sorted(tuple(row) for row in session.execute(select(*columns)))


def test_cells_are_equal_on_both_databases(sqlite, postgresql):
    for seed, as_of in ((3, AS_OF), (4, date(2024, 2, 29))):
        made = []
        for database in (sqlite, postgresql):
            engine = database.fresh("schema")
            put(engine, seed, as_of)
            made.append(cells(engine))
            engine.dispose()
        assert len(made[0]) > 1_000
        assert made[0] == made[1]


def test_two_writers_at_once_leave_the_cube_right(engine):
    """Both change warnings of one person in different counties, who counts once in the province."""
    put(engine, 5, AS_OF)
    with open_session(SYSTEM, engine, writing=True) as session:
        first, second = session.scalars(select(EarlyWarning).order_by(EarlyWarning.id)).all()[:2]
        for warning, county in ((first, COUNTIES[0]), (second, COUNTIES[2])):
            warning.region_code, warning.person_id, warning.issued_on = county, 9, date(2023, 5, 1)
            warning.due_on, warning.retired_on = date(2023, 5, 15), None
        ids = (first.id, second.id)
        commit(session)
    both_flushed = Barrier(2)

    def write(key: int) -> None:
        with open_session(SYSTEM, engine, writing=True) as session:
            session.get_one(EarlyWarning, key).person_id = 10
            if engine.dialect.name == "postgresql":  # SQLite lets one write after the other
                session.flush()
                both_flushed.wait(timeout=20)
            commit(session)

    threads = [Thread(target=write, args=[key]) for key in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with open_session(SYSTEM, engine) as session:
        assert {session.get_one(EarlyWarning, key).person_id for key in ids} == {10}
        assert cube.find_differences(session) == []


def _end_a_spell(session) -> None:
    spell = session.scalars(select(Spell).where(Spell.end_on.is_(None), Spell.retired_on.is_(None))).first()
    spell.end_on = max(AS_OF, spell.start_on.replace(year=2030))


def _raise_a_quota(session) -> None:
    session.scalars(select(Quota).where(Quota.retired_on.is_(None))).first().units += 1


@pytest.mark.parametrize("edit", [_end_a_spell, _raise_a_quota])
def test_a_build_waits_for_writers_and_they_for_it(postgresql, edit):
    """A record committed while everything is counted anew is not lost."""
    engine = postgresql.fresh("schema")
    put(engine, 6, AS_OF)
    with open_session(SYSTEM, engine, writing=True) as building:
        cube.build(building)
        writer = Thread(target=_write, args=[engine, edit])
        writer.start()
        writer.join(timeout=1)
        assert writer.is_alive()  # it waits
        building.commit()
    writer.join(timeout=60)
    with open_session(SYSTEM, engine) as session:
        assert cube.find_differences(session) == []
    engine.dispose()


def _write(engine, edit) -> None:
    with open_session(SYSTEM, engine, writing=True) as session:
        edit(session)
        commit(session)


@pytest.mark.parametrize(
    ("record", "attribute", "value"), [(Spell, "tier", "expenditure"), (EarlyWarning, "level", "orange")]
)
def test_one_edit_reads_the_rows_of_its_people_only(engine, record, attribute, value, monkeypatch):
    put(engine, 7, AS_OF)
    read: list[int] = []

    class Watched(aggregation.SourceColumns):
        def __init__(self, *arguments) -> None:
            super().__init__(*arguments)
            read.append(self.count)

    monkeypatch.setattr(aggregation, "SourceColumns", Watched)
    with open_session(SYSTEM, engine, writing=True) as session:
        everybody = session.scalars(select(record).where(record.retired_on.is_(None)).order_by(record.id)).all()
        found = next(one for one in everybody if getattr(one, attribute) != value)
        setattr(found, attribute, value)
        rows_of_people = [r for r in everybody if r.person_id == found.person_id]
        if record is Spell:
            rows_of_people += [r for r in everybody if r.household_id == found.household_id]
        commit(session)
    assert 0 < max(read) <= 2 * len(rows_of_people) < 2 * len(everybody)  # as they were and as they are
