"""The demo province reproduces its targets exactly, planted faults included."""

from __future__ import annotations

import pytest

from seed.demo.charity.charity_programmes import PROGRAMMES
from seed.demo.toolkit.calibration import TARGETS, Scale
from seed.demo.toolkit.planted_faults import FAULTS, fault_count, total_fault_count
from tests.seed.demo_queries import IN_FORCE, SCALE, Province

YEARS = (2021, 2022, 2023)
RUNS = {
    "appliance_2020": ("appliance-packs", "2020"),
    "appliance_2021": ("appliance-packs", "2021"),
    "appliance_2022": ("appliance-packs", "2022"),
    "solar_delivered": ("rooftop-solar", "2023–2025"),
}
PERSONAL_RUNS = {
    "medical_charity_2023": ("medical-supplement", "2023"),
    "children_2021": ("childrens-major-illness", "2021"),
    "children_2022": ("childrens-major-illness", "2022"),
    "children_2023": ("childrens-major-illness", "2023"),
}


def in_year(column: str, year: int) -> str:
    return f"{column} BETWEEN '{year}-01-01' AND '{year}-12-31'"


def test_the_targets_of_a_province_of_full_size_are_the_published_totals():
    """What the recipe aims at; that records reach their targets is asked below, of a small province."""
    whole = Scale(1.0)
    assert whole.target("dibao_persons") == 620_000
    assert whole.target("tekun_persons") == 200_000
    assert whole.target("marginal_persons") + whole.target("expenditure_persons") == 120_000
    assert (whole.target("warned_2023"), whole.target("assisted_2023")) == (67_000, 20_000)
    assert (whole.target("education_2023"), whole.target("housing_2023")) == (114_000, 3_679)
    assert [whole.target(f"appliance_{year}") for year in (2020, 2021, 2022)] == [24_000, 12_000, 20_000]
    assert whole.target("solar") == 10_000


@pytest.mark.parametrize("tier", ["dibao", "tekun", "marginal", "expenditure"])
def test_persons_in_force_on_the_reference_date(province: Province, tier: str):
    found = f"SELECT count(*), count(DISTINCT person_id) FROM spell s WHERE tier = :tier AND {IN_FORCE}"
    expected = SCALE.target(f"{tier}_persons")
    assert province.rows(found, tier=tier) == [(expected, expected)]


@pytest.mark.parametrize("year", YEARS)
def test_warnings_and_persons_warned(province: Province, year: int):
    found = f"SELECT count(*), count(DISTINCT person_id) FROM warning WHERE {in_year('issued_on', year)}"
    assert province.rows(found) == [(SCALE.target(f"warnings_{year}"), SCALE.target(f"warned_{year}"))]


@pytest.mark.parametrize("year", YEARS)
def test_persons_assisted_after_a_warning(province: Province, year: int):
    found = f"""
        SELECT count(DISTINCT w.person_id) FROM warning w JOIN response r ON r.warning_id = w.id
        WHERE r.kind <> 'referral' AND r.started_on >= w.issued_on AND r.started_on <= '2023-12-31'
          AND {in_year("w.issued_on", year)}"""
    assert province.number(found) == SCALE.target(f"assisted_{year}")


@pytest.mark.parametrize("year", YEARS)
def test_persons_found_eligible(province: Province, year: int):
    found = f"""
        SELECT count(DISTINCT w.person_id) FROM warning w JOIN outcome o ON o.warning_id = w.id
        WHERE o.result = 'eligible' AND {in_year("w.issued_on", year)}"""
    assert province.number(found) == SCALE.target(f"eligible_{year}")


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("kind", ["education", "medical", "employment"])
def test_persons_given_special_assistance(province: Province, kind: str, year: int):
    found = f"""
        SELECT count(DISTINCT person_id) FROM special_assistance
        WHERE kind = :kind AND {in_year("granted_on", year)}"""
    assert province.number(found, kind=kind) == SCALE.target(f"{kind}_{year}")


@pytest.mark.parametrize("year", YEARS)
def test_houses_renovated(province: Province, year: int):
    found = f"""
        SELECT count(*), count(DISTINCT household_id) FROM special_assistance
        WHERE kind = 'housing' AND {in_year("granted_on", year)}"""
    assert province.rows(found) == [(SCALE.target(f"housing_{year}"),) * 2]


@pytest.mark.parametrize("year", YEARS)
def test_grants_of_temporary_assistance(province: Province, year: int):
    found = f"SELECT count(*) FROM temporary_assistance WHERE {in_year('granted_on', year)}"
    assert province.number(found) == SCALE.target(f"temporary_{year}")


