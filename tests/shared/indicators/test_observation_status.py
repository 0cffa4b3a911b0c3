"""What a cell says of itself: provisional until somebody can lock it, immature while its subject's time is not up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shared.clock import Period
from shared.indicators.catalogue import INDICATORS, MEASURES, indicator
from shared.indicators.data_sources import data_source, rests_on
from shared.indicators.observation_status import ObservationStatus, counting_end, is_mature, observation_status
from shared.indicators.themes.warnings import warnings
from shared.locale import CHINESE, ENGLISH, use_language
from shared.rules.parameter_keys import ASSISTANCE_DAYS

PERIODS = [Period.parse(text) for text in ("2023-10", "2023-11", "2022", "2023")]


def test_nothing_is_final_before_there_is_a_lock():
    days = [date(2021, 1, 1), date(2023, 12, 31), date(2033, 1, 1)]
    for window in (0, 60, 90):
        assert {observation_status(window, period, day) for period in PERIODS for day in days} <= {
            ObservationStatus.PROVISIONAL,
            ObservationStatus.IMMATURE,
        }


@pytest.mark.parametrize("period", PERIODS, ids=str)
@pytest.mark.parametrize("window", [60, 90])
def test_a_cohort_is_mature_from_the_last_day_of_its_window_on(window, period):
    for days, state in ((window - 1, ObservationStatus.IMMATURE), (window, ObservationStatus.PROVISIONAL)):
        day = period.end + timedelta(days=days)
        assert (observation_status(window, period, day), is_mature(window, period, day)) == (
            state,
            state is ObservationStatus.PROVISIONAL,
        )


def test_whatever_the_as_of_day_decides_has_a_window_or_no_history():
    """A measure of warnings whose condition looks at the as-of day goes on moving after its period."""
    for key, one in INDICATORS.items():
        sides = [MEASURES[measure] for measure in one.measures]
        if any(side.source is warnings and side.is_cut for side in sides):
            assert one.matures_by is ASSISTANCE_DAYS, key
        assert one.is_current == any(side.current_only for side in sides), key


def test_stocks_and_flows_count_to_the_end_of_their_period_and_cohorts_to_the_cutoff():
    day, month = date(2023, 6, 15), Period.parse("2023-05")
    assert counting_end(indicator("recipients_by_tier"), month, day) == date(2023, 5, 31)
    assert counting_end(indicator("persons_warned"), Period.parse("2023"), day) == day
    assert counting_end(indicator("persons_verified"), month, day) == day


def test_every_figure_says_in_english_on_what_law_it_rests_and_in_both_languages_where_its_data_come_from():
    for key, one in INDICATORS.items():
        with use_language(ENGLISH):
            assert rests_on(one).isascii() or {*"–"} >= {c for c in rests_on(one) if not c.isascii()}, key
        with use_language(CHINESE):
            assert rests_on(one).startswith("依据："), key
            assert data_source(one), key
