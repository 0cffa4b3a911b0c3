"""Twins of G8."""

from collections.abc import Iterator
from datetime import date

from tests.oracles.world import Numbers, Row, World, is_in_use, tally, total


def run_of(world: World, installation: Row, split: str) -> str:
    return str(world.one("delivery", installation["delivery_id"])["run_id"]) if split else ""


def counts(world: World, installation: Row, day: date) -> bool:
    """Connected by a day; a retired delivery takes its installation along."""
    connected = installation["connected_on"] is not None and installation["connected_on"] <= day
    return connected and is_in_use(installation) and is_in_use(world.one("delivery", installation["delivery_id"]))


def connected(world: World, region: str, day: date) -> Iterator[Row]:
    for row in world.all("solar_installation", region):
        if counts(world, row, day):
            yield row


def households(world: World, region: str, period: str, split: str) -> Numbers:
    return tally(
        (run_of(world, row, split), world.one("delivery", row["delivery_id"])["household_id"])
        for row in connected(world, region, world.last_day(period))
    )


def watt(world: World, region: str, period: str, split: str) -> Numbers:
    installed = connected(world, region, world.last_day(period))
    return total((run_of(world, row, split), row["capacity_watt"]) for row in installed)


def yields(world: World, region: str, day: date) -> Iterator[tuple[Row, Row]]:
    """Yields of years that are over, with their installations."""
    for row in world.all("solar_yield", region):
        installation = world.one("solar_installation", row["installation_id"])
        if counts(world, installation, date.max) and date(row["year"], 12, 31) <= day:
            yield row, installation


def amount(column: str):
    def twin(world: World, region: str, period: str, split: str) -> Numbers:
        day = world.last_day(period)
        found = [(run_of(world, installation, split), row[column]) for row, installation in yields(world, region, day)]
        return known(total(iter(found)), {run for run, _ in found}, households(world, region, period, split))

    return twin


def known(sums: Numbers, reported: set[str], owed: Numbers) -> Numbers:
    """Where households should report and none did, the sum is unknown."""
    return sums | {run: None for run, number in owed.items() if number and run not in reported}


def last_full_year(day: date) -> int:
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def mature_income(world: World, region: str, period: str, split: str) -> Numbers:
    """Income of the last full year of those connected for twelve months at its end."""
    day = world.last_day(period)
    year = last_full_year(day)
    found = [
        (run_of(world, installation, split), row["income_fen"])
        for row, installation in yields(world, region, day)
        if row["year"] == year and installation["connected_on"] <= date(year, 1, 1)
    ]
    return known(total(iter(found)), {run for run, _ in found}, mature_households(world, region, period, split))


def mature_households(world: World, region: str, period: str, split: str) -> Numbers:
    year = last_full_year(world.last_day(period))
    return tally(
        (run_of(world, row, split), world.one("delivery", row["delivery_id"])["household_id"])
        for row in connected(world, region, date(year, 1, 1))
    )
