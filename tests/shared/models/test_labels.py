"""Every column and every record has a name people use, in both languages; every list of values is known."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import CheckConstraint

from shared.locale import CHINESE, ENGLISH, use_language
from shared.models.base import Base
from shared.models.choices import COLUMNS as CHOICES
from shared.models.choices import choices
from shared.models.labels import COLUMNS, EXCEPTIONS, label, noun, nouns

RECORDS = sorted((m.class_ for m in Base.registry.mappers), key=lambda cls: cls.__tablename__)


@pytest.mark.parametrize("record", RECORDS, ids=lambda cls: cls.__tablename__)
def test_record_and_columns_have_names_in_both_languages(record):
    for column in [column.name for column in record.__table__.columns]:
        for said in (label(record, column), noun(record), nouns(record)):
            with use_language(CHINESE):
                chinese = str(said)
            with use_language(ENGLISH):
                assert chinese != str(said), column


def test_no_label_is_left_over():
    known = {c.name for t in Base.metadata.tables.values() for c in t.columns} | {"identity_number", "tiers"}
    assert set(COLUMNS) <= known
    places = {f"{t.name}.{c.name}" for t in Base.metadata.tables.values() for c in t.columns}
    assert set(EXCEPTIONS) <= places
    assert {name for name in CHOICES if "." in name} <= places


@pytest.mark.parametrize("record", RECORDS, ids=lambda cls: cls.__tablename__)
def test_lists_of_values_are_those_the_database_knows(record):
    for check in record.__table__.constraints:
        if isinstance(check, CheckConstraint) and str(check.name).endswith("_known") and " IN (" in str(check.sqltext):
            column = str(check.sqltext).partition(" ")[0]
            assert set(re.findall(r"'([^']*)'", str(check.sqltext))) == set(choices(record, column) or ())
