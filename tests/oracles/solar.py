"""Oracles of G8."""

from collections.abc import Iterator
from datetime import date

from tests.oracles.raw_records import Numbers, RawRecords, Row, is_in_use, tally, total


def run_of(records: RawRecords, installation: Row, split: str) -> str:
    return str(records.one("delivery", installation["delivery_id"])["cycle_id"]) if split else ""


def counts(records: RawRecords, installation: Row, day: date) -> bool:
    """Connected by a day; a retired delivery takes its installation along."""
    connected = installation["connected_on"] is not None and installation["connected_on"] <= day
    return connected and is_in_use(installation) and is_in_use(records.one("delivery", installation["delivery_id"]))


def connected(records: RawRecords, region: str, day: date) -> Iterator[Row]:
    for row in records.all("solar_installation", region):
        if counts(records, row, day):
            yield row


def households(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    return tally(
        (run_of(records, row, split), records.one("delivery", row["delivery_id"])["household_id"])
        for row in connected(records, region, records.last_day(period))
    )


def watt(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    installed = connected(records, region, records.last_day(period))
    return total((run_of(records, row, split), row["capacity_watt"]) for row in installed)


def yields(records: RawRecords, region: str, day: date) -> Iterator[tuple[Row, Row]]:
    """Yields of years that are over, with their installations."""
    for row in records.all("solar_yield", region):
        installation = records.one("solar_installation", row["installation_id"])
        if counts(records, installation, date.max) and date(row["year"], 12, 31) <= day:
            yield row, installation


def amount(column: str):
    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers:
        day = records.last_day(period)
        found = [
            (run_of(records, installation, split), row[column]) for row, installation in yields(records, region, day)
        ]
        return known(total(iter(found)), {key for key, _ in found}, households(records, region, period, split))

    return oracle


def known(sums: Numbers, reported: set[str], owed: Numbers) -> Numbers:
    """Where households should report and none did, the sum is unknown."""
    return sums | {key: None for key, number in owed.items() if number and key not in reported}


def last_full_year(day: date) -> int:
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def mature_income(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    """Income of the last full year of those connected for twelve months at its end."""
    day = records.last_day(period)
    year = last_full_year(day)
    found = [
        (run_of(records, installation, split), row["income_fen"])
        for row, installation in yields(records, region, day)
        if row["year"] == year and installation["connected_on"] <= date(year, 1, 1)
    ]
    return known(total(iter(found)), {key for key, _ in found}, mature_households(records, region, period, split))


def mature_households(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    year = last_full_year(records.last_day(period))
    return tally(
        (run_of(records, row, split), records.one("delivery", row["delivery_id"])["household_id"])
        for row in connected(records, region, date(year, 1, 1))
    )
