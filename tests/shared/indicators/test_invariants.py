"""What must hold for any records."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from sqlalchemy import select

from shared import clock
from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.indicators.catalogue import INDICATORS, MEASURES, dimensions_of
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.measure import Timing
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.values import load_values
from shared.models import Observation
from shared.models.labelled_enum import least_reliable
from shared.models.region import level_of, path_of
from tests.shared.indicators.small_province import CITIES, COUNTIES, PROVINCE, REGIONS, TIERS
from tests.shared.indicators.test_oracles import put
from tests.support.databases import Filled

AS_OF = date(2023, 12, 31)
MONTHS = [Period.month_of(AS_OF).shifted(n) for n in range(36)]
MOVED = ("entries", "exits", "moves", "moves_out", "arrivals", "departures", "net_change")
YEARS = [Period.parse(str(2023 - n)) for n in range(3)]
# Regions sum to their parent, but for subjects that may count in two regions.
ADDITIVE = {m.key for m in MEASURES.values() if m.subject is None or m.timing is Timing.STOCK}
CHANGES = {Timing.CAME, Timing.LEFT}  # who moves between two regions came to one and left the other
SUMMED = [k for k, i in INDICATORS.items() if not i.needs_base and ADDITIVE.issuperset(i.measures)]
COUNTS = {k: MEASURES[i.numerator] for k, i in INDICATORS.items() if not i.needs_base}
DISTINCT = [k for k, m in COUNTS.items() if m.key not in ADDITIVE and m.timing not in CHANGES]


@pytest.fixture(params=[1, 2])
def province(filled: Filled[None], request):
    engine, _ = filled(put, request.param, AS_OF)
    clock.freeze(AS_OF)
    with open_session(SYSTEM, engine) as session:
        yield session


def numbers(session, key, regions, periods, split="") -> dict[tuple[str, str, str], int]:
    found = load_values(session, [key], regions, periods, split)
    return {(f.region_code, f.period.key, f.dimension): f.numerator or 0 for f in found}


def below(region: str) -> list[str]:
    return [code for code in REGIONS if len(path_of(code)) > 1 and path_of(code)[-2] == region]


def test_stock_at_the_end_is_stock_before_plus_entries_less_exits(province):
    places = [PROVINCE, *CITIES, *COUNTIES, "320506001", "320506001001"]
    for split in ("", "tier"):
        stock = numbers(province, "recipients_by_tier", places, [*MONTHS, *YEARS], split)
        found = {key: numbers(province, key, places, [*MONTHS, *YEARS], split) for key in MOVED}
        parts = [f"tier={tier}" for tier in TIERS] if split else [""]
        for place, period, part in product(places, [*MONTHS[:-1], *YEARS[:-1]], parts):
            here, before = (place, period.key, part), (place, period.previous.key, part)
            entries, exits, moves, moves_out, arrivals, departures, net = (found[key].get(here, 0) for key in MOVED)
            assert stock.get(here, 0) == stock.get(before, 0) + arrivals - departures, here
            assert (arrivals, departures) == (entries + moves, exits + moves_out)
            assert net == arrivals - departures
            assert split or (moves == moves_out and net == entries - exits)


def test_overdue_at_the_end_is_overdue_before_plus_newly_overdue_less_settled(province):
    keys = ("overdue_warnings", "newly_overdue_warnings", "settled_overdue_warnings")
    stock, newly, settled = (numbers(province, key, REGIONS, MONTHS) for key in keys)
    moved = 0
    for region, month in product(REGIONS, MONTHS[:-1]):
        here, before = (region, month.key, ""), (region, month.previous.key, "")
        assert stock[here] == stock[before] + newly[here] - settled[here], here
        moved += newly[here] + settled[here]
    assert moved


def test_the_tiers_that_people_move_into_and_out_of_sum_to_the_moves(province):
    for key in MOVED:
        total, parts = (numbers(province, key, REGIONS, [*MONTHS, *YEARS], split) for split in ("", "tier"))
        for place, period, _ in total:
            assert total[place, period, ""] == sum(parts.get((place, period, f"tier={tier}"), 0) for tier in TIERS)


def test_regions_that_people_move_between_count_more_who_came_than_their_whole(province):
    """Newly in a county is also who comes from the next one; their province knows them already."""
    for key in ("entries", "exits"):
        found = numbers(province, key, REGIONS, [*MONTHS, *YEARS])
        for place, period, part in [cell for cell in found if len(cell[0]) == 6 and below(cell[0])]:
            parts = sum(found[child, period, part] for child in below(place))
            if place.endswith("00"):  # below the county some records name no village
                assert found[place, period, part] <= parts


def test_children_sum_to_their_parent_where_units_add_up(province):
    for key in SUMMED:
        for split in ("", *dimensions_of(key)):
            found = numbers(province, key, REGIONS, [MONTHS[0], MONTHS[7], *YEARS], split)
            ends = MEASURES[INDICATORS[key].numerator].ends_at  # below it there is nothing to add up
            parents = [PROVINCE, *CITIES, *([] if ends else COUNTIES)]
            for place, period, part in [cell for cell in found if cell[0] in parents]:
                assert found[place, period, part] == sum(found[c, period, part] for c in below(place)), (key, place)


def test_a_distinct_count_lies_between_its_largest_child_and_their_sum(province):
    counted_twice = False
    for key in DISTINCT:
        found = numbers(province, key, REGIONS, [MONTHS[0], *YEARS])
        for place, period, part in [cell for cell in found if len(cell[0]) == 6]:  # some records name no village
            children = [found[code, period, part] for code in below(place)]
            assert max(children) <= found[place, period, part] <= sum(children), (key, place, period)
            counted_twice |= found[place, period, part] < sum(children)
    assert counted_twice


def test_shares_never_exceed_their_whole(province):
    wholes = {
        "persons_warned": ("persons_verified", "persons_eligible", "assisted_after_warning", "persons_not_due"),
        "persons_verified": ("persons_eligible",),
    }
    for whole, parts in wholes.items():
        all_of = numbers(province, whole, REGIONS, [*MONTHS, *YEARS])
        for part in parts:
            some = numbers(province, part, REGIONS, [*MONTHS, *YEARS])
            assert all(some[cell] <= all_of[cell] for cell in all_of), part


def test_rates_of_shares_lie_between_nothing_and_all(province):
    shares = ["verification_rate", "warning_to_assistance", "delivered_to_eligible", "duplicate_delivery_rate"]
    shares += ["receipt_rate", "valid_identity_rate"]
    found = load_values(province, shares, REGIONS, [*MONTHS, *YEARS])
    assert {f.state for f in found} >= {ObservationStatus.PROVISIONAL, ObservationStatus.IMMATURE}
    for figure in found:
        if figure.denominator:
            assert 0 <= figure.value <= 100
        else:
            assert (figure.value, figure.state.is_blank) == (None, True)


def test_figures_read_together_are_those_read_one_by_one(province):
    places = [PROVINCE, CITIES[0], *COUNTIES[:2]]
    together = load_values(province, INDICATORS, places, [YEARS[0], MONTHS[3]])
    found = {(one.indicator.key, one.region_code, one.period): one for one in together}
    assert len(found) == len(together) == 2 * len(INDICATORS) * len(places)
    for key in INDICATORS:
        alone = load_values(province, [key], places[1:2], [YEARS[0], MONTHS[3]])
        assert alone == [found[key, places[1], period] for period in (YEARS[0], MONTHS[3])]


def test_no_denominator_is_never_zero_percent(province):
    rates = [key for key, one in INDICATORS.items() if one.needs_base]
    for figure in load_values(province, rates, REGIONS, [*MONTHS, *YEARS]):
        if not figure.denominator:
            assert figure.value is None, figure
            assert figure.state in (ObservationStatus.NOT_APPLICABLE, ObservationStatus.NOT_REPORTED)


def test_only_what_somebody_could_report_is_called_not_reported(province):
    """A village publishes no residents, a subdistrict no standard, and what is known of today has no past."""
    places = [*REGIONS[:3], "320506001", "320506001001"]
    found = load_values(province, list(INDICATORS), places, [*MONTHS[-2:], *YEARS, Period.parse("2023-Q3")])
    blank = [one for one in found if one.state is ObservationStatus.NOT_REPORTED]
    for one in blank:
        sides, level = [MEASURES[key] for key in one.indicator.measures], level_of(one.region_code)
        below = [side for side in sides if not side.rolls_up and level not in side.stored_levels("")]
        assert (below, one.indicator.is_current) == ([], False), one
        assert one.indicator.reports or not all(side.rolls_up for side in sides), one
    past = [one for one in found if one.indicator.is_current and one.period.end < AS_OF]
    assert {one.state for one in past} == {ObservationStatus.NOT_APPLICABLE}
    assert {one.state for one in found if one.indicator.key == "coverage_rate" and len(one.region_code) > 9} == {
        ObservationStatus.NOT_APPLICABLE
    }


def test_every_cell_belongs_to_a_measure_and_a_region_that_keeps_it(province):
    for cell in province.scalars(select(Observation)):
        assert cell.value != 0 or not MEASURES[cell.measure].rolls_up
        assert cell.region_code in REGIONS
        assert len(cell.region_code) <= 9


def test_a_figure_shows_the_weakest_value_it_rests_on():
    assert least_reliable(["confirmed", "", "estimated"]) == "estimated"
    assert least_reliable(["secondary", "proposed"]) == "proposed"  # not the last in the alphabet
    assert least_reliable(["", ""]) == ""
    figure = IndicatorValue(INDICATORS["coverage_rate"], PROVINCE, MONTHS[0], "", 5, 1000, "proposed", AS_OF)
    assert (figure.state, figure.value) == (ObservationStatus.UNVERIFIED, 5)


def test_a_rate_by_a_split_has_both_its_sides_there(province):
    """Where the whole has a denominator some part has one: a split declared for one side alone would have none."""
    looked_at = 0
    for key in [key for key, one in INDICATORS.items() if one.needs_base]:
        for split in dimensions_of(key):
            whole, parts = (load_values(province, [key], [PROVINCE], YEARS, by) for by in ("", split))
            for period in {f.period.key for f in whole if f.denominator}:
                sides = [(f.numerator, f.denominator) for f in parts if f.period.key == period]
                assert any(bottom for _top, bottom in sides), (key, split, period)
                assert any(top for top, _bottom in sides) == any(
                    f.numerator for f in whole if f.period.key == period
                ), (key, split, period)
                looked_at += 1
    assert looked_at > 20


def test_money_is_said_to_be_money():
    for one in INDICATORS.values():
        assert not one.unit.is_money or MEASURES[one.numerator].is_money, one.key
