"""The engine against the oracles: every figure, total and every split, in every region, on both databases."""

from collections import defaultdict
from datetime import UTC, date, datetime
from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from shared import clock
from shared.access import SYSTEM, open_session
from shared.clock import PartialPeriod, Period
from shared.indicators import cube, cube_snapshot
from shared.indicators.catalogue import INDICATORS, UNDIMENSIONED_MEASURES, dimensions_of
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.units import Unit
from shared.indicators.values import load_values
from tests.oracles.raw_records import RawRecords
from tests.oracles.registry import ORACLES
from tests.shared.indicators.boundary_records import boundary_records
from tests.shared.indicators.random_records import records
from tests.shared.indicators.small_province import CITIES, PROVINCE, REGIONS, Row, fill

DAYS = [date(2023, 12, 31), date(2024, 2, 29), date(2023, 6, 15), date(2024, 1, 1)]
ONE = settings(
    max_examples=1,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a seed is as small as it gets
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
FEW = settings(ONE, max_examples=3)


def test_every_figure_has_a_oracle():
    assert set(ORACLES) == set(INDICATORS)
    assert {k for k, oracle in ORACLES.items() if oracle.denominator} == {
        k for k, one in INDICATORS.items() if one.denominator
    }


def put(engine: Engine, seed: int, as_of: date) -> None:
    """Fill the database with a random province and build its cube."""
    put_rows(engine, records(Random(seed), as_of), as_of)  # noqa: S311 - to be repeatable


def put_rows(engine: Engine, rows: dict[str, list[Row]], as_of: date) -> None:
    """Fill the database with rows and build its cube."""
    clock.freeze(as_of)
    with engine.execution_options(writing=True).begin() as connection:
        fill(connection, rows)
    with open_session(SYSTEM, engine, writing=True) as session:
        cube.build(session)
        session.commit()


def some_periods(as_of: date) -> list[str]:
    """This month and its neighbours, a year ago, the first month counted and the one before; all years; some longer."""
    month = Period.month_of(as_of)
    years = [str(as_of.year - n) for n in range(5)]
    months = [month.shifted(n).key for n in (0, 1, 2, 3, 12, 35, 36, 41, 47)]
    return [p for p in [*months, *years, *longer_periods(as_of)] if holds(p, as_of)]


def longer_periods(as_of: date) -> list[str]:
    """The running quarter, half year and months up to now, or those that have just ended; eight months of last year."""
    quarter, half = (as_of.month - 1) // 3 + 1, (as_of.month - 1) // 6 + 1
    return [
        f"{as_of.year}-Q{quarter}",
        f"{as_of.year}-H{half}",
        f"{as_of.year}-YTD{as_of.month:02}",
        f"{as_of.year - 1}-YTD08",
    ]


def holds(period: str, as_of: date) -> bool:
    """Whether a period is counted: 36 months, those before that make the first year whole, and the whole years."""
    first = Period.month_of(as_of).shifted(35).start.replace(month=1)
    return first <= Period.parse(period).start <= as_of


class Expected:
    """What a oracle says about one region and period: numerator and denominator by value of the split."""

    def __init__(self, key: str, world: RawRecords, place: str, period: str, split: str) -> None:
        oracle, whole = ORACLES[key], INDICATORS[key].denominator in UNDIMENSIONED_MEASURES
        self.top = oracle.numerator(world, place, period, split)
        self.less = oracle.minus(world, place, period, split) if oracle.minus else {}
        self.bottom = oracle.denominator(world, place, period, "" if whole else split) if oracle.denominator else None
        self.whole = whole
        sides = (self.top or {}, self.less, {} if whole else self.bottom or {}, {} if split else {"": 1})
        self.values = {value for side in sides for value, number in side.items() if number or value == ""}

    def sides(self, value: str) -> tuple[int | None, int | None]:
        top = None if self.top is None else self.top.get(value, 0)
        top = None if top is None else top - self.less.get(value, 0)
        return top, None if self.bottom is None else self.bottom.get("" if self.whole else value, 0)


def disagreements(
    engine: Engine, world: RawRecords, key: str, split: str, regions: list[str], periods: list[str]
) -> list[tuple]:
    """Where figures and oracle differ: (region, period, value, read, expected)."""
    with open_session(SYSTEM, engine) as session:
        read = load_values(session, [key], regions, [Period.parse(p) for p in periods], split)
    return wrong_among(read, world, key, split, regions, periods)


def wrong_among(
    read: list[IndicatorValue], world: RawRecords, key: str, split: str, regions: list[str], periods: list[str]
) -> list[tuple]:
    """The same for figures already read; a part of a period stands for the whole that its world sees so much of."""
    found: dict[tuple[str, str], dict[str, IndicatorValue]] = defaultdict(dict)
    for figure in read:
        found[figure.region_code, whole_of(figure.period).key][figure.dimension.partition("=")[2]] = figure
    skipped = {(f.region_code, whole_of(f.period).key) for f in read if not f.applies}
    wrong = []
    for place, period in product(regions, [Period.parse(period).key for period in periods]):
        expected = Expected(key, world, place, period, split)
        values = found[place, period].keys() | expected.values
        for value in values if (place, period) not in skipped else ():
            figure = found[place, period].get(value)
            sides = (figure.numerator, figure.denominator) if figure else None
            if sides != expected.sides(value):
                wrong.append((place, period, value, sides, expected.sides(value)))
    return wrong


def whole_of(period: Period) -> Period:
    """The period itself, or the whole it is a part of."""
    return period.full_period if isinstance(period, PartialPeriod) else period


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@FEW
@given(seed=st.integers(0, 10**6), as_of=st.sampled_from(DAYS))
def test_figures_equal_their_oracles(engine, seed, as_of):
    put(engine, seed, as_of)
    assert all_disagreements(engine, as_of, REGIONS, some_periods(as_of)) == {}


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@ONE  # the cells of both databases are equal: test_both_databases.py
@given(seed=st.integers(10**6, 2 * 10**6), as_of=st.just(DAYS[1]))
def test_figures_equal_their_oracles_on_postgresql(engine, seed, as_of):
    put(engine, seed, as_of)
    assert all_disagreements(engine, as_of, REGIONS, some_periods(as_of)) == {}


@pytest.mark.parametrize("as_of", [DAYS[0], DAYS[2]])
def test_figures_equal_their_twins_on_every_boundary(engine, as_of):
    put_rows(engine, boundary_records(as_of), as_of)
    month = Period.month_of(as_of)
    periods = [month.key, month.previous.key, str(as_of.year), *longer_periods(as_of)[:2]]
    assert all_disagreements(engine, as_of, [PROVINCE, CITIES[0]], periods) == {}


@pytest.mark.parametrize(
    ("engine", "as_of"), [*(("sqlite", day) for day in DAYS[:3]), ("postgresql", DAYS[1])], indirect=["engine"]
)
def test_parts_to_compare_with_equal_the_twins_of_their_day(engine, as_of):
    """What a running period is compared with is the earlier one as it stood on the same day."""
    put(engine, 11, as_of)
    with open_session(SYSTEM, engine) as session, engine.connect() as connection:
        parts, places = cube_snapshot.current_snapshot(session).parts, [PROVINCE, CITIES[0], REGIONS[3], REGIONS[-1]]
        assert {part.full_period.key for part in parts.values()} >= {
            Period.month_of(as_of).shifted(12).key,
            str(as_of.year - 1),
        }
        for whole, part in parts.items():
            world = RawRecords(connection, part.end, law_of=as_of)
            for key in [key for key, one in INDICATORS.items() if not one.is_current]:
                for split in ("", *dimensions_of(key)):
                    read = load_values(session, [key], places, [part], split)
                    assert wrong_among(read, world, key, split, places, [whole.key]) == [], (key, split, part.key)


def test_running_and_young_periods_are_compared_on_one_basis():
    day, law = date(2023, 6, 15), {"monitor.assistance_days": 90}
    june = cube_snapshot.CubeSnapshot(day, *cube_snapshot.counted_periods(day), datetime.now(UTC), law)
    year, before = Period.parse("2023"), Period.parse("2022")
    recipients, assisted = INDICATORS["recipients_by_tier"], INDICATORS["assisted_after_warning"]
    assert june.basis(assisted, year, before) is None  # its time is not up, and it counts those whose is not
    for one in (recipients, INDICATORS["warning_to_assistance"]):
        basis = june.basis(one, year, before)
        assert (basis.key, basis.start, basis.end) == ("~2022", date(2022, 1, 1), date(2022, 6, 15))
        month = june.basis(one, Period.parse("2023-06"), Period.parse("2023-05"))
        assert (month.key, month.end) == ("~202305", date(2023, 5, 15))
    for month, mature in (("2023-05", False), ("2023-03", False), ("2023-02", True)):
        time, earlier = Period.parse(month), Period.parse(month).year_ago
        assert june.basis(recipients, time, earlier) == earlier
        assert june.basis(assisted, time, earlier) == (earlier if mature else None)
    assert june.basis(recipients, before, Period.parse("2021")) == Period.parse("2021")
    assert june.basis(recipients, Period.parse("2020"), Period.parse("2019")) is None


@pytest.mark.parametrize("day", ["2023-12-31", "2024-01-01", "2024-06-15", "2024-12-30"])
def test_years_stay_whole_when_the_next_one_begins(day):
    months, years = cube_snapshot.counted_periods(date.fromisoformat(day))
    assert (months[0].key, years[0].key) == ("2021-01", "2021")
    assert {year.start for year in years} <= {month.start for month in months}


@pytest.mark.parametrize("as_of", DAYS[:1])
def test_rates_are_said_in_their_unit(engine, as_of):
    put_rows(engine, boundary_records(as_of), as_of)
    factors = {Unit.PERCENT: 100, Unit.PER_MILLE: 1000}
    rates = [key for key, one in INDICATORS.items() if one.unit in factors]
    with open_session(SYSTEM, engine) as session:
        times = [Period.parse(str(year)) for year in (as_of.year, as_of.year - 1)]  # returns are known of the first
        times.append(Period.month_of(as_of).previous)  # some are of months only
        read = [f for f in load_values(session, rates, [PROVINCE, CITIES[0]], times) if f.denominator]
        read = [f for f in read if f.period.is_month or not f.indicator.is_monthly]
    assert {f.indicator.key for f in read} == set(rates)
    for f in read:
        assert f.value * f.denominator == pytest.approx(f.numerator * factors[f.indicator.unit]), f.indicator.key


def all_disagreements(
    engine: Engine, as_of: date, regions: list[str], periods: list[str]
) -> dict[tuple[str, str], list[tuple]]:
    """Where any figure differs from its oracle, by figure and split."""
    with engine.connect() as connection:
        world = RawRecords(connection, as_of)
    return {
        (key, split): found[:5]
        for key in INDICATORS
        for split in ("", *dimensions_of(key))
        if (found := disagreements(engine, world, key, split, regions, periods))
    }
