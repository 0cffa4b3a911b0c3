"""Whatever a correction moves in a locked month is marked as revised, or was not called final: every figure, walked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import pytest

from shared.access import SYSTEM
from shared.clock import Period
from shared.indicators.catalogue import COUNTED_MEASURES, INDICATORS, counted_measures, dimensions_of
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.values import load_values
from shared.services import commit
from shared.services.month_close.locking import lock
from shared.services.month_close.restatements import load_restatements
from shared.services.month_close.silent_changes import find_silent_changes
from tests.factories.regions import KUNSHAN, PROVINCE, SUZHOU
from tests.shared.services.test_month_close import LOCKER, NOVEMBER, done
from tests.support.two_counties import HERE, TwoCounties, confirming

TOWNSHIP = HERE[:9]
PLACES = (PROVINCE, SUZHOU, KUNSHAN, TOWNSHIP, HERE)
PERIODS = [Period.parse(key) for key in ("2023-06", "2023-11", "2023-YTD11")]
BY = sorted({"", *(name for key in INDICATORS for name in dimensions_of(key))})
COUNTED_BELOW = {"", "tier", "kind", "risk"}  # of places below the county only by these: they are counted on demand
NOT_MOVED = {
    *("consumption", "county_months", "exit_checks", "exits", "identities", "standards", "suspects", "tekun_standards")
}
"""Sources of which the family has nothing before December, and what has no past."""
Walked = dict[tuple[str, str, str, str], IndicatorValue]


def walk(counties: TwoCounties, categories: Mapping[str, set[str]]) -> Walked:
    """Every figure of every level, in all and by every dimension: all categories that occur, or the named ones."""
    with counties.session(SYSTEM) as session:
        return {
            (one.region_code, one.indicator.key, one.period.key, one.dimension): one
            for by in BY
            for one in load_values(session, _keys_by(by), _places_by(by), PERIODS, by, categories.get(by, ()))
        }


def _keys_by(dimension: str) -> list[str]:
    return [key for key in INDICATORS if not dimension or dimension in dimensions_of(key)]


def _places_by(dimension: str) -> tuple[str, ...]:
    return PLACES if dimension in COUNTED_BELOW else PLACES[:3]


def correct_every_record(counties: TwoCounties) -> None:
    """Everything that is known of a family was entered by mistake."""
    with counties.session(SYSTEM) as session:
        confirming(session, "another family")
        for record, key in counties.here.items():
            session.get_one(record, key).retired_on = date(2023, 12, 31)
        commit(session)


@pytest.mark.parametrize("filled", ["sqlite"], indirect=True)
def test_whatever_moves_in_a_locked_month_is_revised_or_was_not_final(counted: TwoCounties):
    done(counted, LOCKER, lock, NOVEMBER, PROVINCE, "as agreed")
    before, occurring = walk(counted, {}), defaultdict[str, set[str]](set)
    for *_place, dimension in before:
        by, _is, category = dimension.partition("=")
        occurring[by].update({category} - {""})
    correct_every_record(counted)
    after = walk(counted, occurring)
    moved = {key for key, was in before.items() if _sides(was) != _sides(after[key])}
    final = {key for key in moved if before[key].state is ObservationStatus.FINAL}
    assert [key for key in final if not after[key].is_revised] == []
    assert {(place, bool(part)) for place, _key, _period, part in final} >= {
        *((place, by) for place in (PROVINCE, SUZHOU, KUNSHAN) for by in (False, True)),
        (TOWNSHIP, False),
    }
    sources = {COUNTED_MEASURES[name].source.key for _place, key, *_ in moved for name in counted_measures(key)}
    assert {one.source.key for one in COUNTED_MEASURES.values()} - sources == NOT_MOVED
    with counted.session(SYSTEM) as session:
        assert find_silent_changes(session) == {}
        for place in PLACES:
            told = {(one.revised.indicator.key, one.revised.period.key) for one in load_restatements(session, place)}
            owed = {(key, period) for code, key, period, part in final if (code, part) == (place, "")}
            listed = {(key, period) for key, period in owed if "YTD" not in period and not INDICATORS[key].percentile}
            assert listed <= told, place


def _sides(value: IndicatorValue) -> tuple[int | None, int | None]:
    return value.numerator, value.denominator
