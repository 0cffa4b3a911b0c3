"""The records of the demo province keep the rules of the field, and the constraints of the database."""

from __future__ import annotations

import pytest

from tests.seed.demo_queries import IN_FORCE, SCALE, Province, age, as_date

YEAR = 365


def test_every_constraint_holds_though_loading_did_not_check(province: Province):
    if province.dialect == "postgresql":
        broken = "SELECT count(*) FROM pg_constraint WHERE NOT convalidated"
        assert province.number(broken) == 0
    else:
        assert province.rows("PRAGMA integrity_check") == [("ok",)]  # CHECK, NOT NULL, UNIQUE, indexes
        assert province.rows("PRAGMA foreign_key_check") == []


@pytest.mark.parametrize(
    ("kind", "column", "table", "started", "person"),
    [
        ("tier", "spell_id", "spell", "start_on", "person_id"),
        ("temporary", "temporary_id", "temporary_assistance", "granted_on", "person_id"),
        ("special", "special_id", "special_assistance", "granted_on", "person_id"),
        ("charity", "delivery_id", "delivery", "delivered_on", "person_id"),
    ],
)
def test_responses_point_at_the_assistance_itself(
    province: Province, kind: str, column: str, table: str, started: str, person: str
):
    found = f"""
        SELECT count(*), sum(CASE WHEN a.{started} = r.started_on AND a.{person} = w.person_id THEN 1 ELSE 0 END),
            min(CASE WHEN r.started_on >= w.issued_on THEN 1 ELSE 0 END)
        FROM response r JOIN warning w ON w.id = r.warning_id JOIN {table} a ON a.id = r.{column}
        WHERE r.kind = :kind"""
    ((responses, right, after),) = province.rows(found, kind=kind)
    assert responses == right > 0
    assert after == 1


def test_recognitions_after_a_warning_say_so(province: Province):
    found = """
        SELECT DISTINCT s.entry_reason FROM response r JOIN spell s ON s.id = r.spell_id WHERE r.kind = 'tier'"""
    assert province.rows(found) == [("warning",)]


def test_a_person_warned_into_a_tier_was_in_none(province: Province):
    found = """
        SELECT count(*) FROM response r JOIN warning w ON w.id = r.warning_id JOIN spell s ON s.person_id = w.person_id
        WHERE r.kind = 'tier' AND s.start_on <= w.issued_on AND (s.end_on IS NULL OR s.end_on > w.issued_on)"""
    assert province.number(found) == 0


def test_warnings_say_what_can_be_said_of_the_person(province: Province):
    rows = province.rows("""
        SELECT w.facts, w.issued_on, p.born_on, p.disability_level
        FROM warning w JOIN person p ON p.id = w.person_id""")
    levels = {(facts[-2:], level) for facts, _, _, level in rows if "残疾" in facts}
    assert levels == {("一级", 1), ("二级", 2)}
    ages = [(facts, age(born, as_date(on))) for facts, on, born, _ in rows]
    for word, youngest, oldest in (("社保", 16, 59), ("义务教育", 6, 15), ("高等教育", 18, 22)):
        found = [years for facts, years in ages if word in facts]
        assert found, word
        assert youngest <= min(found), word
        assert max(found) <= oldest, word


def test_who_was_warned_after_an_exit_had_left_within_the_year(province: Province):
    found = """
        SELECT w.id, w.issued_on, s.end_on FROM warning w LEFT JOIN spell s
          ON s.person_id = w.person_id AND s.end_on <= w.issued_on WHERE w.risk = 'exited'"""
    latest: dict[int, int] = {}
    for warning, issued, left in province.rows(found):
        ago = (as_date(issued) - as_date(left)).days if left else YEAR + 1
        latest[warning] = min(ago, latest.get(warning, ago))
    assert max(latest.values()) <= YEAR


def test_who_is_assisted_already_is_in_a_tier(province: Province):
    found = """
        SELECT count(*) FROM outcome o JOIN warning w ON w.id = o.warning_id
        WHERE o.result = 'already_assisted' AND NOT EXISTS (
            SELECT 1 FROM spell s WHERE s.person_id = w.person_id AND s.start_on <= o.decided_on
              AND (s.end_on IS NULL OR s.end_on > o.decided_on))"""
    assert province.number(found) == 0


