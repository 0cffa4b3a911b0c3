"""Who is not shown small counts, of which measures, and what stands there instead: on every surface the same."""

from __future__ import annotations

import csv
import io

import pytest

from shared.access import SYSTEM, Actor, Grant, Role, open_session
from shared.access.protected_readers import is_open_to
from shared.clock import Period
from shared.indicators.catalogue import COUNTED_MEASURES, INDICATORS, MEASURES, counted_measures, dimensions_of
from shared.indicators.notes import suppression_note
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.protected_measures import group_of, is_public, protected_groups
from shared.indicators.todays_divisions import FormerTownships, load_values_by_today
from shared.indicators.values import load_values
from shared.interchange.extract_query import parse_query
from shared.interchange.figures_csv import figures_csv

PROVINCE, SUZHOU, KUNSHAN, TOWNSHIP = "320000", "320500", "320583", "320583100"
YEAR, MONTH = Period.parse("2023"), Period.parse("2023-11")
PUBLISHED = {
    "counties_due", "counties_in_time", "counties_submitted", "consumption_last_year", "dibao_payment_lists",
    "dibao_standard_year", "quota_units", "quota_units_due", "residents", "tekun_standard_year", "units_planned",
    "units_pledged", "villages", "villages_with_mechanism",
}  # fmt: skip


def reader(*roles: tuple[Role, str]) -> Actor:
    return Actor("reader", "reader", tuple(Grant(role, code) for role, code in roles))


OFFICIAL = reader((Role.OFFICIAL, PROVINCE))


def test_each_measure_counts_people_unless_it_is_known_not_to():
    assert {key for key, measure in MEASURES.items() if not measure.is_protected} == PUBLISHED
    in_groups = [key for group in protected_groups() for key in group.measures]
    assert sorted(in_groups) == sorted(COUNTED_MEASURES.keys() - PUBLISHED)


@pytest.mark.parametrize("key", [key for key, one in MEASURES.items() if one.is_protected and not one.is_count])
def test_an_amount_is_hidden_with_the_count_behind_it(key):
    group = next(group for group in protected_groups() if key in group.measures)
    counts = [MEASURES[one] for one in group.measures if MEASURES[one].is_count]
    assert any(set(MEASURES[key].dimensions) <= set(one.dimensions) for one in counts)


@pytest.mark.parametrize(
    ("whole", "categories"),
    [
        ("persons_verified", ["persons_eligible", "warnings_not_in_need"]),
        ("temporary_events", ["temporary_emergency"]),
    ],
)
def test_a_measure_that_is_a_category_of_another_is_hidden_with_it(whole, categories):
    assert {group_of(key) for key in categories} == {group_of(whole)}


def test_the_periods_of_what_is_hidden_with_another_are_those_of_the_other():
    assert all(one.together is other.together for one in protected_groups() for other in one.followed)


@pytest.mark.parametrize("key", [key for key, one in INDICATORS.items() if one.minus])
def test_the_sides_of_a_difference_are_hidden_together_or_the_one_wherever_the_other_is(key):
    one = INDICATORS[key]
    sides = {group_of(side) for side in (one.numerator, one.minus) if MEASURES[side].is_protected}
    assert len(sides) == 1 or any(other in group.followed for group in sides for other in sides)


@pytest.mark.parametrize(
    ("actor", "open_in"),
    [
        (OFFICIAL, []),
        (reader((Role.LIST_READER, SUZHOU)), [SUZHOU, KUNSHAN]),
        (reader((Role.CLERK, KUNSHAN), (Role.OFFICIAL, PROVINCE)), [KUNSHAN]),
        (reader((Role.APPROVER, PROVINCE)), [PROVINCE, SUZHOU, KUNSHAN]),
        (reader((Role.AUDIT_ADMIN, PROVINCE)), []),
        (SYSTEM, [PROVINCE, SUZHOU, KUNSHAN]),
    ],
)
def test_whoever_may_list_or_read_records_sees_true_counts_there(actor, open_in):
    assert [code for code in (PROVINCE, SUZHOU, KUNSHAN) if is_open_to(actor, code)] == open_in


