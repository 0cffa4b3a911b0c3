"""The engine against the twins: every figure, total and every split, in every region, on both databases."""

from collections import defaultdict
from datetime import date
from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from shared import clock
from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.indicators import cube
from shared.indicators.catalogue import INDICATORS, UNSPLIT, dimensions_of
from shared.indicators.figure import Figure
from shared.indicators.reading import figures
from shared.indicators.units import Unit
from tests.indicators.boundary_records import boundary_records
from tests.indicators.random_records import records
from tests.indicators.small_province import CITIES, PROVINCE, REGIONS, Row, fill
from tests.oracles.twins import TWINS
from tests.oracles.world import World

DAYS = [date(2023, 12, 31), date(2024, 2, 29), date(2023, 6, 15), date(2024, 1, 1)]
FEW = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a seed is as small as it gets
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def test_every_figure_has_a_twin():
    assert set(TWINS) == set(INDICATORS)
    assert {k for k, twin in TWINS.items() if twin.denominator} == {
        k for k, one in INDICATORS.items() if one.denominator
    }


def put(engine: Engine, seed: int, as_of: date) -> None:
    """Fill the database with a random province and build its cube."""
    put_rows(engine, records(Random(seed), as_of), as_of)  # noqa: S311 - to be repeatable


def put_rows(engine: Engine, rows: dict[str, list[Row]], as_of: date) -> None:
    """Fill the database with rows and build its cube."""
    clock.stand_still(as_of)
    with engine.execution_options(writing=True).begin() as connection:
        fill(connection, rows)
    with open_session(SYSTEM, engine, writing=True) as session:
        cube.build(session)
        session.commit()


def some_periods(as_of: date) -> list[str]:
    """This month and its neighbours, a year ago, the first month counted and the one before; all years."""
    month = Period.month_of(as_of)
    years = [str(as_of.year - n) for n in range(4)]
    return [p for p in [month.back(n).key for n in (0, 1, 2, 3, 12, 35, 36)] + years if holds(p, as_of)]


def holds(period: str, as_of: date) -> bool:
    """Whether a period is counted: 36 months, and the years whose January is among them."""
    first = Period.month_of(as_of).back(35).start
    return first <= Period.parse(period).start <= as_of


class Expected:
    """What a twin says about one region and period: numerator and denominator by value of the split."""

    def __init__(self, key: str, world: World, place: str, period: str, split: str) -> None:
        twin, whole = TWINS[key], INDICATORS[key].denominator in UNSPLIT
        self.top = twin.numerator(world, place, period, split)
        self.less = twin.minus(world, place, period, split) if twin.minus else {}
        self.bottom = twin.denominator(world, place, period, "" if whole else split) if twin.denominator else None
        self.whole = whole
        sides = (self.top or {}, self.less, {} if whole else self.bottom or {}, {} if split else {"": 1})
        self.values = {value for side in sides for value, number in side.items() if number or value == ""}

    def sides(self, value: str) -> tuple[int | None, int | None]:
        top = None if self.top is None else self.top.get(value, 0) - self.less.get(value, 0)
        return top, None if self.bottom is None else self.bottom.get("" if self.whole else value, 0)


def disagreements(
    engine: Engine, world: World, key: str, split: str, regions: list[str], periods: list[str]
) -> list[tuple]:
    """Where figures and twin differ: (region, period, value, read, expected)."""
    with open_session(SYSTEM, engine) as session:
        read = figures(session, [key], regions, [Period.parse(p) for p in periods], split)
    found: dict[tuple[str, str], dict[str, Figure]] = defaultdict(dict)
    for figure in read:
        found[figure.region_code, figure.period.key][figure.dimension.partition("=")[2]] = figure
    skipped = {(f.region_code, f.period.key) for f in read if not f.applies}
    wrong = []
    for place, period in product(regions, periods):
        wanted = Expected(key, world, place, period, split)
        values = found[place, period].keys() | wanted.values
        for value in values if (place, period) not in skipped else ():
            figure = found[place, period].get(value)
            sides = (figure.numerator, figure.denominator) if figure else None
            if sides != wanted.sides(value):
                wrong.append((place, period, value, sides, wanted.sides(value)))
    return wrong


@FEW
@given(seed=st.integers(0, 10**6), as_of=st.sampled_from(DAYS))
def test_figures_equal_their_twins(engine, seed, as_of):
    put(engine, seed, as_of)
    assert all_disagreements(engine, as_of, REGIONS, some_periods(as_of)) == {}


@pytest.mark.parametrize("as_of", [DAYS[0], DAYS[2]])
def test_figures_equal_their_twins_on_every_boundary(engine, as_of):
    put_rows(engine, boundary_records(as_of), as_of)
    month = Period.month_of(as_of)
    periods = [month.key, month.previous.key, str(as_of.year)]
    assert all_disagreements(engine, as_of, [PROVINCE, CITIES[0]], periods) == {}


@pytest.mark.parametrize("as_of", DAYS[:1])
def test_rates_are_said_in_their_unit(engine, as_of):
    put_rows(engine, boundary_records(as_of), as_of)
    times = {Unit.PERCENT: 100, Unit.PER_MILLE: 1000}
    rates = [key for key, one in INDICATORS.items() if one.unit in times]
    with open_session(SYSTEM, engine) as session:
        read = [f for f in figures(session, rates, [CITIES[0]], [Period.parse(str(as_of.year))]) if f.denominator]
    assert {f.indicator.key for f in read} == set(rates)
    for f in read:
        assert f.value * f.denominator == pytest.approx(f.numerator * times[f.indicator.unit]), f.indicator.key


def all_disagreements(
    engine: Engine, as_of: date, regions: list[str], periods: list[str]
) -> dict[tuple[str, str], list[tuple]]:
    """Where any figure differs from its twin, by figure and split."""
    with engine.connect() as connection:
        world = World(connection, as_of)
    return {
        (key, split): found[:5]
        for key in INDICATORS
        for split in ("", *dimensions_of(key))
        if (found := disagreements(engine, world, key, split, regions, periods))
    }
