"""Families that moved: their past stays where it was, and whoever offered them to another office is on record."""

from __future__ import annotations

from tests.seed.demo_queries import SCALE, Province

MOVED = SCALE.target("moved_in_county") + SCALE.target("moved_between_counties")


def test_so_many_families_moved(province: Province):
    found = """
        SELECT p.region_code, h.region_code FROM household_place p JOIN household h ON h.id = p.household_id
        WHERE p.role = :role"""
    for role in ("residence", "payment"):
        places = province.rows(found, role=role)
        assert len(places) == MOVED
        assert all(before != now for before, now in places)
        left_county = sum(before[:6] != now[:6] for before, now in places)
        assert left_county == SCALE.target("moved_between_counties")


def test_a_former_place_begins_with_the_family_and_ends_inside_the_three_years(province: Province):
    found = """
        SELECT count(*) FROM household_place p WHERE p.end_on < '2021-02-01' OR p.end_on > '2023-12-31'
          OR p.start_on <> (SELECT min(m.start_on) FROM membership m WHERE m.household_id = p.household_id)
          OR p.address = ''"""
    assert province.number(found) == 0


def test_recognitions_stand_where_the_family_was_paid(province: Province):
    found = """
        SELECT count(*) FROM spell s JOIN household_place p ON p.household_id = s.household_id AND p.role = 'payment'
        JOIN household h ON h.id = s.household_id
        WHERE s.region_code <> CASE WHEN s.start_on >= p.end_on THEN h.region_code ELSE p.region_code END
           OR s.start_on < p.end_on AND (s.end_on IS NULL OR s.end_on > p.end_on)"""
    assert province.number(found) == 0
    moved = """
        SELECT count(DISTINCT s.household_id) FROM spell s JOIN household_place p
          ON p.household_id = s.household_id AND p.role = 'payment'
        JOIN spell n ON n.person_id = s.person_id AND n.start_on = s.end_on AND n.tier = s.tier
        WHERE s.end_on = p.end_on AND s.exit_reason = 'moved'"""
    assert province.number(moved) == MOVED


def test_everything_else_that_happened_to_them_is_none(province: Province):
    for table in ("special_assistance", "temporary_assistance", "delivery"):
        found = f"SELECT count(*) FROM {table} a JOIN household_place p ON p.household_id = a.household_id"
        assert province.number(found) == 0, table


def test_moves_to_another_county_were_offered_and_accepted_and_two_wait(province: Province):
    found = """
        SELECT state, count(*), sum(CASE WHEN decided_at > offered_at THEN 1 ELSE 0 END) FROM household_transfer
        GROUP BY state"""
    states = {state: (count, decided) for state, count, decided in province.rows(found)}
    accepted = SCALE.target("moved_between_counties")
    assert states == {"accepted": (accepted, accepted), "offered": (2, 0)}
    wrong = """
        SELECT count(*) FROM household_transfer t JOIN household h ON h.id = t.household_id
        WHERE t.state = 'accepted' AND t.to_region_code <> substr(h.region_code, 1, 6)
           OR t.state = 'offered' AND t.region_code <> h.region_code
           OR substr(t.region_code, 1, 6) = t.to_region_code"""
    assert province.number(wrong) == 0
    of_demo = "SELECT count(*) FROM household_transfer WHERE state = 'offered' AND {} LIKE '320583%'"
    assert province.number(of_demo.format("region_code")) == province.number(of_demo.format("to_region_code")) == 1


def test_some_registrations_followed_on_a_day_after_the_move(province: Province):
    found = """
        SELECT count(*), sum(CASE WHEN r.end_on > l.end_on AND r.registration_region_code = l.region_code
            AND p.registration_region_code = h.region_code AND r.region_code = p.region_code
            AND r.start_on IS NULL AND r.end_on <= '2023-12-31' THEN 1 ELSE 0 END)
        FROM person_registration r JOIN person p ON p.id = r.person_id
        JOIN membership m ON m.person_id = p.id JOIN household h ON h.id = m.household_id
        JOIN household_place l ON l.household_id = h.id AND l.role = 'residence'"""
    ((moved, right),) = province.rows(found)
    assert 0 < moved == right
    assert moved == province.number("SELECT count(*) FROM person_registration")
    elsewhere = "SELECT avg(CASE WHEN registration_region_code = region_code THEN 0.0 ELSE 1.0 END) FROM person"
    assert 0.01 < float(province.number(elsewhere)) < 0.03
    assert province.number("SELECT count(*) FROM person WHERE registration_region_code IS NULL") == 0


def test_telephones_can_belong_to_nobody(province: Province):
    """140 to 144 lead numbers of machines, of thirteen digits."""
    numbers = [number for (number,) in province.rows("SELECT telephone FROM household WHERE telephone IS NOT NULL")]
    assert all(len(number) == 11 and number.startswith("142") and number.isdigit() for number in numbers)
    share = len(numbers) / province.number("SELECT count(*) FROM household")
    assert 0.85 < share < 0.95


def test_a_disability_changed_before_the_feed_told_of_it(province: Province):
    found = """
        SELECT d.disability_level, p.disability_level, d.start_on IS NULL, d.region_code = p.region_code,
            min(w.issued_on) > d.end_on, min(w.facts)
        FROM person_disability d JOIN person p ON p.id = d.person_id
        JOIN warning w ON w.person_id = d.person_id AND w.risk = 'disability'
        GROUP BY d.id, d.disability_level, p.disability_level, d.start_on, d.region_code,
            p.region_code, d.end_on"""
    rows = province.rows(found)
    assert len(rows) == province.number("SELECT count(*) FROM person_disability") > 10
    assert {(before, now) for before, now, *_ in rows} == {(3, 2), (None, 2), (None, 1)}
    assert all(all(right) for _, _, *right, _ in rows)
    doubled = "SELECT count(*) - count(DISTINCT person_id) FROM person_disability"
    assert province.number(doubled) == 0
