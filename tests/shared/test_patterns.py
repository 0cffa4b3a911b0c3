"""Codes of regions and months are ASCII, whole, and possible."""

import pytest

from shared.patterns import MONTH, REGION_CODE, REGION_CODE_AT_END, YEAR_OR_MONTH


@pytest.mark.parametrize("text", ["320000", "320583100", "320583100001"])
def test_codes_of_regions(text):
    assert REGION_CODE.fullmatch(text)
    assert REGION_CODE_AT_END.search(f"Kunshan {text} ")[1] == text


@pytest.mark.parametrize("text", ["", "32", "3205", "020000", "3205831", "3205831000011", "３２００００", "32000a"])
def test_no_codes_of_regions(text):
    assert not REGION_CODE.fullmatch(text)


@pytest.mark.parametrize(
    ("text", "is_month", "is_period"),
    [
        ("2023-12", True, True),
        ("2023", False, True),
        ("2023-13", False, False),
        ("2023-00", False, False),
        ("3023-01", False, False),
        ("2023-1", False, False),
        ("２０２３-12", False, False),
    ],
)
def test_months_and_years(text, is_month, is_period):
    assert bool(MONTH.fullmatch(text)) == is_month
    assert bool(YEAR_OR_MONTH.fullmatch(text)) == is_period
