"""Twins of C1–C3, C5, C5a, C6, C10."""

from collections.abc import Callable, Iterator
from datetime import date

from tests.oracles.world import Numbers, Row, World, banded, later, tally

WINDOW = 90
HELP_AFTER = {"0-7": 0, "8-15": 8, "16-30": 16, "31-60": 31, "61-90": 61, "91+": 91}
OVERDUE_BY = {"1-7": 1, "8-15": 8, "16-30": 16, "31+": 31}


def outcome(world: World, warning: Row) -> Row | None:
    """The final outcome known by the as-of day."""
    for row in world.all("outcome"):
        if row["warning_id"] == warning["id"] and row["decided_on"] <= world.as_of:
            return row
    return None


def help_days(world: World, warning: Row) -> list[date]:
    """Days on which assistance began because of the warning; a referral alone is none."""
    return [
        row["started_on"]
        for row in world.all("response")
        if row["warning_id"] == warning["id"]
        and row["kind"] != "referral"
        and row["started_on"] >= warning["issued_on"]
    ]


def verified(world: World, warning: Row) -> bool:
    return outcome(world, warning) is not None


def eligible(world: World, warning: Row) -> bool:
    found = outcome(world, warning)
    return found is not None and found["result"] == "eligible"


def helped(world: World, warning: Row) -> bool:
    return any(day <= world.as_of for day in help_days(world, warning))


def not_due(world: World, warning: Row) -> bool:
    return warning["due_on"] >= world.as_of and outcome(world, warning) is None


def mature(world: World, warning: Row) -> bool:
    return warning["issued_on"] <= later(world.as_of, -WINDOW)


def mature_helped(world: World, warning: Row) -> bool:
    limit = later(warning["issued_on"], WINDOW)
    return mature(world, warning) and any(day <= limit for day in help_days(world, warning))


def anything(world: World, warning: Row) -> bool:  # noqa: ARG001
    return True


def value(world: World, warning: Row, split: str) -> str | None:
    if split == "result":
        found = outcome(world, warning)
        return found["result"] if found else None
    if split == "days":
        return banded((min(help_days(world, warning)) - warning["issued_on"]).days, HELP_AFTER)
    return warning[split] if split else ""


def cohort(world: World, region: str, period: str, which: Callable[[World, Row], bool]) -> Iterator[Row]:
    for warning in world.all("warning", region):
        if world.happened(warning["issued_on"], period) and which(world, warning):
            yield warning


def persons(which: Callable[[World, Row], bool]) -> Callable[[World, str, str, str], Numbers]:
    """Distinct persons warned about in the period of whom a condition holds."""

    def twin(world: World, region: str, period: str, split: str) -> Numbers:
        chosen = cohort(world, region, period, which)
        return tally((value(world, warning, split), warning["person_id"]) for warning in chosen)

    return twin


def issued(world: World, region: str, period: str, split: str) -> Numbers:
    chosen = cohort(world, region, period, anything)
    return tally((value(world, warning, split), warning["id"]) for warning in chosen)


def overdue(world: World, region: str, period: str, split: str) -> Numbers:
    """Open and past due on the last day of the period."""
    day = world.last_day(period)

    def is_open(warning: Row) -> bool:
        decided = outcome(world, warning)
        return warning["due_on"] < day and (decided is None or decided["decided_on"] > day)

    def split_value(warning: Row) -> str:
        late = (day - warning["due_on"]).days
        return banded(late, OVERDUE_BY) if split == "overdue" else warning[split] if split else ""

    return tally((split_value(w), w["id"]) for w in world.all("warning", region) if is_open(w))
