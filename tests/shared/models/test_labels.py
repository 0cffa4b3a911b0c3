"""Every column and every record says what it is, in both languages, where it is declared."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import CheckConstraint, Date, DateTime, Integer, LargeBinary, String

from shared.locale import CHINESE, ENGLISH, use_language
from shared.models.base import Base
from shared.models.columns import ColumnKind, Requirement, choices_for, meaning_of
from shared.models.labels import label, noun, nouns

RECORDS = sorted((m.class_ for m in Base.registry.mappers), key=lambda cls: cls.__tablename__)
STORED_AS = {
    ColumnKind.AMOUNT: Integer,
    ColumnKind.DATE: Date,
    ColumnKind.EVENT_DATE: Date,
    ColumnKind.FREE_TEXT: String,
    ColumnKind.IDENTIFIER: String,
    ColumnKind.MONTH: String,
    ColumnKind.PERSON_NAME: String,
    ColumnKind.REASON: String,
    ColumnKind.REGION: String,
    ColumnKind.TELEPHONE: String,
}


@pytest.mark.parametrize("record", RECORDS, ids=lambda cls: cls.__tablename__)
def test_record_and_columns_have_names_in_both_languages(record):
    for name in [*record.__mapper__.columns.keys(), *record.__other_labels__]:
        for text in (label(record, name), noun(record), nouns(record)):
            with use_language(CHINESE):
                chinese = str(text)
            with use_language(ENGLISH):
                assert chinese != str(text), name


@pytest.mark.parametrize("record", RECORDS, ids=lambda cls: cls.__tablename__)
def test_a_column_is_stored_as_its_kind_needs(record):
    for name, column in record.__mapper__.columns.items():
        meaning = meaning_of(record, name)
        assert isinstance(column.type, STORED_AS.get(meaning.kind, object)), name
        assert (meaning.choices is not None) == (meaning.kind is ColumnKind.CODED), name
        assert (meaning.kind is ColumnKind.REFERENCE) == (
            bool(column.foreign_keys) and meaning.kind is not ColumnKind.REGION
        ), name
        assert not isinstance(column.type, LargeBinary) or meaning.kind in {ColumnKind.SECRET, ColumnKind.DOCUMENT}, (
            name
        )
        assert not isinstance(column.type, DateTime) or meaning.kind is ColumnKind.INSTANT, name
        assert not meaning.year_name or meaning.kind in {ColumnKind.DATE, ColumnKind.EVENT_DATE}, name


def test_lists_of_values_are_those_the_database_knows():
    """A CHECK on a list names what the column's own list names: they cannot drift apart."""
    checked = []
    for record in RECORDS:
        for check in record.__table__.constraints:
            if isinstance(check, CheckConstraint) and " IN (" in str(check.sqltext):
                column = str(check.sqltext).partition(" ")[0]
                assert set(re.findall(r"'([^']*)'", str(check.sqltext))) == set(choices_for(record, column) or ())
                checked.append((record, column))
    coded = [(r, n) for r in RECORDS for n in r.__mapper__.columns.keys() if choices_for(r, n)]  # noqa: SIM118
    assert len(checked) > 30
    assert set(checked) <= set(coded)


def test_what_may_be_missing_is_declared():
    rules = {(r.__tablename__, n): meaning_of(r, n).requirement for r in RECORDS for n in r.__mapper__.columns.keys()}  # noqa: SIM118
    assert {key for key, rule in rules.items() if rule is Requirement.DERIVED} == {
        ("person", "sex"),
        ("person", "born_on"),
    }
    assert rules["published_count", "value"] is Requirement.IF_FOUND