def test_a_referral_alone_assists_nobody(province: Province):
    found = """
        SELECT count(*) FROM response r JOIN outcome o ON o.warning_id = r.warning_id
        WHERE r.kind = 'referral' AND (r.department IS NULL OR o.result <> 'eligible')"""
    assert province.number(found) == 0


def test_visits_come_before_outcomes_and_nothing_after_today(province: Province):
    found = """
        SELECT count(*) FROM visit v JOIN warning w ON w.id = v.warning_id
        LEFT JOIN outcome o ON o.warning_id = w.id
        WHERE v.done_on > o.decided_on OR v.done_on < w.issued_on OR o.decided_on < w.issued_on
           OR o.decided_on > '2023-12-31' OR v.planned_on < w.issued_on"""
    assert province.number(found) == 0


def test_most_outcomes_come_in_time(province: Province):
    found = """
        SELECT avg(CASE WHEN o.decided_on <= w.due_on THEN 1.0 ELSE 0.0 END)
        FROM outcome o JOIN warning w ON w.id = o.warning_id"""
    assert 0.88 < float(province.number(found)) < 0.98


def test_the_dead_are_not_found_in_need(province: Province):
    found = """
        SELECT count(*) FROM outcome o JOIN warning w ON w.id = o.warning_id JOIN person p ON p.id = w.person_id
        WHERE (o.result = 'died') <> (p.died_on IS NOT NULL AND p.died_on <= o.decided_on)"""
    assert province.number(found) == 0


def test_a_persons_warnings_lie_in_one_county_but_for_the_movers(province: Province):
    found = """
        SELECT person_id FROM warning WHERE issued_on >= '2023-01-01'
        GROUP BY person_id HAVING count(DISTINCT substr(region_code, 1, 6)) > 1"""
    movers = {person for (person,) in province.rows(found)}
    assert len(movers) == SCALE.target("movers")
    former = {p for (p,) in province.rows("SELECT person_id FROM membership WHERE relation = 'other'")}
    assert former == movers


def test_special_assistance_goes_to_people_in_a_tier(province: Province):
    found = """
        SELECT count(*) FROM special_assistance g WHERE NOT EXISTS (
            SELECT 1 FROM spell s WHERE s.person_id = g.person_id AND s.start_on <= g.granted_on
              AND (s.end_on IS NULL OR s.end_on > g.granted_on))"""
    assert province.number(found) == 0


def test_education_goes_to_the_young_and_renovation_to_the_countryside(province: Province):
    days = province.rows("""
        SELECT p.born_on, g.granted_on FROM special_assistance g JOIN person p ON p.id = g.person_id
        WHERE g.kind = 'education'""")
    ages = {age(born, as_date(granted)) for born, granted in days}
    assert ages == set(range(3, 23))
    urban = """
        SELECT count(*) FROM special_assistance g JOIN household h ON h.id = g.household_id
        WHERE g.kind = 'housing' AND h.residence <> 'rural'"""
    assert province.number(urban) == 0


def test_temporary_assistance_stays_within_its_bounds(province: Province):
    ((least, most, first, emergency, resident),) = province.rows("""
        SELECT min(amount_fen), max(amount_fen), avg(CASE WHEN is_aid_before_paperwork THEN 1.0 ELSE 0.0 END),
            avg(CASE kind WHEN 'emergency' THEN 1.0 ELSE 0.0 END), avg(CASE WHEN is_resident THEN 1.0 ELSE 0.0 END)
        FROM temporary_assistance""")
    assert 50_000 <= least <= most <= 1_000_000
    assert [float(share) for share in (first, emergency, resident)] == pytest.approx([0.08, 0.45, 0.97], abs=0.03)


def paid(province: Province, month: str) -> list[tuple[int, int, str, str]]:
    """For each payment of a month: fen, fen due to the members in force on its first day, and where these are."""
    due = f"""coalesce((
        SELECT c.monthly_fen FROM amount_change c WHERE c.spell_id = s.id AND c.from_month <= '{month}'
        ORDER BY c.from_month DESC LIMIT 1), s.monthly_fen)"""
    found = f"""
        SELECT p.amount_fen, s.fen, p.region_code, s.place FROM payment p LEFT JOIN (
            SELECT household_id, tier, sum({due}) AS fen, max(substr(region_code, 1, 9)) AS place FROM spell s
            WHERE start_on <= '{month}-01' AND (end_on IS NULL OR end_on > '{month}-01') AND tier IN ('dibao', 'tekun')
            GROUP BY household_id, tier) s ON s.household_id = p.household_id AND s.tier = p.tier
        WHERE p.month = '{month}'"""
    return [(fen, members, paid_in, place) for fen, members, paid_in, place in province.rows(found)]


