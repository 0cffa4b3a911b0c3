"""Charity is as published: where, when, what it was worth, who gave (domain: appliance packs and rooftop solar)."""

from __future__ import annotations

import pytest

from tests.seed.demo_queries import SCALE, Province, as_date

KEY_COUNTIES = {
    "丰县", "睢宁县", "灌云县", "灌南县", "涟水县", "淮安区",
    "淮阴区", "响水县", "滨海县", "泗阳县", "泗洪县", "沭阳县",
}  # fmt: skip
DELIVERIES_OF_CYCLE = """
    FROM delivery d JOIN run r ON r.id = d.cycle_id JOIN programme p ON p.id = r.programme_id
    WHERE p.kind = :kind AND r.label = :label"""
PLEDGES = "FROM pledge g JOIN run r ON r.id = g.cycle_id JOIN programme p ON p.id = r.programme_id WHERE p.kind = :kind"


def counties(province: Province, label: str) -> dict[str, int]:
    found = f"""
        SELECT g.name, found.households FROM region g JOIN (
            SELECT substr(d.region_code, 1, 6) AS code, count(DISTINCT household_id) AS households
            {DELIVERIES_OF_CYCLE} GROUP BY 1) AS found ON found.code = g.code"""
    return province.pairs(found, kind="appliance", label=label)


@pytest.mark.parametrize("label", ["2020", "2021", "2022"])
def test_appliance_packs_go_to_the_twelve_key_counties_and_nowhere_else(province: Province, label: str):
    found = counties(province, label)
    assert set(found) == KEY_COUNTIES
    assert sum(found.values()) == SCALE.target(f"appliance_{label}")


def test_each_county_got_as_many_packs_in_2021(province: Province):
    assert set(counties(province, "2021").values()) == {SCALE.target("appliance_2021") // 12}


@pytest.mark.parametrize(("label", "yuan"), [("2020", 600), ("2021", 600), ("2022", 800)])
def test_what_the_packs_were_worth(province: Province, label: str, yuan: int):
    cost = SCALE.target(f"appliance_{label}") * yuan * 100
    ((least, most, total),) = province.rows(
        f"SELECT min(d.value_fen), max(d.value_fen), sum(d.value_fen) {DELIVERIES_OF_CYCLE}",
        kind="appliance",
        label=label,
    )
    assert total == cost
    assert yuan * 100 * 0.8 < least < most < yuan * 100 * 1.2
    assert province.number(f"SELECT sum(g.value_fen) {PLEDGES} AND r.label = '{label}'", kind="appliance") == cost


def test_the_donors_of_appliance_packs(province: Province):
    def donors(labels: str) -> int:
        return province.number(f"SELECT count(DISTINCT g.donor) {PLEDGES} AND r.label IN ({labels})", kind="appliance")

    assert donors("'2020', '2021'") == 23
    assert donors("'2022'") == 19


@pytest.mark.parametrize(
    ("kind", "label", "signed", "last"),
    [
        ("appliance", "2021", "2021-12-02", "2022-01-15"),
        ("appliance", "2022", "2022-10-13", "2022-12-31"),
        ("solar", "2023–2025", "2023-07-27", "2023-12-31"),
    ],
)
def test_deliveries_come_after_the_signing(province: Province, kind: str, label: str, signed: str, last: str):
    assert province.rows(f"SELECT DISTINCT g.pledged_on {PLEDGES} AND r.label = '{label}'", kind=kind) == [
        (as_date(signed) if province.dialect == "postgresql" else signed,)
    ]
    ((first, final),) = province.rows(
        f"SELECT min(d.delivered_on), max(d.delivered_on) {DELIVERIES_OF_CYCLE}", kind=kind, label=label
    )
    assert as_date(signed) < as_date(first) < as_date(final) <= as_date(last)


def test_packs_serve_tekun_at_home_and_marginal_families_with_a_disabled_member(province: Province):
    found = """
        SELECT count(*), sum(CASE WHEN s.tier = 'tekun' AND s.support_place = 'institution' THEN 1 ELSE 0 END),
          sum(CASE WHEN s.tier = 'marginal' AND NOT EXISTS (
            SELECT 1 FROM membership m JOIN person q ON q.id = m.person_id
            WHERE m.household_id = d.household_id AND q.disability IS NOT NULL) THEN 1 ELSE 0 END)
        FROM delivery d JOIN run r ON r.id = d.cycle_id JOIN programme p ON p.id = r.programme_id
        JOIN membership h ON h.household_id = d.household_id AND h.relation = 'head'
        JOIN spell s ON s.person_id = h.person_id AND s.start_on <= d.delivered_on
          AND (s.end_on IS NULL OR s.end_on > d.delivered_on)
        WHERE p.kind = 'appliance'"""
    ((served, inside, able),) = province.rows(found)
    assert served > 100
    assert (inside, able) == (0, 0)


def test_solar_is_for_rural_dibao_families_and_runs_on(province: Province):
    found = """
        SELECT r.planned_units, r.planned_units * r.unit_value_fen,
          (SELECT sum(units) FROM quota q WHERE q.cycle_id = r.id)
        FROM run r JOIN programme p ON p.id = r.programme_id WHERE p.kind = 'solar'"""
    plan = SCALE.target("solar")
    assert province.rows(found) == [(plan, plan * 1_000_000, plan)]  # 100 million yuan for 10,000 households
    tiers = "SELECT t.tier FROM programme_tier t JOIN programme p ON p.id = t.programme_id WHERE p.kind = 'solar'"
    assert province.rows(tiers) == [("dibao",)]
    assert province.number("SELECT min(started_on) FROM programme WHERE kind = 'solar'") is not None
    handed = province.number(f"SELECT count(*) {DELIVERIES_OF_CYCLE}", kind="solar", label="2023–2025")
    connected = province.number("SELECT count(*) FROM solar_installation")
    assert connected < handed < plan / 2


def test_cycles_end_by_their_deadlines_and_units_stay_behind_in_more_than_one_year(province: Province):
    late = "SELECT count(*) FROM delivery d JOIN run r ON r.id = d.cycle_id WHERE d.delivered_on > r.deadline_on"
    assert province.number(late) == 0
    found = """
        SELECT r.label, sum(q.units) - (SELECT count(*) FROM delivery d WHERE d.cycle_id = r.id)
        FROM quota q JOIN run r ON r.id = q.cycle_id JOIN programme p ON p.id = r.programme_id
        WHERE p.kind = 'children' GROUP BY r.id, r.label"""
    assert {label: int(left) > 0 for label, left in province.rows(found)} == dict.fromkeys(
        ("2021", "2022", "2023"), True
    )
