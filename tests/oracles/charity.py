"""Twins of G2–G7 and G9."""

from collections.abc import Callable, Iterator
from datetime import date

from tests.oracles.world import Numbers, Row, World, in_force, tally, total

Choose = Callable[[World, Row, date], bool]


def of_run(world: World, row: Row, split: str) -> str:
    """The run of a delivery or quota, or the kind of its programme."""
    run = world.one("run", row["run_id"])
    if split == "kind":
        return world.one("programme", run["programme_id"])["kind"]
    return str(run["id"]) if split else ""


def by_end(world: World, region: str, period: str, which: Choose) -> Iterator[Row]:
    """Deliveries of which a condition holds by the last day of the period."""
    day = world.last_day(period)
    for row in world.all("delivery", region):
        if row["delivered_on"] <= day and which(world, row, day):
            yield row


def anything(world: World, delivery: Row, day: date) -> bool:  # noqa: ARG001
    return True


def to_household(world: World, delivery: Row, day: date) -> bool:  # noqa: ARG001
    return delivery["person_id"] is None


def confirmed(world: World, delivery: Row, day: date) -> bool:
    return any(r["delivery_id"] == delivery["id"] and r["signed_on"] <= day for r in world.all("receipt"))


def eligible(world: World, delivery: Row, day: date) -> bool:  # noqa: ARG001
    """A member of the household is in a tier of the programme on the day of the delivery."""
    programme = world.one("run", delivery["run_id"])["programme_id"]
    tiers = {row["tier"] for row in world.all("programme_tier") if row["programme_id"] == programme}
    return any(
        spell["household_id"] == delivery["household_id"]
        and spell["tier"] in tiers
        and in_force(spell, delivery["delivered_on"], "start_on", "end_on")
        for spell in world.all("spell")
    )


def is_repeat(world: World, delivery: Row) -> bool:
    """The same run went to the same household (or person) before."""
    return any(
        (other["run_id"], other["household_id"], other["person_id"])
        == (delivery["run_id"], delivery["household_id"], delivery["person_id"])
        and (other["delivered_on"], other["id"]) < (delivery["delivered_on"], delivery["id"])
        for other in world.all("delivery")
    )


def inside_quota(world: World, delivery: Row, day: date) -> bool:  # noqa: ARG001
    """Takes a unit of the quota: a first delivery without a reason for an exception."""
    return delivery["override_reason"] is None and not is_repeat(world, delivery)


def second(world: World, delivery: Row, day: date) -> bool:  # noqa: ARG001
    return delivery["person_id"] is None and is_repeat(world, delivery)


def deliveries(which: Choose):
    def twin(world: World, region: str, period: str, split: str) -> Numbers:
        return tally((of_run(world, row, split), row["id"]) for row in by_end(world, region, period, which))

    return twin


def households(which: Choose):
    def twin(world: World, region: str, period: str, split: str) -> Numbers:
        return tally((of_run(world, row, split), row["household_id"]) for row in by_end(world, region, period, which))

    return twin


def value(which: Choose):
    def twin(world: World, region: str, period: str, split: str) -> Numbers:
        return total((of_run(world, row, split), row["value_fen"]) for row in by_end(world, region, period, which))

    return twin


def quota(world: World, region: str, period: str, split: str) -> Numbers | None:
    """Units of the runs that have begun; a quota is a county's, below there is none."""
    if len(region) > 6:
        return None
    day = world.last_day(period)
    return total(
        (of_run(world, row, split), row["units"])
        for row in world.all("quota", region)
        if world.one("run", row["run_id"])["starts_on"] <= day
    )


def overdue(world: World, region: str, period: str, split: str) -> Numbers:
    """Quota of the runs past their deadline, less first deliveries inside the quota."""
    day = world.last_day(period)
    past = {run["id"] for run in world.rows["run"] if run["deadline_on"] < day}
    found = total((of_run(world, q, split), q["units"]) for q in world.all("quota", region) if q["run_id"] in past)
    for row in by_end(world, region, period, anything):
        if row["run_id"] in past and inside_quota(world, row, day):
            found[of_run(world, row, split)] = found.get(of_run(world, row, split), 0) - 1
    return found


def aided(world: World, region: str, period: str) -> Iterator[Row]:
    """Deliveries to persons in the period."""
    for row in world.all("delivery", region):
        if row["person_id"] is not None and world.happened(row["delivered_on"], period):
            yield row


def persons_aided(world: World, region: str, period: str, split: str) -> Numbers:
    return tally((of_run(world, row, split), row["person_id"]) for row in aided(world, region, period))


def amount_aided(world: World, region: str, period: str, split: str) -> Numbers:
    return total((of_run(world, row, split), row["value_fen"]) for row in aided(world, region, period))
