"""Figures as files: the numbers of the screen, for the regions and periods that were asked for."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest

from shared.access import SYSTEM, Actor, Grant, Permission, Role, open_session
from shared.access.permission_denied import PermissionDenied
from shared.access.roles import PERMISSIONS
from shared.clock import Period, months_to
from shared.errors import UserError
from shared.indicators.catalogue import INDICATORS, dimensions_of
from shared.indicators.values import load_values
from shared.interchange.csv_writer import neutralise_formula
from shared.interchange.extract_query import parse_query
from shared.interchange.figures_csv import COLUMNS, figures_csv
from shared.locale import ENGLISH, use_language
from shared.settings import ROOT

SUZHOU, KUNSHAN, XUZHOU = "320500", "320583", "320300"
OFFICIAL = Actor("kunshan", "kunshan", (Grant(Role.OFFICIAL, KUNSHAN),))


def rows(session, key, **words):
    data = b"".join(figures_csv(session, parse_query(session, key, **words)))
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize("key", INDICATORS)
def test_a_file_holds_the_numbers_of_the_screen(counted, key):
    with open_session(SYSTEM, counted) as session:
        for dimension in ("", *dimensions_of(key)):
            written = rows(session, key, level="county", region=SUZHOU, period="2023", dimension=dimension)
            codes = sorted({row["region_code"] for row in written})
            values = parse_query(session, key, dimension=dimension).filter.categories
            shown = load_values(session, [key], codes, [Period.parse("2023")], dimension, values)
            expected = {(f.region_code, f.dimension): (neutralise_formula(f.value), f.state.value) for f in shown}
            occurring = load_values(session, [key], codes, [Period.parse("2023")], dimension)
            assert {(f.region_code, f.dimension) for f in occurring} <= expected.keys()
            found = {
                (row["region_code"], f"{row['dimension']}={row['category']}" if dimension else ""): (
                    row["value"],
                    row["state"],
                )
                for row in written
            }
            assert found == expected


@pytest.mark.parametrize("counted", ["sqlite"], indirect=True)  # files are equal on both: test_equal_files.py
@pytest.mark.parametrize("key", ["deliveries", "quota", "recipients_by_tier", "recipients_by_trait", "medical_charity"])
def test_a_region_has_the_same_rows_whoever_stands_beside_it(counted, key):
    """A row for each value the figure has, also where nobody has it: no other region decides that."""
    for dimension in dimensions_of(key):
        with open_session(SYSTEM, counted) as session:
            asked_for = {"period": "2023", "dimension": dimension}
            alone = rows(session, key, level="county", region="320102", **asked_for)
            among = rows(session, key, level="province,city,county,township", region="320000", **asked_for)
            values = parse_query(session, key, dimension=dimension).filter.categories
        assert [row["category"] for row in alone] == list(values)
        assert alone == [row for row in among if row["region_code"] == "320102"]
        regions = {row["region_code"] for row in among}
        assert len(among) == len(regions) * len(values)


@pytest.mark.parametrize(
    ("key", "dimension", "count"),
    [
        ("recipients_by_trait", "age", 7),
        ("households_by_tier", "size", 5),
        ("days_to_assistance", "days", 5),
        ("overdue_warnings", "overdue", 4),
    ],
)
def test_no_name_of_a_band_is_a_number_or_a_date(counted, key, dimension, count):
    with open_session(SYSTEM, counted) as session:
        bands = parse_query(session, key, dimension=dimension).filter.categories
    assert len(bands) == count
    assert all(band.startswith(f"{dimension}_") and not {"-", "+"} & {*band} for band in bands)
    assert list(bands) == sorted(bands)  # in their natural order, also when sorted as text


@pytest.mark.parametrize(
    ("level", "region", "count"),
    [("province", "320000", 1), ("city", "320000", 13), ("county", SUZHOU, 10), ("village", "320583100", None)],
)
def test_a_file_has_a_row_for_each_region_of_the_level(counted, level, region, count):
    with open_session(SYSTEM, counted) as session:
        found = rows(session, "low_income_population", level=level, region=region)
    assert {row["level"] for row in found} == {level}
    assert count is None or len(found) == count
    assert [row["region_code"] for row in found] == sorted(row["region_code"] for row in found)


def test_the_columns_are_documented_in_their_order():
    table = (ROOT / "docs/csv.md").read_text("utf-8").partition("## Figures")[2].partition("## Records")[0]
    heads = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert tuple(re.findall(r"`(\w+)`", " ".join(heads))) == COLUMNS


def test_a_league_table_is_a_file_with_ranks_in_the_same_order(counted):
    words = {"level": "province,county", "region": "320000", "period": "2023"}
    with open_session(SYSTEM, counted) as session:
        whole, *ranked = rows(session, "low_income_population", sort="rank", **words)
        searched = rows(session, "low_income_population", search="鼓楼", **words)
        worse = rows(session, "coverage_rate", only="worse", **words)
        waiting = rows(session, "verification_rate", sort="rank", **words)
        with pytest.raises(UserError):
            parse_query(session, "low_income_population", sort="rank", level="city,county", region="320000")
        with pytest.raises(UserError, match="change"):
            parse_query(session, "low_income_population", sort="chnge")
    assert (whole["region_code"], whole["rank"]) == ("320000", "")
    assert ranked[0]["rank"] == "1"
    assert [int(row["value"]) for row in ranked] == sorted((int(row["value"]) for row in ranked), reverse=True)
    assert {row["parent_name"] for row in searched[1:]} == {"南京市", "徐州市"}
    assert all(Decimal(row["value"]) < Decimal(worse[0]["value"]) and row["rank"] for row in worse[1:])
    assert len(worse) > 1 < len(waiting)
    assert {(row["state"], row["rank"]) for row in waiting if row["value"]} == {("immature", "")}
    assert whole["change"] == str(int(whole["value"]) - int(whole_a_year_ago(counted)["value"]))


def whole_a_year_ago(engine):
    with open_session(SYSTEM, engine) as session:
        return rows(session, "low_income_population", region="320000", period="2022")[0]


def test_a_region_may_stand_in_one_file_with_those_below(counted):
    with open_session(SYSTEM, counted) as session:
        found = rows(session, "persons_warned", level="county,township", region=KUNSHAN, period="2023")
        (whole,) = rows(session, "persons_warned", level="county", region=KUNSHAN, period="2023")
    assert found[0] == whole
    assert {row["level"] for row in found[1:]} == {"township"}


def test_both_sides_of_a_count_are_in_the_file(counted):
    with open_session(SYSTEM, counted) as session:
        (row,) = rows(session, "assisted_after_warning", level="province", period="2023")
    assert (row["value"], row["numerator"], row["denominator"]) == ("200", "200", "670")  # 1 % of 20,000 of 67,000


def test_money_is_in_yuan(counted):
    with open_session(SYSTEM, counted) as session:
        (row,) = rows(session, "value_per_household", level="province", period="2023")
        assert Decimal(row["numerator"]) / int(row["denominator"]) == pytest.approx(Decimal(row["value"]))
        assert 500 < Decimal(row["value"]) < 50_000


def test_a_blank_is_explained_not_zero(counted):
    with open_session(SYSTEM, counted) as session:
        (row,) = rows(session, "solar_income", level="province", period="2023")
        (of_year,) = rows(session, "benefit_per_person", level="province", period="2023")
        (of_month,) = rows(session, "benefit_per_person", level="province", period="2023-11")
    for blank in (row, of_year):  # nothing that the page of the figure denies
        sides = blank["numerator"], blank["denominator"]
        assert (blank["value"], *sides, blank["state"]) == ("", "", "", "not_applicable")
    assert all((of_month["value"], of_month["numerator"]))


def test_the_side_that_is_known_stands_beside_a_blank(counted):
    """Qidong published its standard of 2022, 780 yuan a month, but not its consumption per head."""
    with open_session(SYSTEM, counted) as session:
        (row,) = rows(session, "standard_to_consumption", region="320681", period="2023-03")
    assert (row["value"], row["numerator"], row["denominator"], row["state"]) == ("", "9360", "", "not_reported")


def test_every_city_has_a_ratio_in_a_demo_province_and_says_where_it_is_an_estimate(counted):
    """Suzhou's is published and derived; Suqian published neither side."""
    with open_session(SYSTEM, counted) as session:
        found = rows(session, "standard_to_consumption", level="city", period="2021-01..2023-12")
    assert len(found) == 13 * 36
    assert all(28 < float(row["value"]) < 42 for row in found)
    states = {(row["region_code"], row["period"]): row["state"] for row in found}
    assert states["321300", "2023-12"] == "estimated"
    assert states["320500", "2023-12"] != "estimated"


