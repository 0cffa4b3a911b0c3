"""The schema goes up and down on both databases, and is what the models say."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, inspect, select
from sqlalchemy.orm import Session

from shared.errors import SchemaMismatchError
from shared.migrations import schema
from shared.models import Base, LegalParameter, Region
from shared.models.audit_event import TRAIL
from shared.models.search_term import TERMS, address_term, name_term
from tests.factories.records import person
from tests.factories.regions import PROVINCE, region
from tests.support.dibao_spells import dibao_spell, writer

BY_NAME = ["alembic.autogenerate.*", "alembic.autogenerate.checkconstraint_byname"]


def test_head_is_what_the_models_say(engine: Engine) -> None:
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "autogenerate_plugins": BY_NAME}
        everything = MetaData(naming_convention=Base.metadata.naming_convention)
        for table in (*Base.metadata.tables.values(), *TRAIL.tables.values(), *TERMS.tables.values()):
            table.to_metadata(everything)
        assert compare_metadata(MigrationContext.configure(connection, opts=options), everything) == []


@pytest.mark.filterwarnings("error::sqlalchemy.exc.SAWarning")  # the first start of the product prints them
def test_down_leaves_nothing_and_up_works_again(engine: Engine) -> None:
    schema.downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    assert schema.version_of(engine) is None
    schema.upgrade(engine)
    assert schema.is_current(engine)


def test_every_step_goes_down_and_up_with_records_in_it(engine: Engine) -> None:
    with writer(engine) as session:
        session.add(region(PROVINCE))
        session.flush()
        session.add(dibao_spell(person(PROVINCE), "2023-01-01"))
        session.commit()
    for step in reversed(steps()[1:]):
        before = str(step.down_revision)
        for move, revision in ((schema.downgrade, before), (schema.upgrade, step.revision), (schema.downgrade, before)):
            move(engine, revision)
            assert schema.version_of(engine) == revision
    schema.upgrade(engine)
    assert schema.is_current(engine)
    with Session(engine) as session:
        assert session.scalars(select(Region.code)).all() == ["320000"]


def test_steps_are_numbered_in_order() -> None:
    assert [step.revision for step in steps()] == [f"{n:04}" for n in range(1, len(steps()) + 1)]
    assert steps()[-1].revision == schema.head()


def test_a_database_of_another_version_is_refused_with_a_sentence(engine: Engine) -> None:
    schema.require_current(engine)
    schema.downgrade(engine, "0006")
    with pytest.raises(SchemaMismatchError, match="0006"):
        schema.require_current(engine)


def test_an_upgrade_that_fails_leaves_the_version_before(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    schema.downgrade(engine, "0001")
    monkeypatch.setattr("shared.migrations.triggers.create", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        schema.upgrade(engine)
    assert schema.version_of(engine) == "0001"
    assert "household" not in inspect(engine).get_table_names()


def steps() -> list:
    """The migrations, oldest first."""
    return list(reversed(list(ScriptDirectory.from_config(schema._config()).walk_revisions())))


def test_values_of_the_law_are_typed_on_the_way_up(engine: Engine) -> None:
    schema.downgrade(engine, "0014")
    values = {"0.3": "倍低保标准", "10": "个工作日", "12": "个月", "一级; 二级": "", "确认次月": "", "": "天"}
    with engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO region (code, name, name_en, level, kind, is_zone, valid_from, source)"
            " VALUES ('320000', '江苏省', '', 'province', '省', FALSE, '2020-01-01', 'test')"
        )
        for number, (value, unit) in enumerate(values.items()):
            connection.exec_driver_sql(
                "INSERT INTO legal_parameter (key, region_code, valid_from, value, unit, document, status, source,"
                f" note) VALUES ('k{number}', '320000', '2020-01-01', '{value}', '{unit}', '', 'confirmed', '', '')"
            )
    schema.upgrade(engine)
    with Session(engine) as session:
        kinds = session.scalars(select(LegalParameter.kind).order_by(LegalParameter.key)).all()
    assert kinds == ["ratio", "days", "number", "list", "text", "text"]


def test_the_terms_of_people_who_are_there_already_are_written_on_the_way_up(engine: Engine) -> None:
    schema.downgrade(engine, "0022")
    with engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO region (code, name, name_en, level, kind, is_zone, valid_from, source, version)"
            " VALUES ('320000', '江苏省', '', 'province', '省', FALSE, '2020-01-01', 'test', 1)"
        )
        connection.exec_driver_sql(
            "INSERT INTO person (region_code, name, sex, born_on, identity_kind, identity_masked, identity_valid,"
            " version) VALUES ('320000', '单芳', '2', '1950-01-01', 'none', '', TRUE, 1)"
        )
        connection.exec_driver_sql(
            "INSERT INTO household (region_code, number, address, residence, version)"
            " VALUES ('320000', 'H1', '双塘村3组', 'rural', 1)"
        )
    schema.upgrade(engine)
    with engine.connect() as connection:
        assert {"单芳", "shanfang", "danfang", "sf"} <= set(connection.execute(select(name_term.c.term)).scalars())
        assert {"双塘村", "塘村"} <= set(connection.execute(select(address_term.c.term)).scalars())
