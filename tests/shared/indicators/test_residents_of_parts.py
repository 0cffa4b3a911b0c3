"""Rates per resident of townships whose divisions changed: by the sum of the parts, or none; never by a part."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from shared.access import SYSTEM, open_session
from shared.clock import Period, freeze
from shared.indicators.notes import residents_note
from shared.indicators.values import load_values
from shared.locale import ENGLISH, set_language
from shared.models import DivisionChangeKind, ResidentPopulation
from shared.services.division_changes import declaring
from shared.services.division_changes.carrying_out import carry_out
from shared.services.division_changes.plan import DivisionPlan
from shared.services.division_changes.previewing import count_following
from tests.support.changed_divisions import (
    ADMIN,
    DAY,
    FIRST,
    SECOND,
    TOWN,
    VILLAGE,
    counted,
    declared,
    merge,
    merger,
    with_one_person_deciding,
)
from tests.support.databases import Filled
from tests.support.second_person import done
from tests.support.two_counties import TwoCounties, two_families

NEW = f"{FIRST[:6]}199"
BEFORE, AFTER = Period.parse("2023-11"), Period.parse("2023-12")
RESIDENTS = {FIRST: 1000, SECOND: 2000}


def number(code: str, persons: int, since: date) -> ResidentPopulation:
    about = {"valid_from": since, "status": "confirmed", "source": "yearbook"}
    return ResidentPopulation(region_code=code, year=since.year, persons=persons, **about)


@pytest.fixture
def townships(filled: Filled) -> TwoCounties:
    freeze(date(2023, 12, 31))
    set_language(ENGLISH)
    engine, (here, there) = filled(two_families)
    counties = with_one_person_deciding(TwoCounties(engine, dict(here), dict(there)))
    enter(counties, *(number(code, persons, date(2021, 1, 1)) for code, persons in RESIDENTS.items()))
    return counties


def enter(counties: TwoCounties, *rows: ResidentPopulation) -> None:
    with Session(counties.engine.execution_options(writing=True)) as session:
        session.add_all(rows)
        session.commit()
    counted(counties)


def divided_by(counties: TwoCounties, code: str) -> list[tuple[int | None, str]]:
    """What a rate of the months before and after is divided by, and what is said of it."""
    with open_session(SYSTEM, counties.engine) as session:
        values = load_values(session, ["coverage_rate"], [code], [BEFORE, AFTER])
        return [(one.denominator, residents_note(one)) for one in values]


def test_after_a_merger_it_is_the_sum_until_a_new_number_is_entered(townships: TwoCounties):
    with open_session(SYSTEM, townships.engine) as session:
        found = count_following(session, declared(merger(session)))
        assert (found.summed, found.uncounted) == ({SECOND: [FIRST, SECOND]}, [])
    done(townships, merge, ADMIN)
    sum_of_both = f"Residents: sum of 地区{FIRST}, 地区{SECOND}, which became one."
    assert divided_by(townships, SECOND) == [(2000, ""), (3000, sum_of_both)]
    enter(townships, number(SECOND, 3100, date(2023, 12, 20)))
    assert divided_by(townships, SECOND) == [(2000, ""), (3100, "")]


def test_a_township_that_begins_with_two_has_those_of_both(townships: TwoCounties):
    def make(session) -> object:
        villages = {v.code: NEW for code in RESIDENTS for v in declaring.villages_of(session, code)}
        codes = declaring.free_codes(session, villages)
        return carry_out(session, declared(declaring.merge_townships(session, [*RESIDENTS], NEW, TOWN, codes)))

    done(townships, make, ADMIN)
    assert [residents for residents, _note in divided_by(townships, NEW)] == [None, 3000]


def test_where_one_of_them_is_unknown_there_is_no_rate(townships: TwoCounties):
    with Session(townships.engine.execution_options(writing=True)) as session:
        session.execute(update(ResidentPopulation).values(valid_to=DAY).where(ResidentPopulation.region_code == FIRST))
        session.commit()
    counted(townships)
    done(townships, merge, ADMIN)
    assert [residents for residents, _note in divided_by(townships, SECOND)] == [2000, None]


def test_where_villages_alone_went_there_is_no_rate(townships: TwoCounties):
    def plan(session) -> DivisionPlan:
        return declaring.split_township(session, FIRST, {NEW: TOWN}, {VILLAGE: (NEW, f"{NEW}001")})

    with open_session(SYSTEM, townships.engine) as session:
        found = count_following(session, declared(plan(session), DivisionChangeKind.SPLIT))
        assert (found.summed, found.uncounted) == ({}, [FIRST, NEW])
    done(townships, lambda session: carry_out(session, declared(plan(session), DivisionChangeKind.SPLIT)), ADMIN)
    assert [residents for residents, _note in divided_by(townships, FIRST)] == [1000, None]
    assert "entered anew" in divided_by(townships, FIRST)[1][1]
    assert [residents for residents, _note in divided_by(townships, NEW)] == [None, None]