@pytest.mark.parametrize("month", ["2023-01", "2023-06", "2023-07", "2023-11"])
def test_payments_are_the_sums_due_to_their_members_where_these_are(province: Province, month: str):
    payments = paid(province, month)
    assert payments
    assert [one for one in payments if one[0] != one[1] or one[2] != one[3]] == []
    assert len(province.rows("SELECT DISTINCT month FROM payment")) == 12


def test_payments_rise_with_the_standard_on_the_first_of_july(province: Province):
    found = """
        SELECT b.amount_fen * 1.0 / a.amount_fen FROM payment a JOIN payment b
          ON b.household_id = a.household_id AND b.tier = a.tier AND a.month = '2023-06' AND b.month = '2023-07'"""
    rises = [float(rise) for (rise,) in province.rows(found)]
    assert 1.01 < sum(rises) / len(rises) < 1.1
    steps = province.number(
        "SELECT count(DISTINCT household_id) FROM spell s JOIN amount_change c ON c.spell_id = s.id"
    )
    assert steps > 0.8 * len(rises)


def test_only_dibao_and_tekun_are_paid_by_the_month(province: Province):
    found = f"SELECT tier, min(monthly_fen), max(monthly_fen) FROM spell s WHERE {IN_FORCE} GROUP BY tier"
    amounts = {tier: (least, most) for tier, least, most in province.rows(found)}
    assert amounts["marginal"] == amounts["expenditure"] == (0, 0)
    assert amounts["dibao"][0] >= 5_000
    assert amounts["tekun"][0] >= 1.3 * 72_000


def test_quotas_add_up_to_the_plan_and_belong_to_counties(province: Province):
    plans = province.rows("""
        SELECT r.planned_units, (SELECT sum(units) FROM quota q WHERE q.cycle_id = r.id) FROM run r""")
    assert all(planned == given for planned, given in plans)
    levels = province.rows("SELECT DISTINCT g.level FROM quota q JOIN region g ON g.code = q.region_code")
    assert levels == [("county",)]


def test_counties_deliver_what_they_were_given_but_for_the_faults(province: Province):
    beyond = province.number("""
        SELECT count(*) FROM quota q WHERE q.units < (
            SELECT count(DISTINCT d.household_id) FROM delivery d
            WHERE d.cycle_id = q.cycle_id AND substr(d.region_code, 1, 6) = q.region_code)""")
    assert beyond == 0


def test_solar_stands_in_the_countryside_and_pays(province: Province):
    found = """
        SELECT min(i.capacity_watt), max(i.capacity_watt), min(i.connected_on), max(y.energy_kwh),
            min(CASE WHEN h.residence = 'rural' THEN 1 ELSE 0 END),
            min(CASE WHEN abs(y.income_fen - y.energy_kwh * 39.1) <= 1 THEN 1 ELSE 0 END)
        FROM solar_installation i JOIN solar_yield y ON y.installation_id = i.id
        JOIN delivery d ON d.id = i.delivery_id JOIN household h ON h.id = d.household_id"""
    ((least, most, first, energy, rural, income),) = province.rows(found)
    assert (least, most) == (4_000, 6_000)
    assert str(first) >= "2023-07-27"
    assert energy < 6 * 1_100 / 2
    assert rural == income == 1


def test_donors_say_that_they_are_made_up(province: Province):
    assert province.number("SELECT count(*) FROM pledge WHERE donor NOT LIKE '演示捐赠人 %'") == 0


def test_most_villages_have_their_mechanism(province: Province):
    on = "built_on BETWEEN '2021-01-01' AND '2023-12-31'"
    built = province.number(f"SELECT count(*) FROM village_mechanism WHERE {on}")
    assert 0.96 < built / 21_958 < 0.98


def test_the_dataset_says_what_it_is(province: Province):
    ((kind, on, scale, seed),) = province.rows("SELECT kind, reference_on, scale, seed FROM dataset")
    assert (kind, str(on), scale, seed) == ("demo", "2023-12-31", SCALE.factor, 1)
