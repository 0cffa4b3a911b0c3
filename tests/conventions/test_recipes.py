"""CONTRIBUTING.md: the files its recipes name exist, and the code in it does what it says."""

import re
from datetime import date

import pytest
from sqlalchemy.orm import Session

from shared import clock
from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.indicators import catalogue, cube, data_sources
from shared.indicators.themes import warnings
from shared.indicators.values import load_value
from shared.interchange.extract_query import parse_query
from shared.interchange.figures_csv import figures_csv
from shared.locale import ENGLISH, use_language
from tests.conventions.recipes import BLOCKS, GUIDE, recipe
from tests.conventions.repository import ROOT, text_of
from tests.factories import records as make
from tests.factories.parameters import law
from tests.factories.regions import KUNSHAN, VILLAGES, tree
from tests.oracles import raw_records
from tests.oracles import warnings as warnings_oracle

NEW_KIND = {
    "shared/models/volunteer.py",
    "shared/migrations/versions/9999_volunteers.py",
    "admin/views/monitoring/volunteer_view.py",
}


@pytest.mark.parametrize("title", ["A figure", "A record kind", "A page", "A programme", "A warning rule"])
def test_there_is_a_recipe(title):
    assert recipe(title)


def test_the_code_of_recipes_is_meant_for_files_that_exist():
    assert len(BLOCKS) == 8
    old = set(BLOCKS) - NEW_KIND
    assert len(old) == 5
    assert [path for path in old if not list(ROOT.glob(path.replace("<topic>", "*")))] == []


@pytest.fixture
def figure(monkeypatch: pytest.MonkeyPatch) -> str:
    """The figure of the recipe, declared as the recipe does it."""
    theme = {**vars(warnings), "MEASURES": [], "INDICATORS": []}
    exec(BLOCKS["shared/indicators/themes/warnings.py"], theme)  # noqa: S102 - this is what the test is about
    (measure,), (indicator,) = theme["MEASURES"], theme["INDICATORS"]
    monkeypatch.setitem(catalogue.MEASURES, measure.key, measure)
    monkeypatch.setitem(catalogue.COUNTED_MEASURES, measure.key, measure)
    monkeypatch.setitem(catalogue.INDICATORS, indicator.key, indicator)
    monkeypatch.setattr(data_sources, "DATA", dict(data_sources.DATA))
    exec(BLOCKS["shared/indicators/data_sources.py"], vars(data_sources))  # noqa: S102
    return indicator.key


def test_the_recipe_of_a_figure_makes_one(figure, engine, monkeypatch):
    clock.freeze(date(2023, 12, 31))
    with Session(engine.execution_options(writing=True)) as session:
        for region in tree():
            session.add(region)
            session.flush()
        session.add_all(law())
        warning = make.warning(make.person(VILLAGES[0]))
        session.add_all(
            [make.visit(warning), make.visit(warning, done_on=date(2023, 5, 1)), make.visit(warning, done_on=None)]
        )
        session.commit()
    with open_session(SYSTEM, engine, writing=True) as session, use_language(ENGLISH):
        cube.build(session)
        session.commit()
        assert load_value(session, figure, KUNSHAN, Period.parse("2023")).value == 2
        file = b"".join(figures_csv(session, parse_query(session, figure, period="2023-03"))).decode("utf-8-sig")
        assert "home visits in this system" in file
        assert cube.find_differences(session) == []
    monkeypatch.setattr(raw_records, "TABLES", (*raw_records.TABLES, "visit"))
    theme = {**vars(warnings_oracle)}
    exec(BLOCKS["tests/oracles/warnings.py"], theme)  # noqa: S102
    with engine.connect() as connection:
        records = raw_records.RawRecords(connection, date(2023, 12, 31))
    assert theme["home_visits"](records, KUNSHAN, "2023", "") == {"": 2}


def test_the_rules_of_the_code_are_those_that_are_checked():
    limits = re.findall(
        r"MAX_LINES, MAX_LINES_OF_FUNCTION = (\d+), (\d+)", text_of(ROOT / "tests/conventions/test_sizes.py")
    )
    assert limits == [tuple(re.findall(r"hard limit (\d+)", GUIDE))]
