"""A series by today's divisions: the townships that became part of one are added, where numbers add up."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.errors import UserError
from shared.indicators.catalogue import INDICATORS
from shared.indicators.todays_divisions import has_series, load_former_townships, load_values_by_today
from shared.indicators.values import load_value, load_values
from shared.interchange.extract_query import parse_query
from shared.interchange.figures_csv import figures_csv
from shared.models import Household
from shared.services import commit
from shared.services.relocations import move_family
from tests.support.changed_divisions import ADMIN, FIRST, SECOND, merge, with_one_person_deciding
from tests.support.databases import Filled
from tests.support.second_person import done
from tests.support.two_counties import CLERK, TwoCounties, insisted, open_counties

KEY, QUOTA, BEFORE, AFTER = "low_income_population", "delivery_rate", Period.parse("2023-11"), Period.parse("2023-12")


@pytest.fixture
def merged(filled: Filled) -> TwoCounties:
    return open_counties(filled, with_merger)


def with_merger(counties: TwoCounties) -> None:
    done(with_one_person_deciding(counties), merge, ADMIN)


def test_months_before_a_merger_are_those_of_both(merged: TwoCounties):
    with open_session(SYSTEM, merged.engine) as session:
        former = load_former_townships(session, SECOND)
        assert (list(former.names), former.adds_up) == ([FIRST], True)
        then = [load_value(session, KEY, SECOND, period).numerator for period in (BEFORE, AFTER)]
        assert then == [0, 1]
        today = load_values_by_today(session, [KEY], SECOND, former, [BEFORE, AFTER])
        assert [(one.region_code, one.numerator) for one in today] == [(SECOND, 1), (SECOND, 1)]


def with_a_move_and_a_merger(counties: TwoCounties) -> None:
    with_one_person_deciding(counties)
    with counties.session(CLERK) as session:
        home = session.get_one(Household, counties.here[Household])
        place = {"region_code": f"{SECOND}001", "address": "新村1号", "residence": "rural"}
        insisted(session, move_family, home, place, date(2023, 12, 5), home.version)
        commit(session)
    done(counties, merge, ADMIN)


def test_who_goes_from_one_of_them_to_the_other_neither_comes_nor_leaves(filled: Filled):
    """Counted from the records, as if it had always been one township: the parts count the move."""
    engine = open_counties(filled, with_a_move_and_a_merger).engine
    with open_session(SYSTEM, engine) as session:
        former, keys = load_former_townships(session, SECOND), ("entries", "exits", "recipients_by_tier")
        parts = load_values(session, keys, [FIRST, SECOND], [AFTER])
        assert [one.numerator for one in parts] == [0, 1, 1, 0, 0, 1]
        both = load_values_by_today(session, keys, SECOND, former, [AFTER])
        assert [(one.region_code, one.numerator) for one in both] == [(SECOND, 0), (SECOND, 0), (SECOND, 1)]


def test_what_ends_at_the_county_is_no_townships():
    assert all(has_series(INDICATORS[key]) for key in ("low_income_population", "entries", "coverage_rate"))
    assert not has_series(INDICATORS[QUOTA])


def test_the_file_says_whose_numbers_are_added(merged: TwoCounties):
    with open_session(SYSTEM, merged.engine) as session:
        query = parse_query(session, KEY, region=SECOND, period="2023-11..2023-12", divisions="today")
        text = b"".join(figures_csv(session, query)).decode("utf-8-sig")
        found = list(csv.DictReader(io.StringIO(text)))
        assert [(row["period"], row["value"]) for row in found] == [("2023-11", "1"), ("2023-12", "1")]
        assert all(f"with the former 地区{FIRST}" in row["note"] for row in found)
        with pytest.raises(UserError):
            parse_query(session, QUOTA, region=SECOND, divisions="today")
        with pytest.raises(UserError):
            parse_query(session, KEY, region=FIRST, divisions="today")
