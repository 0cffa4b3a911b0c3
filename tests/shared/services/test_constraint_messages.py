"""Whatever the database refuses comes back as a sentence in both languages, at the column it is about."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from shared.access import SYSTEM
from shared.locale import CHINESE, ENGLISH, use_language
from shared.migrations.triggers import AUDIT_APPEND_ONLY, SPELL_OVERLAP
from shared.models import Household, Person, SolarInstallation, SolarYield, Spell
from shared.models.base import Base
from shared.services.constraint_messages import UNKNOWN_CONTRADICTION, message_for_constraint, validation_error_from
from tests.factories import records as make
from tests.support.two_counties import HERE, TwoCounties

TABLES = Base.metadata.sorted_tables
KINDS = (CheckConstraint, ForeignKeyConstraint, UniqueConstraint)
NAMES = sorted(
    {(str(c.name), t.name) for t in TABLES for c in t.constraints if isinstance(c, KINDS)}
    | {(str(i.name), t.name) for t in TABLES for i in t.indexes if i.unique}
    | {(f"nn_{t.name}_{c.name}", t.name) for t in TABLES for c in t.columns if not c.nullable}
    | {(SPELL_OVERLAP, "spell"), (AUDIT_APPEND_ONLY, "audit_event"), ("pk_region", "region")}
)


@pytest.mark.parametrize(("name", "table"), NAMES)
def test_every_constraint_has_a_sentence_in_both_languages(name, table):
    messages = []
    for language in (CHINESE, ENGLISH):
        with use_language(language):
            column, sentence = message_for_constraint(name)
            messages.append(sentence)
            assert sentence != str(UNKNOWN_CONTRADICTION)
            assert "{" not in sentence
    assert messages[0] != messages[1]
    assert column in {"", "identity_number", *Base.metadata.tables[table].c.keys()}


def test_an_unknown_constraint_has_a_general_one():
    with use_language(ENGLISH):
        assert message_for_constraint("ck_nothing_known") == ("", str(UNKNOWN_CONTRADICTION))


WRONG = {
    "twice": ("number", lambda _: make.household(HERE, number="twice")),
    "unknown": ("residence", lambda _: make.household(HERE, residence="sea")),
    "blank": ("address", lambda _: make.household(HERE, address="  ")),
    "missing": ("number", lambda _: make.household(HERE, number=None)),
    "constraint": ("key", lambda _: make.programme(key="again")),
    "index": (
        "year",
        lambda keys: SolarYield(
            region_code=HERE, installation_id=keys[SolarInstallation], year=2023, energy_kwh=1, income_fen=1
        ),
    ),
    "trigger": (
        "start_on",
        lambda keys: Spell(
            region_code=HERE,
            person_id=keys[Person],
            household_id=keys[Household],
            tier="dibao",
            start_on=date(2023, 5, 1),
        ),
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_both_databases_name_the_same_column(counties: TwoCounties, wrong):
    column, record = WRONG[wrong]
    with counties.session(SYSTEM) as session:
        session.add_all([make.household(HERE, number="twice"), make.programme(key="again")])
        session.flush()
        session.add(record(counties.here))
        with pytest.raises(IntegrityError) as error:
            session.flush()
    assert validation_error_from(error.value).fields.keys() == {column}
