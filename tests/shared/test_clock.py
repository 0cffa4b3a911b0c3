"""Periods: what their keys mean, what stands before them, and that each has one name."""

from datetime import date

import pytest

from shared.clock import PartialPeriod, Period, PeriodKind


@pytest.mark.parametrize(
    ("key", "kind", "first", "last", "previous", "year_ago"),
    [
        ("2023-01", PeriodKind.MONTH, "2023-01-01", "2023-01-31", "2022-12", "2022-01"),
        ("2024-Q1", PeriodKind.QUARTER, "2024-01-01", "2024-03-31", "2023-Q4", "2023-Q1"),
        ("2023-H2", PeriodKind.HALF_YEAR, "2023-07-01", "2023-12-31", "2023-H1", "2022-H2"),
        ("2024-YTD02", PeriodKind.TO_DATE, "2024-01-01", "2024-02-29", "2023-YTD02", "2023-YTD02"),
        ("2023", PeriodKind.YEAR, "2023-01-01", "2023-12-31", "2022", "2022"),
    ],
)
def test_kinds_of_periods(key, kind, first, last, previous, year_ago):
    period = Period.parse(key)
    assert (period.key, period.kind) == (key, kind)
    assert (period.start, period.end) == (date.fromisoformat(first), date.fromisoformat(last))
    assert (period.previous.key, period.year_ago.key) == (previous, year_ago)
    assert period.shifted(-1).shifted(1) == period
    assert (period.months[0].start, period.months[-1].end) == (period.start, period.end)


@pytest.mark.parametrize(
    ("other", "name"), [("YTD01", "01"), ("YTD03", "Q1"), ("YTD06", "H1"), ("YTD08", "YTD08"), ("YTD09", "YTD09")]
)
def test_the_same_months_have_one_name(other, name):
    assert Period.parse(f"2023-{other}").key == f"2023-{name}"
    assert Period.parse("2023-YTD12").key == "2023"


def test_a_part_is_of_the_kind_of_its_whole():
    whole = Period.parse("2022-Q4")
    part = PartialPeriod(whole.start, date(2022, 11, 15), whole)
    assert (part.key, part.kind, part.is_month) == ("~2022Q4", PeriodKind.QUARTER, False)
    month = Period.parse("2022-11")
    assert PartialPeriod(month.start, date(2022, 11, 15), month).is_month


@pytest.mark.parametrize("text", ["", "2023-", "2023-Q0", "2023-YTD13", "2023-YTD00", "2023-q4", "~2023"])
def test_no_periods(text):
    with pytest.raises(ValueError, match=text or "^$"):
        Period.parse(text)