DELIVERIES_OF_CYCLE = """
    FROM delivery d JOIN run r ON r.id = d.cycle_id JOIN programme p ON p.id = r.programme_id
    WHERE p.key = :key AND r.label = :label"""


@pytest.mark.parametrize("target", RUNS)
def test_households_reached_by_a_run(province: Province, target: str):
    key, label = RUNS[target]
    found = province.number(f"SELECT count(DISTINCT household_id) {DELIVERIES_OF_CYCLE}", key=key, label=label)
    assert found == SCALE.target(target)


@pytest.mark.parametrize("target", PERSONAL_RUNS)
def test_persons_reached_by_a_run(province: Province, target: str):
    key, label = PERSONAL_RUNS[target]
    found = f"SELECT count(*), count(DISTINCT person_id), count(DISTINCT household_id) {DELIVERIES_OF_CYCLE}"
    assert province.rows(found, key=key, label=label) == [(SCALE.target(target),) * 3]


def test_no_household_got_appliances_in_two_runs(province: Province):
    found = """
        SELECT count(DISTINCT household_id) FROM delivery d JOIN run r ON r.id = d.cycle_id
        JOIN programme p ON p.id = r.programme_id WHERE p.kind = 'appliance'"""
    assert province.number(found) == sum(SCALE.target(f"appliance_{year}") for year in (2020, 2021, 2022))


def test_solar_is_connected(province: Province):
    found = """
        SELECT count(*) FROM solar_installation i JOIN solar_yield y ON y.installation_id = i.id
        WHERE connected_on BETWEEN '2023-07-27' AND '2023-12-31' AND y.year = 2023"""
    assert province.number(found) == SCALE.target("solar_connected")


def test_planted_duplicates(province: Province):
    found = "SELECT 1 FROM delivery GROUP BY cycle_id, household_id HAVING count(*) > 1"
    assert len(province.rows(found)) == total_fault_count(SCALE, "duplicate_deliveries")


def test_planted_deliveries_to_the_ineligible(province: Province):
    found = """
        SELECT count(*) FROM delivery d JOIN run r ON r.id = d.cycle_id WHERE NOT EXISTS (
            SELECT 1 FROM spell s JOIN programme_tier t ON t.tier = s.tier AND t.programme_id = r.programme_id
            WHERE s.household_id = d.household_id AND (d.person_id IS NULL OR s.person_id = d.person_id)
              AND s.start_on <= d.delivered_on AND (s.end_on IS NULL OR s.end_on > d.delivered_on))"""
    assert province.number(found) == total_fault_count(SCALE, "ineligible_")


def test_planted_units_behind_the_plan(province: Province):
    found = """
        SELECT sum(q.units) - (SELECT count(*) FROM delivery d WHERE d.cycle_id = r.id)
        FROM quota q JOIN run r ON r.id = q.cycle_id JOIN programme p ON p.id = r.programme_id
        WHERE p.beneficiary = 'person' AND r.deadline_on < '2023-12-31' GROUP BY r.id"""
    assert sum(int(undelivered) for (undelivered,) in province.rows(found)) == total_fault_count(SCALE, "undelivered_")


@pytest.mark.parametrize(
    ("fault", "low", "high"),
    [
        ("overdue_1_7", "2023-12-24", "2023-12-30"),
        ("overdue_8_15", "2023-12-16", "2023-12-23"),
        ("overdue_16_30", "2023-12-01", "2023-12-15"),
        ("overdue_31", "2020-01-01", "2023-11-30"),
    ],
)
def test_planted_overdue_warnings(province: Province, fault: str, low: str, high: str):
    found = f"""
        SELECT count(*) FROM warning w WHERE due_on BETWEEN '{low}' AND '{high}'
          AND NOT EXISTS (SELECT 1 FROM outcome o WHERE o.warning_id = w.id)"""
    assert province.number(found) == fault_count(SCALE, fault)


def test_planted_wrong_check_digits(province: Province):
    found = "SELECT count(*) FROM person WHERE NOT identity_valid"
    assert province.number(found) == fault_count(SCALE, "wrong_check_digits")


def test_every_cycle_and_fault_has_a_target():
    cycles = [cycle for programme in PROGRAMMES for cycle in programme.cycles]
    assert {cycle.target for cycle in cycles} == {*RUNS, *PERSONAL_RUNS} <= set(TARGETS)
    assert {cycle.plan for cycle in cycles} == {None, "solar"}
    named = {cycle.duplicates for cycle in cycles} | {cycle.ineligible for cycle in cycles}
    named |= {cycle.undelivered[0] for cycle in cycles if cycle.undelivered}
    assert named - {None} <= set(FAULTS)
