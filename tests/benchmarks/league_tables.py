"""Data of the league table of all counties: one figure with ranks and the year before, and all figures at once."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, select

from shared.access import open_session
from shared.clock import Period
from shared.indicators.catalogue import INDICATORS
from shared.indicators.cube_snapshot import pin_as_of
from shared.indicators.league import RankedValue, Ranks, rank_column, rank_values
from shared.indicators.values import load_columns, load_values
from shared.models import Level, Region
from tests.benchmarks.baselines.pandas_page import PandasPage
from tests.benchmarks.demo_databases import DAY, Province, Provinces, on_both
from tests.benchmarks.page_queries import OFFICIAL
from tests.benchmarks.timing import Row, in_turns

FIGURE, YEAR = "warning_to_assistance", Period.parse(DAY[:4])
MOST_SECONDS, TO_PANDAS = 0.010, 1 / 20
PEER = "pandas, the warnings of all counties"


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases."""
    yield from on_both("league table", lambda dialect: _on(provinces.get(dialect)))


def _on(province: Province) -> Iterator[Row]:
    with province.opened() as engine, engine.connect() as records:
        yield from league_rows(engine, records, province.database)


def league_rows(engine: Engine, records: Connection, database: str) -> Iterator[Row]:
    """Ours from the cube; pandas reads the warnings and groups them by county."""
    page = PandasPage(records, DAY)
    counties = list(records.scalars(select(Region.code).where(Region.level == Level.COUNTY).order_by(Region.code)))
    spent = in_turns(
        {
            "one": lambda: rank_one(engine, counties),
            "all": lambda: rank_all(engine, counties),
            "values": lambda: rank_all(engine, counties, with_values=True),
            PEER: lambda: page.page("funnel of all counties"),
        }
    )
    one = f"league table, {len(counties)} counties × one figure, {database}"
    every = f"league table, {len(counties)} counties × {len(INDICATORS)} figures, {database}"
    yield Row(f"{one}, with the year before and ranks", spent["one"], MOST_SECONDS)
    yield Row(one, spent["one"], TO_PANDAS, PEER, spent[PEER])
    yield Row(f"{every}, numbers and ranks", spent["all"], MOST_SECONDS)
    yield Row(every, spent["all"], TO_PANDAS, PEER, spent[PEER])
    yield Row(f"{every}, every value with its state, as files write them", spent["values"])


def rank_one(engine: Engine, counties: list[str]) -> list[RankedValue]:
    """The ranked values of one figure and those of the year before, as a page reads them."""
    with open_session(OFFICIAL, engine) as session:
        pin_as_of(session)
        loaded = load_values(session, [FIGURE], counties, [YEAR, YEAR.year_ago])
        session.commit()
    before = {value.region_code: value for value in loaded if value.period == YEAR.year_ago}
    return rank_values((value for value in loaded if value.period == YEAR), before)


def rank_all(engine: Engine, counties: list[str], *, with_values: bool = False) -> dict[str, Ranks]:
    """The ranks of all counties in all figures, or every value besides. Nothing is kept from one call to the next."""
    with open_session(OFFICIAL, engine) as session:
        pin_as_of(session)
        columns = [column for (column,) in load_columns(session, INDICATORS, counties, [YEAR])]
        if with_values:
            for column in columns:
                assert all(column.value(place).state for place in range(len(counties)))
        session.commit()
    return {column.indicator.key: rank_column(column) for column in columns}
