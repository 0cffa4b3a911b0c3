"""Chart data of each page: ours from the cube; pandas, SQL and DuckDB from the records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from duckdb import DuckDBPyConnection
from sqlalchemy import Connection, Engine, select

from dashboard.page_url import OVERVIEW
from shared.access import open_session
from shared.clock import Period
from shared.indicators.cube_snapshot import pin_as_of
from shared.indicators.indicator_value import IndicatorValue
from shared.models import Level, Region
from tests.benchmarks.baselines import duckdb_tables, grouped_sql
from tests.benchmarks.baselines.grouped_sql import Fact
from tests.benchmarks.baselines.pandas_page import PandasPage
from tests.benchmarks.commands import say
from tests.benchmarks.demo_databases import DAY, Province, Provinces, on_both
from tests.benchmarks.page_queries import OFFICIAL, Call, calls_of, facts
from tests.benchmarks.timing import Row, in_turns

FUNNEL = "funnel of all counties"
PAGES = {"overview": OVERVIEW, "coverage": "coverage", "warnings": "warnings", "charity": "charity", FUNNEL: None}
STEPS = ("persons_warned", "persons_verified", "persons_eligible", "assisted_after_warning", "persons_not_due")
TO_PANDAS, TO_SQL, TO_DUCKDB = 1 / 500, 1 / 20, 1.0
FUNNEL_TO_PANDAS = 1 / 20


Way = Callable[[], Iterable[Fact]]
"""A way to the facts of a page."""


def rows(provinces: Provinces) -> Iterator[Row]:
    """Each page on both databases."""
    yield from on_both("chart data", lambda dialect: _on(provinces, dialect))


def _on(provinces: Provinces, dialect: str) -> Iterator[Row]:
    province = provinces.get(dialect)
    with province.opened() as engine, engine.connect() as records:
        columns = duckdb_tables.load(records)
        for name in PAGES:
            ways = _ways(name, engine, records, columns)
            _compare(f"{name}, {province.database}", ways)
            yield from _rows(name, province, in_turns(ways))
        columns.close()


def _rows(name: str, province: Province, taken: dict[str, float]) -> Iterator[Row]:
    goals = {"pandas": TO_PANDAS, "SQL": TO_SQL, "DuckDB": TO_DUCKDB}
    if name == FUNNEL:
        goals |= {"pandas": FUNNEL_TO_PANDAS}
    for peer, goal in goals.items():
        yield Row(f"{name}, chart data, {province.database}", taken["ours"], goal, peer, taken[peer])


def _ways(name: str, engine: Engine, records: Connection, columns: DuckDBPyConnection) -> dict[str, Way]:
    page = PandasPage(records, DAY)
    in_rows, in_columns = (grouped_sql.page(name, dialect, DAY) for dialect in (engine.dialect.name, "duckdb"))
    calls = calls_of(PAGES[name]) if PAGES[name] is not None else _funnel(engine)

    def ours() -> list[IndicatorValue]:
        with open_session(OFFICIAL, engine) as session:
            pin_as_of(session)
            found = [figure for call in calls for figure in call.answer(session)]
            session.commit()
            return found

    def sql() -> list[Fact]:
        results = (records.exec_driver_sql(statement) for statement in in_rows)
        return [fact for result in results for fact in grouped_sql.facts(list(result.keys()), result.fetchall())]

    def duckdb() -> list[Fact]:
        results = (columns.execute(statement) for statement in in_columns)
        return [fact for r in results for fact in grouped_sql.facts([c[0] for c in r.description], r.fetchall())]

    return {"ours": ours, "pandas": lambda: page.page(name), "SQL": sql, "DuckDB": duckdb}


def _funnel(engine: Engine) -> list[Call]:
    """The warnings of the year, step by step, for all counties at once."""
    with engine.connect() as connection:
        counties = tuple(connection.scalars(select(Region.code).where(Region.level == Level.COUNTY)))
    return [Call(STEPS, counties, (Period.parse(DAY[:4]),), "", ())]


def _compare(what: str, ways: dict[str, Way]) -> None:
    """Say how many numbers of ours each peer found too, and name those that differ: a peer must do the same work."""
    our_facts = {fact[:4]: fact[4] for fact in facts(ways["ours"]())}  # type: ignore[arg-type]
    for peer in ("pandas", "SQL", "DuckDB"):
        peer_facts = {fact[:4]: fact[4] for fact in ways[peer]()}
        common_keys = our_facts.keys() & peer_facts.keys()
        wrong = [(key, our_facts[key], peer_facts[key]) for key in common_keys if our_facts[key] != peer_facts[key]]
        say(f"{what}: {len(our_facts):,} numbers; {peer} counts {len(peer_facts):,}, {len(common_keys):,} of them ours")
        for key, our_value, other in wrong[:3]:
            say(f"  DIFFERENT {'/'.join(key)}: {our_value:,} here, {other:,} there")