def load(engine, actor: Actor, key: str, codes: list[str], dimension: str = ""):
    with open_session(actor, engine) as session:
        return load_values(session, [key], codes, [YEAR, MONTH], dimension)


@pytest.fixture(scope="module")
def regions(counted) -> list[str]:
    with open_session(SYSTEM, counted) as session:
        query = parse_query(session, "recipients_by_tier", level="province,city,county", region=PROVINCE, period="2023")
        codes = [region.code for batch in query.region_batches(session) for region in batch]
    return [code for code in codes if code.endswith("00") or code.startswith("3205")]


def test_no_small_count_is_shown_and_the_rest_is_as_counted(counted, regions):
    hidden, of_groups = (
        0,
        {group_of(measure): one for one in INDICATORS.values() for measure in counted_measures(one.key) - PUBLISHED},
    )
    for key, one in {one.key: one for one in of_groups.values()}.items():
        for dimension in ("", *dimensions_of(key)[:1]):
            true = {(v.region_code, v.period, v.dimension): v for v in load(counted, SYSTEM, key, regions, dimension)}
            for seen in load(counted, OFFICIAL, key, regions, dimension):
                value = true.get((seen.region_code, seen.period, seen.dimension))
                if seen.is_suppressed:
                    hidden += 1
                    assert (seen.value, seen.numerator, seen.denominator) == (None, None, None)
                    assert one.is_monthly or seen.state is ObservationStatus.SUPPRESSED
                    assert not is_public(one)
                elif value is not None:
                    assert (seen.numerator, seen.denominator) == (value.numerator, value.denominator)
                    sides = [
                        number
                        for measure, number in ((one.numerator, seen.numerator), (one.denominator, seen.denominator))
                        if measure and MEASURES[measure].is_protected and MEASURES[measure].is_count
                    ]
                    assert one.percentile or not any(0 < (number or 0) < 10 for number in sides)
    assert hidden


def test_the_same_is_hidden_whoever_asks_and_beside_whom(counted, regions):
    key, inside = "households_by_tier", [code for code in regions if code.startswith("3205")]
    for dimension in ("", "tier"):
        of_all = {(v.region_code, v.period, v.dimension): v for v in load(counted, OFFICIAL, key, regions, dimension)}
        of_city = load(counted, reader((Role.OFFICIAL, SUZHOU)), key, inside, dimension)
        alone = load(counted, reader((Role.OFFICIAL, KUNSHAN)), key, [KUNSHAN], dimension)
        assert [v.numerator for v in of_city] == [
            of_all[v.region_code, v.period, v.dimension].numerator for v in of_city
        ]
        assert {v.dimension for v in alone} == {v.dimension for v in of_city}


def test_moves_between_two_tiers_are_shown_with_access_to_records_only(counted):
    key, by = "tier_transitions", "tier_change"
    pairs = load(counted, OFFICIAL, key, [PROVINCE], by)
    assert len(pairs) == 32
    assert all(value.is_suppressed for value in (*pairs, *load(counted, OFFICIAL, key, [PROVINCE, KUNSHAN])))
    assert not any(value.is_suppressed for value in load(counted, SYSTEM, key, [PROVINCE], by))


def test_what_is_counted_on_request_is_not_shown(counted):
    actor = reader((Role.OFFICIAL, TOWNSHIP))
    with open_session(actor, counted) as session:
        values = load_values(session, ["deliveries", "village_mechanism_rate"], [TOWNSHIP], [YEAR])
        today = load_values_by_today(session, ["entries"], TOWNSHIP, FormerTownships({}, None), [YEAR])
    assert [value.is_suppressed for value in (*values, *today)] == [True, False, True]


def test_a_file_says_that_and_why_a_number_is_not_shown(counted):
    with open_session(OFFICIAL, counted) as session:
        query = parse_query(session, "entries", level="county", region=PROVINCE, period="2023")
        text = b"".join(figures_csv(session, query)).decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["state"] == "suppressed"]
    assert rows
    assert all((row["value"], row["numerator"], row["denominator"], row["rank"]) == ("",) * 4 for row in rows)
    assert all(suppression_note() in row["note"] for row in rows)
