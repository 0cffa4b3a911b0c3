"""The people of the demo province are plausible, and their numbers belong to nobody."""

from __future__ import annotations

from datetime import date

import pytest

from shared import clock, identity
from shared.models import Relation
from tests.seed.demo_queries import IN_FORCE, SCALE, Province, age, as_date
from tests.support.databases import SECRET

TODAY = date(2023, 12, 31)


def test_spells_of_a_person_never_overlap(province: Province):
    found = """
        SELECT count(*) FROM spell a JOIN spell b ON a.person_id = b.person_id AND a.id < b.id
        WHERE (b.end_on IS NULL OR a.start_on < b.end_on) AND (a.end_on IS NULL OR b.start_on < a.end_on)"""
    assert province.number(found) == 0


def test_every_household_has_one_head_and_at_most_one_spouse(province: Province):
    found = """
        SELECT count(*) FROM (
            SELECT household_id FROM membership GROUP BY household_id
            HAVING sum(CASE relation WHEN 'head' THEN 1 ELSE 0 END) <> 1
                OR sum(CASE relation WHEN 'spouse' THEN 1 ELSE 0 END) > 1) AS wrong"""
    assert province.number(found) == 0
    empty = "SELECT count(*) FROM household WHERE id NOT IN (SELECT household_id FROM membership)"
    assert province.number(empty) == 0


@pytest.mark.parametrize(("relation", "years"), [(Relation.CHILD, 16), (Relation.GRANDCHILD, 35)])
def test_parents_are_older_than_their_children(province: Province, relation: Relation, years: int):
    found = """
        SELECT older.born_on, younger.born_on FROM membership a JOIN membership b ON a.household_id = b.household_id
        JOIN person older ON older.id = a.person_id JOIN person younger ON younger.id = b.person_id
        WHERE a.relation IN ('head', 'spouse') AND b.relation = :relation"""
    pairs = province.rows(found, relation=relation)
    assert pairs
    assert min((as_date(young) - as_date(old)).days for old, young in pairs) > years * 365


def test_couples_are_a_man_and_a_woman(province: Province):
    found = """
        SELECT count(*) FROM membership a JOIN membership b ON a.household_id = b.household_id
        JOIN person head ON head.id = a.person_id JOIN person spouse ON spouse.id = b.person_id
        WHERE a.relation = 'head' AND b.relation = 'spouse' AND head.sex = spouse.sex"""
    assert province.number(found) == 0


def test_extremely_poor_persons_cannot_work(province: Province):
    found = f"""
        SELECT p.born_on, s.start_on, p.disability_level FROM spell s JOIN person p ON p.id = s.person_id
        WHERE s.tier = 'tekun' AND {IN_FORCE}"""
    for born, start, level in province.rows(found):
        years = age(born, as_date(start))
        assert years >= 60 or age(born, TODAY) < 16 or level in {1, 2}


def test_exits_by_death_match_the_person(province: Province):
    died = province.rows("""
        SELECT p.died_on, s.end_on FROM spell s JOIN person p ON p.id = s.person_id WHERE s.exit_reason = 'died'""")
    assert died
    assert {(as_date(end) - as_date(day)).days for day, end in died} == {1}
    found = """
        SELECT count(*) FROM spell s JOIN person p ON p.id = s.person_id
        WHERE p.died_on IS NOT NULL AND (s.end_on IS NULL OR s.exit_reason <> 'died' AND s.end_on > p.died_on)"""
    assert province.number(found) == 0


def test_expenditure_hardship_lasts_at_most_twelve_months(province: Province):
    spells = province.rows("SELECT start_on, end_on FROM spell WHERE tier = 'expenditure'")
    assert max((as_date(end or TODAY) - as_date(start)).days for start, end in spells) <= 366


def test_about_one_per_cent_come_and_go_a_month(province: Province):
    stock = SCALE.apply(940_000)
    for column in ("start_on", "end_on"):
        moved = province.number(f"SELECT count(*) FROM spell WHERE {column} BETWEEN '2021-01-01' AND '2023-12-31'")
        assert 0.008 < moved / 36 / stock < 0.013


def test_households_are_as_large_as_they_should_be(province: Province):
    found = f"""
        SELECT s.tier, count(*) * 1.0 / count(DISTINCT household_id) FROM spell s
        WHERE {IN_FORCE} AND s.tier <> 'marginal' GROUP BY s.tier"""
    sizes = {tier: float(size) for tier, size in province.pairs(found).items()}
    assert 1.5 < sizes["dibao"] < 1.7
    assert 1.0 <= sizes["tekun"] < 1.1
    assert 2.1 < sizes["expenditure"] < 2.5


def test_keys_follow_the_place(province: Province):
    for table in ("household", "person", "spell", "warning", "payment", "delivery", "special_assistance"):
        order = f"SELECT region_code FROM {table} ORDER BY id"
        codes = [code for (code,) in province.rows(order)]
        assert codes == sorted(codes), table


def test_identity_numbers_belong_to_nobody(province: Province):
    clock.freeze(TODAY)
    sealer = identity.Sealer(SECRET)
    people = province.rows("""
        SELECT identity_encrypted, identity_index, identity_masked, identity_valid, born_on, sex FROM person""")
    numbers = set()
    for encrypted, index, masked, valid, born, sex in people:
        number = sealer.decrypt(bytes(encrypted))
        assert number.startswith("99")  # GB/T 2260 gave this prefix to no region
        assert number[6:14] == as_date(born).strftime("%Y%m%d")
        assert int(number[16]) % 2 == (sex == "1")
        assert (sealer.index(number), identity.mask(number), identity.is_valid(number)) == (
            bytes(index),
            masked,
            bool(valid),
        )
        numbers.add(number)
    assert len(numbers) == len(people)


def test_places_have_their_share(province: Province):
    found = f"""
        SELECT substr(region_code, 1, 4), count(DISTINCT person_id) FROM spell s WHERE {IN_FORCE} GROUP BY 1"""
    cities = province.pairs(found)
    assert len(cities) == 13
    assert cities["3205"] == pytest.approx(SCALE.apply(29_300), rel=0.05)  # 苏州: 2.93 万人 published
    assert min(cities[north] for north in ("3203", "3209", "3213")) > 3 * cities["3205"]
