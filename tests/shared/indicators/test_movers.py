"""Which changes are unusual: measured by what a figure usually does, and by chance."""

from datetime import date
from decimal import Decimal

import pytest

from shared.clock import Period
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.movers import MIN_CHANGES, find_movers, measure_move

CALM = [100, 101, 99, 100, 102, 100, 99, 101, 100, 101, 100, 100]


def series(
    numbers: list[int | None], key: str = "persons_warned", denominator: int | None = None
) -> list[IndicatorValue]:
    day = date(2023, 12, 31)
    return [
        IndicatorValue(indicator(key), "320583", Period.month(2023, n + 1), "", number, denominator, "", day)
        for n, number in enumerate(numbers)
    ]


def test_a_leap_is_unusual_and_a_small_step_is_not():
    assert find_movers([series([*CALM[:11], 180])])[0].change == Decimal(80)
    assert find_movers([series([*CALM[:11], 110])]) == []  # ten are one root of a hundred


def test_what_leaps_every_month_does_nothing_unusual():
    wild = [100, 180, 90, 170, 100, 190, 95, 175, 105, 185, 90, 180]
    assert find_movers([series(wild)]) == []
    assert find_movers([series([*wild[:11], 900])])


def test_one_odd_month_before_does_not_hide_the_next():
    assert find_movers([series([*CALM[:5], 400, *CALM[6:11], 180])])


def test_the_most_unusual_stands_first_and_falls_count_as_rises():
    movers = find_movers([series([*CALM[:11], 160]), series([*CALM[:11], 10])])
    assert [mover.now.numerator for mover in movers] == [10, 160]
    assert movers[0].score < 0 < movers[1].score


@pytest.mark.parametrize("known", [MIN_CHANGES + 1, MIN_CHANGES + 2])
def test_of_too_few_months_nothing_is_said(known):
    found = measure_move(series([*[100] * (known - 1), 900]))
    assert (found is not None) == (known > MIN_CHANGES + 1)


def test_a_share_of_few_people_is_no_mover():
    shares = [50, 51, 49, 50, 50, 51, 49, 50, 51, 50, 50, 20]
    assert find_movers([series(shares, "on_time_rate", 100)])
    assert find_movers([series([n // 4 for n in shares], "on_time_rate", 25)]) == []


def test_a_month_that_is_not_known_is_no_change():
    blank = series([*CALM[:10], None, 180])
    assert measure_move(blank) is None
