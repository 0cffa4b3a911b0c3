"""Twins of C1–C3, C5, C5a, C6, C10."""

from collections.abc import Callable, Iterator
from datetime import date

from tests.oracles.world import Numbers, Row, World, banded, last, later, tally

WINDOW = 90
HELP_AFTER = {"days_00_07": 0, "days_08_15": 8, "days_16_30": 16, "days_31_60": 31, "days_61_90": 61}
OVERDUE_BY = {"overdue_01_07": 1, "overdue_08_15": 8, "overdue_16_30": 16, "overdue_31_up": 31}


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


def due_soon(world: World, region: str, period: str, split: str) -> Numbers | None:
    """Open on the as-of day, and due then or within the seven days after it; a period that is over has no number."""
    day = world.as_of
    if last(period) < day:
        return None

    def is_due(warning: Row) -> bool:
        decided = outcome(world, warning)
        is_open = warning["issued_on"] <= day and (decided is None or decided["decided_on"] > day)
        return is_open and day <= warning["due_on"] <= later(day, 7)

    return tally(
        (warning[split] if split else "", warning["id"]) for warning in world.all("warning", region) if is_due(warning)
    )


def waits(world: World, region: str, period: str) -> list[int]:
    """Of each person helped within 90 days of a warning that old: the shortest wait in days."""
    shortest: dict[int, int] = {}
    for warning in cohort(world, region, period, mature_helped):
        days = (min(help_days(world, warning)) - warning["issued_on"]).days
        shortest[warning["person_id"]] = min(days, shortest.get(warning["person_id"], days))
    return sorted(shortest.values())


def by_days(world: World, region: str, period: str, split: str) -> Numbers:
    found: Numbers = {} if split else {"": 0}
    for days in waits(world, region, period):
        band = banded(days, HELP_AFTER) if split else ""
        found[band] = found.get(band, 0) + 1
    return found


def percentile(share: int) -> Callable[[World, str, str, str], Numbers]:
    """The first wait that so many of a hundred do not exceed."""

    def twin(world: World, region: str, period: str, split: str) -> Numbers:  # noqa: ARG001
        found = waits(world, region, period)
        reached = (d for d in found if 100 * sum(other <= d for other in found) >= share * len(found))
        return {"": next(reached, 0)}

    return twin
