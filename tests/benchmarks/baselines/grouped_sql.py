"""Chart data by GROUP BY over the records: one statement a chart, as a good SQL author writes them.

Columns of a result: region, period, value of the dimension, then a number for each figure, named by its key.
The month is written differently by each database, and the day it counts for is put in; all else is the same text.
Stock over time is deltas and a running sum: joining a calendar to the records would be 13–38 times slower.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MONTH = {
    "sqlite": "substr({}, 1, 7)",
    "postgresql": "to_char({}, 'YYYY-MM')",
    "duckdb": "strftime({}, '%Y-%m')",
}
Fact = tuple[str, str, str, str, int]
"""Figure, region, period, value of the dimension, number."""

IN_FORCE = "retired_on IS NULL AND start_on <= '{day}' AND (end_on IS NULL OR end_on > '{day}')"

STOCK = """
WITH moves AS (
    SELECT {month_of_start} AS m, {by} AS value, count(*) AS n FROM spell
    WHERE retired_on IS NULL AND start_on <= '{day}' GROUP BY 1, 2
    UNION ALL
    SELECT {month_of_end}, {by}, -count(*) FROM spell
    WHERE retired_on IS NULL AND end_on <= '{day}' GROUP BY 1, 2)
SELECT '320000', m, value, sum(sum(n)) OVER (PARTITION BY value ORDER BY m) AS low_income_population
FROM moves GROUP BY m, value"""

BY_CITY = """
SELECT {city}, '{year}', '', count(DISTINCT person_id) AS low_income_population,
    count(DISTINCT household_id) AS households_by_tier
FROM spell WHERE {in_force} GROUP BY 1"""

ENTRIES = """
SELECT '320000', {month_of_start}, '', count(*) AS entries FROM spell
WHERE retired_on IS NULL AND start_on <= '{day}' GROUP BY 2"""
EXITS = """
SELECT '320000', {month_of_end}, '', count(*) AS exits FROM spell
WHERE retired_on IS NULL AND end_on <= '{day}' GROUP BY 2"""

TRAIT = """
SELECT '320000', '{year}', {trait}, count(*) AS recipients_by_trait
FROM spell JOIN person ON person.id = spell.person_id
WHERE spell.{in_force} GROUP BY 3"""
DISABILITY = "CASE WHEN disability_level IS NULL THEN 'none' WHEN disability_level <= 2 THEN 'severe' ELSE 'other' END"

SIZES = """
SELECT '320000', '{year}', CAST(CASE WHEN persons > 5 THEN 5 ELSE persons END AS varchar(2)),
    count(*) AS households_by_tier
FROM (SELECT household_id, count(*) AS persons FROM spell WHERE {in_force} GROUP BY household_id) AS homes
GROUP BY 3"""

FUNNEL = """
WITH helped AS (
    SELECT warning_id, min(started_on) AS helped_on FROM response
    WHERE retired_on IS NULL AND kind <> 'referral' GROUP BY warning_id),
facts AS (
    SELECT warning.*, result, decided_on, helped_on FROM warning
    LEFT JOIN outcome ON outcome.warning_id = warning.id AND outcome.retired_on IS NULL
    LEFT JOIN helped ON helped.warning_id = warning.id
    WHERE warning.retired_on IS NULL AND issued_on <= '{day}' AND issued_on >= '{since}')
SELECT {region}, {period}, {by}, count(DISTINCT person_id) AS persons_warned,
    count(DISTINCT CASE WHEN decided_on <= '{day}' THEN person_id END) AS persons_verified,
    count(DISTINCT CASE WHEN decided_on <= '{day}' AND result = 'eligible' THEN person_id END) AS persons_eligible,
    count(DISTINCT CASE WHEN helped_on <= '{day}' THEN person_id END) AS assisted_after_warning,
    count(DISTINCT CASE WHEN due_on >= '{day}' AND (decided_on IS NULL OR decided_on > '{day}') THEN person_id END)
        AS persons_not_due
FROM facts GROUP BY 1, 2, 3"""

TEMPORARY = """
SELECT {region}, {period}, '', count(*) AS temporary_assistance FROM temporary_assistance
WHERE retired_on IS NULL AND granted_on <= '{day}' AND granted_on >= '{since}' GROUP BY 1, 2"""

DELIVERED = """
WITH monthly AS (
    SELECT {month_of_delivery} AS m, {by} AS value, count(*) AS n FROM delivery
    WHERE retired_on IS NULL AND delivered_on <= '{day}' GROUP BY 1, 2)
SELECT '320000', m, value, sum(n) OVER (PARTITION BY value ORDER BY m) AS deliveries FROM monthly"""

RUNS = """
SELECT {region}, '{year}', CAST(delivery.cycle_id AS varchar(20)), count(*) AS deliveries,
    count(receipt.id) AS delivery_rate, sum(value_fen) AS value_delivered,
    sum(CASE WHEN EXISTS (
        SELECT 1 FROM spell JOIN programme_tier ON programme_tier.tier = spell.tier
        WHERE spell.household_id = delivery.household_id AND spell.retired_on IS NULL
        AND start_on <= delivered_on AND (end_on IS NULL OR end_on > delivered_on)
        AND programme_tier.programme_id = run.programme_id) THEN 1 ELSE 0 END) AS delivered_to_eligible
