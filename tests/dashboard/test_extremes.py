"""Who is called the last or the most: only where that is true, may still change, and is no chance."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from dashboard.region_navigation import RegionRef
from dashboard.views.charity.quota_by_region import _format_headline
from dashboard.views.overview.key_findings import _find_lowest_conversion, _find_undelivered
from shared.locale import ENGLISH, use_language
from tests.dashboard.test_number_format import YEAR, make_value

WHOLE = RegionRef("320000", "Jiangsu", is_zone=False, parent=None)
REGIONS = [RegionRef(f"32{n:02}00", f"P{n}", is_zone=False, parent="320000") for n in (1, 2, 3)]


class KnownValues:
    """Figures of three places by key, and of the whole."""

    def __init__(self, **sides: list[tuple[int, int]]) -> None:
        self.found = {}
        for key, pairs in sides.items():
            whole = tuple(sum(side) for side in zip(*pairs, strict=True))
            for region, pair in zip([WHOLE, *REGIONS], [whole, *pairs], strict=True):
                self.found[key, region.code] = make_value(key, *pair)

    def total(self, key: str, region: str, _period: object, _value: str = ""):
        return self.found[key, region]

    category_value = total

    def value_or_zero(self, key: str, region: str, _period: object, _value: str = ""):
        return self.found[key, region].value or 0


def selection_of(deadline: date) -> SimpleNamespace:
    cycle = SimpleNamespace(starts_on=date(2023, 7, 1), deadline_on=deadline)
    return SimpleNamespace(
        value_from=lambda values, key, region, period: values.total(key, region, period),
        selected_cycles=[cycle],
        category="",
    )


CONTEXT = SimpleNamespace(period=YEAR, region=WHOLE, navigation=SimpleNamespace(children=REGIONS))
CONTEXT.url = SimpleNamespace(link=lambda page, **params: f"/{page}?{params}")
RATES = [(90, 100), (96, 100), (95, 100)]


def headline_of(rates: list[tuple[int, int]], deadline: date) -> str:
    late = [(whole - part, whole) for part, whole in rates]
    with use_language(ENGLISH):
        return _format_headline(
            CONTEXT, selection_of(deadline), KnownValues(delivery_rate=rates, undelivered_overdue=late), REGIONS
        )


def test_behind_is_who_delivered_least_of_a_cycle_that_goes_on():
    assert headline_of(RATES, date(2026, 7, 27)).startswith("P1: furthest behind with 90.0%")
    assert headline_of(RATES, date(2023, 11, 30)) == "19 units undelivered past the deadline, most in P1: 10 units"
    assert headline_of([(100, 100)] * 3, date(2026, 7, 27)) == "The quota is fully delivered in every region"
    assert "furthest" not in headline_of([(90, 100)] * 3, date(2026, 7, 27))


def test_no_finding_on_a_tie_of_all_or_on_a_few():
    with use_language(ENGLISH):
        found = _find_undelivered(CONTEXT, KnownValues(undelivered_overdue=[(183, 900), (183, 900), (20, 900)]))
        assert found.message.startswith("P1, P2: 183 units each")
        few = _find_undelivered(CONTEXT, KnownValues(undelivered_overdue=[(1, 9), (1, 9), (0, 9)]))
        assert few.message == "Jiangsu: 2 units of the charity quota undelivered past the deadline."
        assert _find_lowest_conversion(CONTEXT, KnownValues(warning_to_assistance=[(3, 10), (9, 29), (0, 20)])) is None
        assert _find_lowest_conversion(CONTEXT, KnownValues(warning_to_assistance=[(10, 100)] * 3)) is None
