"""What two readers of a name could take for two things, its definition decides."""

from __future__ import annotations

import pytest

from shared.indicators.catalogue import INDICATORS, MEASURES, indicator
from shared.indicators.measure import Timing
from shared.indicators.units import Unit
from shared.locale import CHINESE, ENGLISH, use_language

WARNED_AGAINST = {
    "households_by_tier": "its recipients, not all its members",
    "delivered_to_eligible": "tested by their household, not by the person",
    "delivery_rate": "the share falls when a cycle begins",
    "charity_households": "programme for households",
    "value_per_household": "programmes for households",
    "value_delivered": "to households and to individuals",
    "valid_identity_rate": "People with another document or none are not counted",
    "standard_to_consumption": "compared with the consumption of a later year",
    "coverage_rate": "latest known year",
    "assisted_after_warning": "however recent",
    "warning_to_assistance": "More recent warnings are left out",
    "days_to_assistance": "with several warnings the shortest wait counts",
}


@pytest.mark.parametrize("key", WARNED_AGAINST)
def test_the_definition_decides(key: str):
    with use_language(ENGLISH):
        english = str(indicator(key).definition)
        assert WARNED_AGAINST[key] in english
    with use_language(CHINESE):
        assert str(indicator(key).definition) != english


def test_what_grows_over_all_cycles_says_so():
    with use_language(ENGLISH):
        for key, one in INDICATORS.items():
            if MEASURES[one.numerator].timing is Timing.CUMULATIVE:
                words = str(one.definition).lower()
                assert any(said in words for said in ("cumulative", "by the end", "up to the end", "has passed")), key


def test_what_counts_recognitions_is_no_number_of_persons():
    for key, one in INDICATORS.items():
        counts_rows = MEASURES[one.numerator].subject is None and MEASURES[one.numerator].amount is None
        assert not (counts_rows and one.unit is Unit.PERSONS), key
