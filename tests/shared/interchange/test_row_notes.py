"""What the rows of a file say of themselves: to which day, of which year, for whom, and what to mind."""

from __future__ import annotations

from shared.access import SYSTEM, open_session
from shared.interchange.extract_query import parse_query
from shared.locale import ENGLISH, use_language
from tests.shared.interchange.test_figures_csv import SUZHOU, rows

KINDS = {"appliance", "solar", "medical", "children"}


def test_figures_of_households_do_not_apply_to_programmes_for_persons(counted):
    with open_session(SYSTEM, counted) as session:
        for key, kinds in (
            ("charity_households", {"medical", "children"}),
            ("medical_charity", {"appliance", "solar"}),
        ):
            found = {row["category"]: row for row in rows(session, key, period="2023", dimension="kind")}
            assert {found[kind]["state"] for kind in kinds} == {"not_applicable"}
            assert {found[kind]["value"] for kind in kinds} == {""}
            assert all(row["value"] for kind, row in found.items() if kind in KINDS - kinds)


def test_stocks_count_to_the_end_of_their_month_and_cohorts_to_the_cutoff(counted):
    with open_session(SYSTEM, counted) as session:
        for key, day in (
            ("recipients_by_tier", "2021-01-31"),
            ("entries", "2021-01-31"),
            ("persons_verified", "2023-12-31"),
        ):
            (row,) = rows(session, key, level="province", period="2021-01")
            assert (row["as_of"], row["state"]) == (day, "provisional")
        (row,) = rows(session, "assisted_after_warning", level="province", period="2023-11")
        assert (row["as_of"], row["state"]) == ("2023-12-31", "immature")


def test_the_year_whose_residents_divide_is_named_and_an_earlier_one_marked(counted):
    with open_session(SYSTEM, counted) as session:
        for period, region, year, state in (
            ("2021", "320000", "2021", "provisional"),
            ("2023", "320000", "2023", "provisional"),
            ("2023", SUZHOU, "2021", "estimated"),
        ):
            (row,) = rows(session, "coverage_rate", region=region, period=period)
            assert (row["population_year"], row["state"]) == (year, state)
        (row,) = rows(session, "recipients_by_tier", region=SUZHOU, period="2023")
        assert row["population_year"] == ""


def test_parts_that_may_exceed_the_whole_are_said_to(counted):
    with open_session(SYSTEM, counted) as session, use_language(ENGLISH):
        for key, may in (("persons_warned", True), ("recipients_by_tier", False), ("warnings_issued", False)):
            (row,) = rows(session, key, level="province", period="2023")
            assert ("more than the total" in row["note"]) is may, key


def test_files_of_different_questions_have_different_names(counted):
    with open_session(SYSTEM, counted) as session:
        names = [
            parse_query(session, key, region=SUZHOU, level=level, period=period, dimension=dimension).file_name
            for key, known in (("recipients_by_trait", ("", "age", "sex")), ("recipients_by_tier", ("", "tier=dibao")))
            for level in ("city", "county", "city,county")
            for period in ("2023", "2023-12", "2023-01..2023-12")
            for dimension in known
        ]
    assert len(set(names)) == len(names)
