"""Amounts agree with the database's own standards, and every city has both sides of the 30–40 % test."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.seed.demo_queries import DUE, IN_FORCE, Province

CITIES = [f"32{number:02}00" for number in range(1, 14)]
BY_CITY = f"FROM spell s WHERE {IN_FORCE} AND tier = :tier GROUP BY 1"


def test_tekun_is_paid_no_less_than_the_basic_standard(province: Province):
    least = province.pairs(f"SELECT substr(region_code, 1, 4), min({DUE}) {BY_CITY}", tier="tekun")
    basic = province.pairs("""
        SELECT substr(region_code, 1, 4), monthly_fen FROM standard
        WHERE kind = 'tekun_basic' AND coverage = '全市' AND valid_from = '2023-07-01'""")
    assert set(basic) == {"3202", "3205"}
    assert all(least[city] >= fen for city, fen in basic.items())


def test_dibao_lies_between_a_least_amount_of_the_place_and_the_standard(province: Province):
    found = f"SELECT substr(region_code, 1, 4), min({DUE}), max({DUE}) {BY_CITY}"
    amounts = {city: (least, most) for city, least, most in province.rows(found, tier="dibao")}
    standards = province.pairs("""
        SELECT substr(region_code, 1, 4), monthly_fen FROM standard
        WHERE kind = 'dibao' AND coverage = '全市' AND valid_from = '2023-07-01' AND region_code LIKE '32__00'""")
    assert len(standards) == 13
    for city, fen in standards.items():
        least, most = amounts[city]
        assert 0.05 * fen < least < most <= fen
    assert len({least for least, _ in amounts.values()}) > 3


def test_care_in_an_institution_costs_more_than_at_home(province: Province):
    found = f"""
        SELECT support_place, avg({DUE}) FROM spell s
        WHERE {IN_FORCE} AND tier = 'tekun' AND care_level = 'full' GROUP BY 1"""
    mean = {place: float(fen) for place, fen in province.rows(found)}
    assert mean["institution"] > 1.01 * mean["scattered"]


@pytest.mark.parametrize("city", CITIES)
def test_every_city_has_standard_and_consumption_and_says_what_is_estimated(province: Province, city: str):
    years = [2020, 2021, 2022, 2023]
    spent = dict(
        province.rows(
            """
            SELECT year, status FROM resident_statistic WHERE region_code = :city AND year >= 2020
              AND measure = 'consumption' AND population_group = 'all'""",
            city=city,
        )
    )
    assert sorted(spent) == years
    standards = province.rows(
        """
        SELECT valid_from, status FROM standard WHERE region_code = :city AND kind = 'dibao' AND coverage = '全市'
          AND valid_from BETWEEN '2020-07-01' AND '2023-07-01' ORDER BY 1""",
        city=city,
    )
    assert [str(first) for first, _ in standards] == [f"{year}-07-01" for year in years]
    known = {"320500": {2022, 2023}, "320400": {2021, 2022}, "320100": {2020}}.get(city, set())
    assert {year for year, status in spent.items() if status != "estimated"} == known


def test_one_standard_follows_the_other(province: Province):
    overlapping = province.number("""
        SELECT count(*) FROM standard a JOIN standard b ON a.region_code = b.region_code AND a.kind = b.kind
          AND a.coverage = b.coverage AND a.id <> b.id
        WHERE a.valid_from <= b.valid_from AND a.valid_to > b.valid_from""")
    assert overlapping == 0


def test_amounts_step_up_with_the_standard_of_the_place(province: Province):
    """Of dibao by as much as the standard of the city, where no least amount holds; of nobody downwards."""
    found = """
        SELECT substr(s.region_code, 1, 4), s.tier, c.from_month, c.monthly_fen - coalesce((
            SELECT b.monthly_fen FROM amount_change b WHERE b.spell_id = s.id AND b.from_month < c.from_month
            ORDER BY b.from_month DESC LIMIT 1), s.monthly_fen)
        FROM amount_change c JOIN spell s ON s.id = c.spell_id"""
    steps = province.rows(found)
    assert {month for _, _, month, _ in steps} == {"2021-07", "2022-07", "2023-07"}
    assert {city for city, _, month, _ in steps if month < "2023-07"} == {"3205"}
    assert len({city for city, *_ in steps}) > 11
    assert min(step for *_, step in steps) > 0
    raised = province.pairs("""
        SELECT substr(a.region_code, 1, 4), a.monthly_fen - b.monthly_fen FROM standard a JOIN standard b
          ON b.region_code = a.region_code AND b.kind = a.kind AND b.coverage = a.coverage AND b.valid_to = a.valid_from
        WHERE a.kind = 'dibao' AND a.coverage = '全市' AND a.valid_from = '2023-07-01'
          AND a.region_code LIKE '32__00'""")
    usual = {city: Counter() for city in raised}
    for city, tier, month, step in steps:
        if tier == "dibao" and month == "2023-07":
            usual[city][step] += 1
    assert {city: steps.most_common(1)[0][0] for city, steps in usual.items() if steps} == {
        city: step for city, step in raised.items() if usual[city]
    }


def test_a_step_lies_inside_its_recognition(province: Province):
    found = """
        SELECT count(*) FROM amount_change c JOIN spell s ON s.id = c.spell_id
        WHERE c.region_code <> s.region_code
           OR s.start_on >= c.from_month || '-01' OR s.end_on <= c.from_month || '-01'"""
    if province.dialect == "postgresql":
        found = found.replace("s.start_on", "s.start_on::text").replace("s.end_on", "s.end_on::text")
    assert province.number(found) == 0
