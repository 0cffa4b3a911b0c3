"""Codes of regions and months are ASCII, whole, and possible."""

import pytest

from shared.patterns import MONTH, PERIOD, REGION_CODE, REGION_CODE_AT_END


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
        ("2023-Q4", False, True),
        ("2023-Q5", False, False),
        ("2023-H2", False, True),
        ("2023-H3", False, False),
        ("2023-YTD08", False, True),
        ("2023-YTD8", False, False),
        ("2023Q4", False, False),
    ],
)
def test_periods(text, is_month, is_period):
    assert bool(MONTH.fullmatch(text)) == is_month
    assert bool(PERIOD.fullmatch(text)) == is_period