FROM delivery JOIN run ON run.id = delivery.cycle_id
LEFT JOIN receipt ON receipt.delivery_id = delivery.id AND receipt.retired_on IS NULL AND signed_on <= '{day}'
WHERE delivery.retired_on IS NULL AND delivered_on <= '{day}' GROUP BY 1, 3"""

QUOTAS = """
SELECT {region}, '{year}', CAST(cycle_id AS varchar(20)), sum(units) AS quota
FROM quota JOIN run ON run.id = quota.cycle_id
WHERE quota.retired_on IS NULL AND starts_on <= '{day}' GROUP BY 1, 3"""

SERVED = """
SELECT '320000', '{year}', CAST(cycle_id AS varchar(20)), count(*) AS charity_households,
    sum(CASE WHEN times > 1 THEN 1 ELSE 0 END) AS duplicate_delivery_rate
FROM (SELECT cycle_id, household_id, count(*) AS times FROM delivery
    WHERE retired_on IS NULL AND person_id IS NULL AND delivered_on <= '{day}' GROUP BY 1, 2) AS homes GROUP BY 3"""

SOLAR = """
SELECT {region}, '{year}', '', count(*) AS solar_connected, sum(capacity_watt) AS solar_capacity
FROM solar_installation WHERE retired_on IS NULL AND connected_on <= '{day}' GROUP BY 1"""

MEDICAL = """
SELECT '320000', '{year}', '', count(DISTINCT person_id) AS medical_charity, sum(value_fen) AS medical_charity_amount
FROM delivery WHERE retired_on IS NULL AND person_id IS NOT NULL
AND delivered_on <= '{day}' AND delivered_on >= '{since}'"""

PROVINCE = "'320000'"
CITY = "substr({}, 1, 4) || '00'"
CITY_OF_RECORD = CITY.format("region_code")
COUNTY = "substr(region_code, 1, 6)"
YEAR = "'{year}'"
BY_CYCLE = "CAST(cycle_id AS varchar(20))"

PAGES: dict[str, list[tuple[str, dict[str, str]]]] = {
    "overview": [
        (STOCK, {"by": "''"}),
        (BY_CITY, {"city": CITY_OF_RECORD}),
        (FUNNEL, {"region": PROVINCE, "period": "{month_of_issue}", "by": "''", "since": "{first}"}),
        (FUNNEL, {"region": CITY_OF_RECORD, "period": YEAR, "by": "''"}),
        (DELIVERED, {"by": "''"}),
        (TEMPORARY, {"region": PROVINCE, "period": "{month_of_grant}", "since": "{first}"}),
        (TEMPORARY, {"region": CITY_OF_RECORD, "period": YEAR}),
    ],
    "coverage": [
        (STOCK, {"by": "tier"}),
        (BY_CITY, {"city": CITY_OF_RECORD}),
        (ENTRIES, {}),
        (EXITS, {}),
        (TRAIT, {"trait": "sex"}),
        (TRAIT, {"trait": DISABILITY}),
        (TRAIT, {"trait": "{age_band}"}),
        (SIZES, {}),
    ],
    "warnings": [
        (FUNNEL, {"region": PROVINCE, "period": YEAR, "by": "''"}),
        (FUNNEL, {"region": PROVINCE, "period": "{month_of_issue}", "by": "''", "since": "{first}"}),
        (FUNNEL, {"region": PROVINCE, "period": YEAR, "by": "risk"}),
        (FUNNEL, {"region": CITY_OF_RECORD, "period": YEAR, "by": "''"}),
    ],
    "funnel of all counties": [(FUNNEL, {"region": COUNTY, "period": YEAR, "by": "''"})],
    "charity": [
        (RUNS, {"region": PROVINCE}),
        (RUNS, {"region": CITY.format("delivery.region_code")}),
        (QUOTAS, {"region": PROVINCE}),
        (QUOTAS, {"region": CITY.format("quota.region_code")}),
        (SERVED, {}),
        (DELIVERED, {"by": BY_CYCLE}),
        (SOLAR, {"region": CITY_OF_RECORD}),
        (MEDICAL, {}),
    ],
}


def page(name: str, dialect: str, day: str) -> list[str]:
    """The statements of a page for the whole province, its 13 cities, 36 months and the year of `day`."""
    month = MONTH[dialect]
    put = {
        "day": day,
        "year": day[:4],
        "since": f"{day[:4]}-01-01",
        "first": f"{int(day[:4]) - 2}-01-01",
        "in_force": IN_FORCE.format(day=day),
        "age_band": age_band(day),
        "month_of_start": month.format("start_on"),
        "month_of_end": month.format("end_on"),
        "month_of_issue": month.format("issued_on"),
        "month_of_grant": month.format("granted_on"),
        "month_of_delivery": month.format("delivered_on"),
    }
    return [
        statement.format(**put | {name: text.format(**put) for name, text in options.items()})
        for statement, options in PAGES[name]
    ]


def age_band(day: str) -> str:
    """The age in whole years on a day, in the bands of the page."""
    year, rest = int(day[:4]), day[4:]
    edges = (6, 16, 23, 45, 60, 80)
    names = ("age_00_05", "age_06_15", "age_16_22", "age_23_44", "age_45_59", "age_60_79")
    whens = [f"WHEN born_on > '{year - e}{rest}' THEN '{n}'" for e, n in zip(edges, names, strict=True)]
    return f"CASE {' '.join(whens)} ELSE 'age_80_up' END"


def facts(columns: list[str], rows: list[Any]) -> Iterator[Fact]:
    """A result as facts that can be compared with ours."""
    for region, period, value, *numbers in rows:
        for key, number in zip(columns[3:], numbers, strict=True):
            yield key, region, period, value, int(number)
