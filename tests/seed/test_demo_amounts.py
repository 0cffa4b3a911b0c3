"""Amounts agree with the database's own standards, and every city has both sides of the 30–40 % test."""

from __future__ import annotations

import pytest

from tests.seed.demo_queries import IN_FORCE, Province

CITIES = [f"32{number:02}00" for number in range(1, 14)]
BY_CITY = f"FROM spell s WHERE {IN_FORCE} AND tier = :tier GROUP BY 1"


def test_tekun_is_paid_no_less_than_the_basic_standard(province: Province):
    least = province.pairs(f"SELECT substr(region_code, 1, 4), min(monthly_fen) {BY_CITY}", tier="tekun")
    basic = province.pairs("""
        SELECT substr(region_code, 1, 4), monthly_fen FROM standard
        WHERE kind = 'tekun_basic' AND coverage = '全市' AND valid_from = '2023-07-01'""")
    assert set(basic) == {"3202", "3205"}
    assert all(least[city] >= fen for city, fen in basic.items())


def test_dibao_lies_between_a_least_amount_of_the_place_and_the_standard(province: Province):
    found = f"SELECT substr(region_code, 1, 4), min(monthly_fen), max(monthly_fen) {BY_CITY}"
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
        SELECT support_place, avg(monthly_fen) FROM spell s
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
