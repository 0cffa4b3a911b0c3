"""Counting all figures, and counting anew what one correction touches."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Engine

from shared.access import SYSTEM, open_session
from shared.indicators.cube import build
from tests.benchmarks import edits
from tests.benchmarks.baselines.pandas_page import PandasPage
from tests.benchmarks.demo_databases import DAY, Province, Provinces, on_both
from tests.benchmarks.timing import Row, in_turns

COUNTY = "320583"
"""Kunshan, a large one."""
BUILD_TO_PANDAS, COUNTY_TO_BUILD = 1 / 2, 1 / 25
PAGE = "coverage"


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases."""
    yield from on_both("counting figures", lambda dialect: _on(provinces, dialect))


def _on(provinces: Provinces, dialect: str) -> Iterator[Row]:
    province = provinces.get(dialect)
    with province.opened() as engine, engine.connect() as records:
        page = PandasPage(records, DAY)
        corrections = edits.works(engine, COUNTY)
        works = {"build": lambda: _build(engine), "pandas": lambda: page.page(PAGE)}
        yield from _rows(province, in_turns(works | corrections), list(corrections))


def _rows(province: Province, taken: dict[str, float], corrections: list[str]) -> Iterator[Row]:
    work, peer = f"all figures counted, {province.database}", f"pandas, {PAGE} page"
    yield Row(work, taken["build"], BUILD_TO_PANDAS, peer, taken["pandas"])
    for name in corrections:
        work = f"{name} corrected: audit, figures of county, city, province, {province.database}"
        yield Row(work, taken[name], COUNTY_TO_BUILD, "all figures", taken["build"])


def _build(engine: Engine) -> None:
    """Everything but the commit: the cube stays as it was."""
    with open_session(SYSTEM, engine, writing=True) as session:
        build(session)
        session.rollback()
