"""The walk: every figure, at every level, says how long each list behind it is, and no row stands there twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from shared import clock
from shared.access import SYSTEM, ScopedSession, open_session
from shared.clock import Period
from shared.indicators.catalogue import INDICATORS, dimensions_of
from shared.indicators.counted_rows import sums_up
from shared.indicators.cube_snapshot import current_snapshot
from shared.indicators.figure_lists import Part, is_listed, load_total, measure_of, parts_of, select_rows
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.listed_keys import load_all_keys
from shared.indicators.row_selection import Selection
from shared.indicators.values import load_values
from tests.shared.indicators.small_province import TOWNSHIPS, VILLAGES
from tests.shared.indicators.test_oracles import put
from tests.support.databases import ONE_DATABASE

AS_OF = date(2023, 12, 31)
PATH = ("320000", "320500", "320506", TOWNSHIPS[0], VILLAGES[0])
MONTH, YEAR = Period.parse("2023-11"), Period.parse("2023")
QUARTER, TO_DATE = Period.parse("2023-Q4"), Period.parse("2023-YTD11")
SEVERAL = 4  # categories of a dimension of which one is looked at
WITH_ROWS = 250  # lists of the walk that must not be empty, so that nobody compares nothing with nothing


def test_figure_is_list_is_file_at_every_level(filled):
    engine, _ = filled(put, 1, AS_OF)
    clock.freeze(AS_OF)
    wrong, lengths = [], Counter[bool]()
    with open_session(SYSTEM, engine) as session:
        for value in _values(session):
            for part in parts_of(value.indicator):
                expected, found = _compare(session, value, part)
                lengths[bool(found)] += 1
                if expected != found:
                    wrong.append((value.indicator.key, part, value.region_code, value.period.key, value.dimension))
    assert wrong == []
    assert lengths[True] > WITH_ROWS


def _values(session: ScopedSession) -> list[IndicatorValue]:
    """Every total by turns for periods of several kinds; for the city some categories of every dimension."""
    totals = [
        value
        for region, period in zip(PATH, (TO_DATE, MONTH, YEAR, QUARTER, YEAR), strict=True)
        for value in load_values(session, INDICATORS, [region], [period])
    ]
    categories = [
        value
        for key in INDICATORS
        for dimension in dimensions_of(key)
        for value in load_values(session, [key], [PATH[1]], [YEAR], dimension)[::SEVERAL]
    ]
    return totals + categories


def _compare(session: ScopedSession, value: IndicatorValue, part: Part) -> tuple[Any, Any]:
    """What a figure says of a list, and what the list holds: the file is written from the same pages."""
    one, state = value.indicator, current_snapshot(session)
    if not is_listed(measure_of(one, part), value.region_code, value.period, state):
        return 0, 0
    selection = select_rows(one, part, value.region_code, value.period, state, value.dimension)
    keys = [key for keys in load_all_keys(session, selection, 25) for key in keys]
    total = load_total(session, selection)
    assert len(keys) == len(set(keys)) == total.rows, (one.key, part, value.region_code, value.dimension)
    found = len(keys) if total.amount is None else _added_up(session, selection)
    assert total.amount in (None, found), (one.key, part, value.region_code, value.dimension)
    return _expected(value, part, selection, found), found


def _added_up(session: ScopedSession, selection: Selection) -> int:
    """What the rows of a list come to, row by row: what stands above it is read from the cube."""
    return sum(amount or 0 for _place, _key, amount in session.connection().execute(selection.query()))


def _expected(value: IndicatorValue, part: Part, selection: Selection, found: int) -> int | None:
    sides = {
        Part.NUMERATOR: value.numerator if Part.LESS not in parts_of(value.indicator) else found,
        Part.LESS: found,
        Part.DENOMINATOR: value.denominator,
        Part.REST: (value.denominator or 0) - (value.numerator or 0),
    }
    if value.indicator.percentile:
        return value.denominator
    if not value.applies:
        return found
    return (sides[part] or 0) if sums_up(selection.measure) else sides[part]


def test_two_lists_make_a_difference_and_equal_questions_have_equal_digests(filled):
    engine, _ = filled(put, 1, AS_OF)
    clock.freeze(AS_OF)
    with open_session(SYSTEM, engine) as session:
        state = current_snapshot(session)
        for value in load_values(session, ["net_change", "undelivered_overdue"], [PATH[0]], [YEAR]):
            one, parts = value.indicator, (Part.NUMERATOR, Part.LESS)
            gross, less = (load_total(session, select_rows(one, part, PATH[0], YEAR, state)) for part in parts)
            counted = gross.rows if gross.amount is None else gross.amount
            assert counted - less.rows == value.numerator, one.key

    def digest(part: Part = Part.REST, region: str = PATH[0], period: Period = YEAR) -> str:
        return select_rows(INDICATORS["verification_rate"], part, region, period, state).digest

    assert digest() == digest()
    assert len({digest(), digest(Part.DENOMINATOR), digest(region=PATH[1]), digest(period=MONTH)}) == 4


@ONE_DATABASE
def test_rows_that_the_cube_has_no_number_of_are_counted_as_far_as_one_asks(filled):
    engine, _ = filled(put, 1, AS_OF)
    clock.freeze(AS_OF)
    with open_session(SYSTEM, engine) as session:
        state, quota = current_snapshot(session), INDICATORS["quota"]
        selection = select_rows(quota, Part.NUMERATOR, PATH[0], YEAR, state)
        whole = load_total(session, selection)
        limits = (whole.rows - 1, whole.rows)
        shorter, as_long = (load_total(session, selection, most) for most in limits)
    assert whole.rows > 1
    assert shorter == replace(whole, rows=whole.rows - 1, has_more=True)
    assert as_long == whole


@ONE_DATABASE
def test_a_row_that_says_what_it_counts_in_is_looked_up_nowhere_else(filled):
    engine, _ = filled(put, 1, AS_OF)
    clock.freeze(AS_OF)
    with open_session(SYSTEM, engine) as session:
        state = current_snapshot(session)

    def statement(key: str) -> str:
        return str(select_rows(INDICATORS[key], Part.REST, PATH[0], YEAR, state).query())

    assert "EXISTS" not in statement("valid_identity_rate")
    assert "receipt.signed_on" in statement("receipt_rate").partition("EXISTS")[2]  # counts since a day of its own
