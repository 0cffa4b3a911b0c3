"""A series by today's divisions: the townships that became part of one are added, where numbers add up."""

from __future__ import annotations

import csv
import io

import pytest

from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.errors import UserError
from shared.indicators.catalogue import INDICATORS
from shared.indicators.todays_divisions import is_additive, load_former_townships, load_values_by_today
from shared.indicators.values import load_value
from shared.interchange.extract_query import parse_query
from shared.interchange.figures_csv import figures_csv
from tests.support.changed_divisions import ADMIN, FIRST, SECOND, merge, with_one_person_deciding
from tests.support.databases import Filled
from tests.support.second_person import done
from tests.support.two_counties import TwoCounties, open_counties

KEY, BEFORE, AFTER = "low_income_population", Period.parse("2023-11"), Period.parse("2023-12")


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


def test_what_counts_a_person_once_in_a_period_does_not_add_up():
    assert is_additive(INDICATORS["low_income_population"])
    assert is_additive(INDICATORS["spells_begun"])
    assert not is_additive(INDICATORS["entries"])
    assert not is_additive(INDICATORS["coverage_rate"])


def test_the_file_says_whose_numbers_are_added(merged: TwoCounties):
    with open_session(SYSTEM, merged.engine) as session:
        query = parse_query(session, KEY, region=SECOND, period="2023-11..2023-12", divisions="today")
        text = b"".join(figures_csv(session, query)).decode("utf-8-sig")
        found = list(csv.DictReader(io.StringIO(text)))
        assert [(row["period"], row["value"]) for row in found] == [("2023-11", "1"), ("2023-12", "1")]
        assert all(f"with the former 地区{FIRST}" in row["note"] for row in found)
        with pytest.raises(UserError):
            parse_query(session, "entries", region=SECOND, divisions="today")
        with pytest.raises(UserError):
            parse_query(session, KEY, region=FIRST, divisions="today")
