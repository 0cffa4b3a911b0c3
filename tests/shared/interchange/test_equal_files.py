"""The same records make the same files on SQLite and PostgreSQL, and the same numbers in both languages."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import Engine

from shared.access import SYSTEM, open_session
from shared.indicators.catalogue import INDICATORS, dimensions_of
from shared.interchange.extract_query import parse_query
from shared.interchange.figures_csv import figures_csv
from shared.locale import CHINESE, ENGLISH, use_language

WORDS = {
    "figure_name",
    "region_name",
    "parent_name",
    "city_name",
    "county_name",
    "category_label",
    "unit",
    "definition",
    "source",
    "data_source",
    "note",
}
WHEN = "refreshed_at"
QUERIES = [{"level": "city", "period": "2023"}, {"level": "village", "region": "320583100", "period": "2023-12"}]
FIGURES = [(key, dimension) for key in INDICATORS for dimension in ("", *dimensions_of(key))]


def file(engine: Engine, key: str, language: str, **words: str) -> list[dict[str, str]]:
    """The rows of a file, read strictly, but for when the figures last changed."""
    with open_session(SYSTEM, engine) as session, use_language(language):
        text = b"".join(figures_csv(session, parse_query(session, key, **words))).decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))
    return [{column: value for column, value in row.items() if column != WHEN} for row in rows]


@pytest.mark.parametrize("where", QUERIES, ids=lambda where: where["level"])
def test_files_are_equal_on_both_databases_and_in_both_languages(counted_on_sqlite, counted_on_postgresql, where):
    filled = 0
    for key, dimension in FIGURES:
        here = file(counted_on_sqlite, key, CHINESE, dimension=dimension, **where)
        assert here == file(counted_on_postgresql, key, CHINESE, dimension=dimension, **where), (key, dimension)
        english = file(counted_on_sqlite, key, ENGLISH, dimension=dimension, **where)
        assert [numbers(row) for row in here] == [numbers(row) for row in english], (key, dimension)
        filled += sum(bool(row["value"]) for row in here)
    assert filled > 500


def numbers(row: dict[str, str]) -> dict[str, str]:
    """What does not follow the language."""
    return {column: value for column, value in row.items() if column not in WORDS}
