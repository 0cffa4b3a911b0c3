"""Numbers as people read them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.components.text.number_format import (
    describe_change,
    format_compact,
    format_difference,
    format_exact,
    format_headline_value,
    format_period,
    format_value,
    format_with_status,
)
from shared.clock import Period
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.rounding import format_column_unit
from shared.indicators.units import Unit
from shared.locale import CHINESE, ENGLISH, use_language

YEAR = Period.parse("2023")


def make_value(key: str, numerator: int | None, denominator: int | None = None) -> IndicatorValue:
    return IndicatorValue(indicator(key), "320000", YEAR, "", numerator, denominator, "", YEAR.end)


@pytest.mark.parametrize(
    ("value", "unit", "chinese", "english"),
    [
        (67_000, Unit.PERSONS, "6.7万人", "67,000 people"),
        (9_999, Unit.PERSONS, "9,999人", "9,999 people"),
        (10_000, Unit.HOUSEHOLDS, "1.0万户", "10,000 households"),
        (0, Unit.PERSONS, "0人", "0 people"),
        (1, Unit.PERSON_TIMES, "1人次", "1 person-time"),
        (106_250, Unit.UNITS, "10.6万份", "106,250 units"),
        (2_077, Unit.YUAN_PER_GRANT, "2,077元/次", "2,077 yuan per grant"),
        (379_066_410, Unit.YUAN, "3.8亿元", "379.1 million yuan"),
        (999_999, Unit.YUAN, "100.0万元", "999,999 yuan"),
        (49_289_200, Unit.WATT, "49.3 MW", "49.3 MW"),
        (900, Unit.WATT, "900 W", "900 W"),
        (-4_198, Unit.PERSONS, "−4,198人", "−4,198 people"),
        (Decimal("29.85"), Unit.PERCENT, "29.9%", "29.9%"),
        (Decimal("11.02"), Unit.PER_MILLE, "11.0‰", "11.0‰"),
    ],
)
def test_short(value, unit, chinese, english):
    with use_language(CHINESE):
        assert format_compact(value, unit) == chinese
    with use_language(ENGLISH):
        assert format_compact(value, unit) == english


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0", "0.0"), ("0.04", "<0.1"), ("0.05", "0.1"), ("99.94", "99.9"), ("99.958", ">99.9"), ("100", "100.0")],
)
def test_a_share_is_never_rounded_to_none_or_to_all(value, shown):
    assert format_exact(Decimal(value), Unit.PERCENT) == shown
    with use_language(ENGLISH):
        assert format_compact(Decimal(value), Unit.PERCENT) == f"{shown}%"


def test_a_headline_of_few_says_both_sides():
    assert format_exact(Decimal("999.96"), Unit.PER_MILLE) == ">999.9"
    with use_language(ENGLISH):
        assert format_headline_value(make_value("verification_rate", 1, 12)) == "1 of 12"
        assert format_headline_value(make_value("verification_rate", 10, 100)) == "10.0%"
        assert format_headline_value(make_value("persons_warned", 7)) == "7 people"


@pytest.mark.parametrize(
    ("now", "before", "shown"),
    [
        ((9604, 10000), (96, 100), "+<0.1"),
        ((9605, 10000), (96, 100), "+0.1"),
        ((9596, 10000), (96, 100), "−<0.1"),
        ((95, 100), (96, 100), "−1.0"),
        ((48, 50), (96, 100), "±0.0"),
    ],
)
def test_a_difference_is_none_only_where_there_is_none(now, before, shown):
    assert format_difference(make_value("delivery_rate", *now), make_value("delivery_rate", *before)) == shown


@pytest.mark.parametrize(
    ("key", "sides", "shown"),
    [
        ("verification_rate", (29, 29), "29 of 29"),
        ("verification_rate", (30, 30), "100.0%"),
        ("temporary_per_grant", (290_000, 29), "100 yuan per grant (n = 29)"),
        ("temporary_per_grant", (300_000, 30), "100 yuan per grant"),
        ("median_days_to_assistance", (12, 29), "12 days (n = 29)"),
        ("deliveries", (3, 5), "3 units"),
    ],
)
def test_a_headline_of_fewer_than_thirty_says_how_few(key, sides, shown):
    with use_language(ENGLISH):
        assert format_headline_value(make_value(key, *sides)) == shown


def test_beside_exact_numbers_differences_are_exact():
    change = make_value("persons_warned", 40_000), replace(make_value("persons_warned", 28_766), period=YEAR.previous)
    with use_language(CHINESE):
        assert describe_change(*change) == "增加 1.1万人（39.1%）"
        assert describe_change(*change, exactly=True) == "增加 11,234人（39.1%）"
    with use_language(ENGLISH):
        assert describe_change(*change, exactly=True) == "up 11,234 people (39.1%)"


def test_tables_keep_all_digits():
    assert format_exact(1_234_567, Unit.PERSONS) == "1,234,567"
    assert format_exact(Decimal("97.649"), Unit.PERCENT) == "97.6"
    assert (format_exact(49_289_200, Unit.WATT), format_column_unit(Unit.WATT)) == ("49,289.2", "kW")
    assert format_exact(Decimal("0.05"), Unit.PERCENT) == "0.1"  # halves away from zero, not to the even digit


def test_what_is_unsure_says_so_in_a_sentence():
    estimated = replace(make_value("coverage_rate", 11, 1000), status="estimated")
    unverified = replace(estimated, status="unconfirmed")
    with use_language(ENGLISH):
        assert format_with_status(estimated) == "11.0‰ (estimated)"
        assert format_with_status(unverified) == "11.0‰ (unverified)"
        assert format_value(unverified) == "11.0‰"  # a mark stands beside it


def test_a_blank_says_which():
    with use_language(ENGLISH):
        assert format_with_status(make_value("coverage_rate", 5, None)) == "Not reported"
        assert format_with_status(make_value("coverage_rate", 0, 0)) == "Not applicable"
        assert format_with_status(make_value("persons_warned", 0)) == "0 people"


@pytest.mark.parametrize(
    ("key", "now", "before", "chinese", "english"),
    [
        ("persons_warned", (67_000,), (58_000,), "增加 9,000人（15.5%）", "up 9,000 people (15.5%)"),
        ("persons_warned", (5,), (10,), "减少 5人（50.0%）", "down 5 people (50.0%)"),
        ("persons_warned", (9_999,), (10_000,), "减少 1人（<0.1%）", "down 1 person (<0.1%)"),
        ("persons_warned", (5,), (5,), "持平", "unchanged"),
        ("persons_warned", (5,), (0,), "增加 5人", "up 5 people"),
        ("persons_warned", (0,), (1,), "减少 1人", "down 1 person"),  # no 100 % of one
        ("delivery_rate", (976, 1000), (960, 1000), "增加 1.6 个百分点", "up 1.6 percentage points"),
        ("delivery_rate", (9601, 10000), (9600, 10000), "基本持平", "nearly unchanged"),
        ("delivery_rate", (4800, 5000), (9600, 10000), "持平", "unchanged"),
        ("coverage_rate", (11, 1000), (12, 1000), "减少 1.0 个千分点", "down 1.0 per 1,000"),
    ],
)
def test_differences_are_words(key, now, before, chinese, english):
    change = make_value(key, *now), replace(make_value(key, *before), period=YEAR.previous)
    with use_language(CHINESE):
        assert describe_change(*change) == chinese
    with use_language(ENGLISH):
        assert describe_change(*change) == english


def test_no_difference_to_a_blank():
    assert describe_change(make_value("coverage_rate", 5, 100), make_value("coverage_rate", 5, None)) == ""


def test_periods_have_names():
    periods = [YEAR, *(Period.parse(f"2023-{name}") for name in ("12", "Q4", "H1", "YTD08"))]
    with use_language(CHINESE):
        names = ["2023年", "2023年12月", "2023年第四季度", "2023年上半年", "2023年1—8月"]
        assert [format_period(p) for p in periods] == names
    with use_language(ENGLISH):
        names = ["2023", "December 2023", "Q4 2023", "first half of 2023", "January–August 2023"]
        assert [format_period(p) for p in periods] == names