def test_names_follow_the_language_and_codes_do_not(counted):
    with open_session(SYSTEM, counted) as session:
        chinese = rows(session, "recipients_by_tier", dimension="tier")
        with use_language(ENGLISH):
            english = rows(session, "recipients_by_tier", dimension="tier")
    assert list(chinese[0]) == list(english[0]) == list(COLUMNS)
    assert [r["category"] for r in chinese] == [r["category"] for r in english]
    assert {r["category_label"] for r in chinese}.isdisjoint(r["category_label"] for r in english)


@pytest.mark.parametrize("region", [XUZHOU, SUZHOU, "320000", "999999", "abc", "32058", "320583'--"])
def test_a_foreign_region_looks_like_none(counted, region):
    with open_session(OFFICIAL, counted) as session:
        with pytest.raises(UserError) as refused:
            parse_query(session, "persons_warned", region=region)
        assert "徐州" not in str(refused.value)
        assert KUNSHAN in str(refused.value)


def test_without_words_it_is_the_own_region_and_the_latest_month(counted):
    with open_session(OFFICIAL, counted) as session:
        request = parse_query(session, "persons_warned")
    assert (request.region, request.levels, request.span) == (KUNSHAN, ("county",), "2023-12")


@pytest.mark.parametrize(
    ("words", "helps"),
    [
        ({"level": "cty"}, "township"),
        ({"level": "city"}, "county"),  # above the region
        ({"period": "2020-12"}, "2021-01"),
        ({"period": "2023-13"}, "2023-12"),
        ({"period": "soon"}, "2023-12"),
        ({"dimension": "rsk"}, "risk"),
    ],
)
def test_wrong_words_are_answered_with_valid_ones(counted, words, helps):
    with open_session(OFFICIAL, counted) as session, pytest.raises(UserError) as refused:
        parse_query(session, "persons_warned", **words)
    assert helps in str(refused.value)


