"""Counting all figures, and counting anew what one correction touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Engine, select

from shared.access import SYSTEM, open_session
from shared.access.actor import inside
from shared.indicators.cube import build
from shared.models import Delivery, Outcome, Result, Spell, Tier
from shared.services import commit
from tests.benchmarks.measuring import Row, Work, in_turns
from tests.benchmarks.peers.pandas_page import PandasPage
from tests.benchmarks.provinces import DAY, Province, Provinces

COUNTY = "320583"
"""Kunshan, a large one."""
BUILD_TO_PANDAS, COUNTY_TO_BUILD = 1 / 2, 1 / 25
PAGE = "coverage"


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases."""
    for dialect in ("sqlite", "postgresql"):
        province = provinces.get(dialect)
        with province.opened() as engine, engine.connect() as records:
            page = PandasPage(records, DAY)
            corrections = _corrections(engine)
            works = {"build": lambda: _build(engine), "pandas": lambda: page.page(PAGE)}  # noqa: B023 - used at once
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


def _corrections(engine: Engine) -> dict[str, Work]:
    """A record of one county, changed to and fro so that its figures change."""

    def tier(spell: Spell) -> None:
        spell.tier = Tier.EXPENDITURE if spell.tier == Tier.MARGINAL else Tier.MARGINAL

    def result(outcome: Outcome) -> None:
        outcome.result = Result.NOT_IN_NEED if outcome.result == Result.ELIGIBLE else Result.ELIGIBLE

    def value(delivery: Delivery) -> None:
        delivery.value_fen += 100

    return {
        "spell": _correction(engine, select(Spell).where(Spell.tier.in_([Tier.MARGINAL, Tier.EXPENDITURE])), tier),
        "outcome": _correction(engine, select(Outcome), result),
        "delivery": _correction(engine, select(Delivery), value),
    }


def _correction(engine: Engine, query: Any, change: Callable[[Any], None]) -> Work:
    """The edge's own unit of work: read, change, commit with figures and audit trail."""
    cls = query.column_descriptions[0]["entity"]
    first = query.where(inside(cls.region_code, (COUNTY,))).order_by(cls.region_code, cls.id).limit(1)

    def correct() -> None:
        with open_session(SYSTEM, engine, writing=True) as session:
            change(session.scalars(first).one())
            commit(session)

    return correct
