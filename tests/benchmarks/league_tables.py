"""Data of the league table of all counties: one figure with ranks and the year before, and all figures at once."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, select

from shared.access import open_session
from shared.clock import Period
from shared.indicators.catalogue import INDICATORS
from shared.indicators.cube_snapshot import pin_as_of
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.league import RankedValue, rank_values
from shared.indicators.values import load_values
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
            "one": lambda: rank_counties(engine, [FIGURE], counties),
            "all": lambda: rank_counties(engine, list(INDICATORS), counties),
            PEER: lambda: page.page("funnel of all counties"),
        }
    )
    one = f"league table, {len(counties)} counties × one figure, {database}"
    every = f"league table, {len(counties)} counties × {len(INDICATORS)} figures, {database}"
    yield Row(f"{one}, with the year before and ranks", spent["one"], MOST_SECONDS)
    yield Row(one, spent["one"], TO_PANDAS, PEER, spent[PEER])
    yield Row(f"{every}, with ranks", spent["all"], MOST_SECONDS)
    yield Row(every, spent["all"], None, PEER, spent[PEER])


def rank_counties(engine: Engine, keys: list[str], counties: list[str]) -> dict[str, list[RankedValue]]:
    """The ranked values of each figure, as a page reads them."""
    with open_session(OFFICIAL, engine) as session:
        pin_as_of(session)
        periods = [YEAR, YEAR.year_ago] if len(keys) == 1 else [YEAR]
        loaded = load_values(session, keys, counties, periods)
        session.commit()
    values: dict[str, list[IndicatorValue]] = {key: [] for key in keys}
    for value in loaded:
        if value.period == YEAR:
            values[value.indicator.key].append(value)
    return {key: rank_values(of_figure) for key, of_figure in values.items()}
