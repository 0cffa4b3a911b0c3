"""Shares of fewer than 30 on bars: both numbers in place of a percentage, or in grey."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dashboard.components.html.bar_table import Bar, Slice, render_bars
from dashboard.sections.region_shares import _share_per_mille
from dashboard.views.overview.headline_cards import ASSISTED, WARNED, _format_warned_note
from dashboard.views.warnings.warning_funnel import _build_step
from shared.indicators.observation_status import ObservationStatus
from shared.locale import ENGLISH, use_language
from tests.dashboard.test_boundary_values import HERE
from tests.dashboard.test_number_format import make_value


@pytest.mark.parametrize(("previous", "note"), [(29, "29 of 29"), (30, "96.7% of the previous step")])
def test_a_step_of_few_says_both_numbers(previous, note):
    values = [make_value("persons_warned", n) for n in (29, previous, 100)]
    with use_language(ENGLISH):
        step = _build_step("Verified", *values)
    assert step.name_note == note
    assert step.value_note == "29.0% of those flagged"


@pytest.mark.parametrize("is_small", [True, False])
def test_a_bar_of_few_is_grey_and_leads_to_its_figure(is_small):
    html = render_bars({"": [Bar("Under 6", [Slice(1)], "3.4%", "/figures/x?a=1&b=2", is_small=is_small)]})
    assert ('class="sz-bar-value sz-small-number"' in html) is is_small
    assert '<a href="/figures/x?a=1&amp;b=2" data-figure>3.4%' in html


@pytest.mark.parametrize(("warned", "note"), [(29, "of 29 people"), (30, "96.7% of 30 people flagged")])
def test_a_card_of_few_gives_no_percentage(warned, note):
    values = {WARNED: make_value(WARNED, warned), ASSISTED: make_value(ASSISTED, 29, warned)}
    values[ASSISTED].__dict__["state"] = ObservationStatus.PROVISIONAL
    context = SimpleNamespace(region=HERE, period=values[WARNED].period)
    with use_language(ENGLISH):
        assert _format_warned_note(context, SimpleNamespace(total=lambda key, *_: values[key])) == note


@pytest.mark.parametrize(("residents", "is_ranked"), [(29, False), (30, True)])
def test_a_share_that_colours_a_map_is_ranked_from_thirty_on(residents, is_ranked):
    count, base = make_value("low_income_population", 3), make_value("coverage_rate", 3, residents)
    assert _share_per_mille(HERE, count, base, "share").is_ranked is is_ranked
