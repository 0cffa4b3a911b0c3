"""Offices of the demo province keep office days, and nothing happens to people before they are born."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.seed.demo_queries import Province, as_date

# 2023 after the notice 国办发明电〔2022〕16号, and the first days of 2024
HOLIDAYS = [
    (date(2023, 1, 1), 2), (date(2023, 1, 21), 7), (date(2023, 4, 5), 1), (date(2023, 4, 29), 5),
    (date(2023, 6, 22), 3), (date(2023, 9, 29), 8), (date(2024, 1, 1), 1),
]  # fmt: skip
FREE = {first + timedelta(days=n) for first, days in HOLIDAYS for n in range(days)}
WORKED = {date(2023, m, d) for m, d in ((1, 28), (1, 29), (4, 23), (5, 6), (6, 25), (10, 7), (10, 8))}


def is_worked(day: date) -> bool:
    return day in WORKED or (day.weekday() < 5 and day not in FREE)


GOES_ON_AFTER_A_MOVE = """EXISTS (
    SELECT 1 FROM spell b WHERE b.person_id = spell.person_id AND b.end_on = spell.start_on
      AND b.exit_reason = 'moved')"""


@pytest.mark.parametrize(
    ("table", "column", "where"),
    [
        ("spell", "start_on", f"entry_reason <> 'birth' AND NOT {GOES_ON_AFTER_A_MOVE}"),
        ("visit", "done_on", "1 = 1"),
        ("outcome", "decided_on", "1 = 1"),
        ("response", "started_on", "kind IN ('referral', 'special', 'charity')"),
        ("delivery", "delivered_on", "1 = 1"),
        ("special_assistance", "granted_on", "1 = 1"),
        ("temporary_assistance", "granted_on", "kind = 'expenditure'"),
        ("solar_installation", "connected_on", "1 = 1"),
    ],
)
def test_offices_act_on_working_days(province: Province, table: str, column: str, where: str):
    found = f"SELECT DISTINCT {column} FROM {table} WHERE {where} AND {column} BETWEEN '2023-01-01' AND '2023-12-31'"
    days = {as_date(day) for (day,) in province.rows(found)}
    assert len(days) > 15
    assert [day for day in sorted(days) if not is_worked(day)] == []


def test_feeds_warn_every_day_of_the_week_and_in_holidays(province: Province):
    found = "SELECT DISTINCT issued_on FROM warning WHERE issued_on BETWEEN '2021-01-01' AND '2023-12-31'"
    days = {as_date(day) for (day,) in province.rows(found)}
    assert {day.weekday() for day in days} == set(range(7))
    assert len(days & FREE) > len(FREE) / 2


@pytest.mark.parametrize(
    "column",
    [
        "person.born_on", "person.died_on", "membership.start_on", "membership.end_on", "spell.start_on",
        "spell.end_on",
        "special_assistance.granted_on", "temporary_assistance.granted_on", "warning.issued_on", "visit.done_on",
        "outcome.decided_on", "response.started_on", "delivery.delivered_on", "receipt.signed_on", "pledge.pledged_on",
        "solar_installation.connected_on", "village_mechanism.built_on",
    ],
)  # fmt: skip
def test_nothing_has_happened_after_today(province: Province, column: str):
    table, name = column.split(".")
    assert as_date(province.number(f"SELECT max({name}) FROM {table}")) <= date(2023, 12, 31)


def test_an_outcome_is_due_on_the_tenth_working_day(province: Province):
    found = province.rows("SELECT DISTINCT issued_on, due_on FROM warning WHERE issued_on >= '2023-01-01'")
    assert found
    for issued, due in found:
        between = (as_date(due) - as_date(issued)).days
        assert sum(is_worked(as_date(issued) + timedelta(days=n)) for n in range(1, between + 1)) == 10
        assert is_worked(as_date(due))


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("spell", "start_on"),
        ("membership", "start_on"),
        ("warning", "issued_on"),
        ("special_assistance", "granted_on"),
        ("temporary_assistance", "granted_on"),
        ("delivery", "delivered_on"),
    ],
)
def test_nothing_happens_before_birth_or_after_death(province: Province, table: str, column: str):
    found = f"""
        SELECT count(*) FROM {table} t JOIN person p ON p.id = t.person_id
        WHERE t.{column} < p.born_on OR t.{column} > p.died_on"""
    assert province.number(found) == 0