def test_an_unknown_figure_is_answered_with_the_nearest(counted):
    with open_session(SYSTEM, counted) as session, pytest.raises(UserError, match="persons_warned"):
        parse_query(session, "person_warned")


def test_months_in_a_row_have_a_row_each(counted):
    with open_session(SYSTEM, counted) as session:
        found = rows(session, "recipients_by_tier", period="2021-01..2023-12", dimension="tier")
        course = [row for row in found if row["category"] == "dibao"]
        (last,) = rows(session, "recipients_by_tier", period="2023-12", dimension="tier=dibao")
    assert [row["period"] for row in course] == [str(month) for month in months_to(date(2023, 12, 31), 36)]
    assert course[-1] == last


def test_values_asked_for_have_their_rows_and_no_others(counted):
    with open_session(SYSTEM, counted) as session:
        found = rows(session, "quota", level="county", region=SUZHOU, period="2023", dimension="kind=solar,children")
        none = rows(session, "persons_warned", level="township", region=KUNSHAN, dimension="risk=disability")
    assert {row["category"] for row in found} == {"solar", "children"}
    assert len({row["region_code"] for row in found}) == 10
    assert "0" in {row["value"] for row in none}  # a township where nobody was warned of that


def test_every_value_of_a_dimension_has_a_name(counted):
    with open_session(SYSTEM, counted) as session, use_language(ENGLISH):
        for key in INDICATORS:
            for dimension in dimensions_of(key):
                found = rows(session, key, period="2023", dimension=dimension)
                assert [r for r in found if r["category_label"] == r["category"]] == []


def test_the_right_to_files_is_asked_for_apart_from_the_right_to_look(counted, monkeypatch):
    monkeypatch.setitem(PERMISSIONS, Role.OFFICIAL, PERMISSIONS[Role.OFFICIAL] - {Permission.FIGURES_EXPORT})
    with open_session(OFFICIAL, counted) as session, pytest.raises(PermissionDenied):
        parse_query(session, "quota")


@pytest.mark.parametrize(
    ("code", "near", "never"),
    [("320584", "320583", "320582"), ("320300", "320583", "320311"), ("x", "320583", "320500")],
)
def test_the_nearest_regions_are_those_of_the_own_scope(counted, code, near, never):
    with (
        open_session(OFFICIAL, counted) as session,
        pytest.raises(UserError, match=f"nearest: {near}|：{near}") as refused,
    ):
        parse_query(session, "quota", region=code)
    assert never not in str(refused.value)
