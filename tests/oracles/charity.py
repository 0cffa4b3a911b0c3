"""Oracles of G2–G7 and G9."""

from collections.abc import Callable, Iterator
from datetime import date

from tests.oracles.raw_records import Numbers, RawRecords, Row, in_force, tally, total

Choose = Callable[[RawRecords, Row, date], bool]


def cycle_or_kind(records: RawRecords, row: Row, split: str) -> str:
    """The cycle of a delivery or quota, or the kind of its programme."""
    cycle = records.one("run", row["cycle_id"])
    if split == "kind":
        return records.one("programme", cycle["programme_id"])["kind"]
    return str(cycle["id"]) if split else ""


def by_end(records: RawRecords, region: str, period: str, which: Choose) -> Iterator[Row]:
    """Deliveries of which a condition holds by the last day of the period."""
    day = records.last_day(period)
    for row in records.all("delivery", region):
        if row["delivered_on"] <= day and which(records, row, day):
            yield row


def anything(records: RawRecords, delivery: Row, day: date) -> bool:  # noqa: ARG001
    return True


def to_household(records: RawRecords, delivery: Row, day: date) -> bool:  # noqa: ARG001
    return delivery["person_id"] is None


def confirmed(records: RawRecords, delivery: Row, day: date) -> bool:
    return any(r["delivery_id"] == delivery["id"] and r["signed_on"] <= day for r in records.all("receipt"))


def eligible(records: RawRecords, delivery: Row, day: date) -> bool:  # noqa: ARG001
    """A member of the household is in a tier of the programme on the day of the delivery."""
    programme = records.one("run", delivery["cycle_id"])["programme_id"]
    tiers = {row["tier"] for row in records.all("programme_tier") if row["programme_id"] == programme}
    return any(
        spell["household_id"] == delivery["household_id"]
        and spell["tier"] in tiers
        and in_force(spell, delivery["delivered_on"], "start_on", "end_on")
        for spell in records.all("spell")
    )


def is_repeat(records: RawRecords, delivery: Row) -> bool:
    """The same cycle went to the same household (or person) before."""
    return any(
        (other["cycle_id"], other["household_id"], other["person_id"])
        == (delivery["cycle_id"], delivery["household_id"], delivery["person_id"])
        and (other["delivered_on"], other["id"]) < (delivery["delivered_on"], delivery["id"])
        for other in records.all("delivery")
    )


def inside_quota(records: RawRecords, delivery: Row, day: date) -> bool:  # noqa: ARG001
    """Takes a unit of the quota: a first delivery without a reason for an exception."""
    return delivery["override_reason"] is None and not is_repeat(records, delivery)


def second(records: RawRecords, delivery: Row, day: date) -> bool:  # noqa: ARG001
    return delivery["person_id"] is None and is_repeat(records, delivery)


def deliveries(which: Choose):
    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers:
        return tally((cycle_or_kind(records, row, split), row["id"]) for row in by_end(records, region, period, which))

    return oracle


def households(which: Choose):
    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers:
        return tally(
            (cycle_or_kind(records, row, split), row["household_id"]) for row in by_end(records, region, period, which)
        )

    return oracle


def value(which: Choose):
    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers:
        return total(
            (cycle_or_kind(records, row, split), row["value_fen"]) for row in by_end(records, region, period, which)
        )

    return oracle


def quota(records: RawRecords, region: str, period: str, split: str) -> Numbers | None:
    """Units of the cycles that have begun; a quota is a county's, below there is none."""
    if len(region) > 6:
        return None
    day = records.last_day(period)
    return total(
        (cycle_or_kind(records, row, split), row["units"])
        for row in records.all("quota", region)
        if records.one("run", row["cycle_id"])["starts_on"] <= day
    )


def overdue(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    """Quota of the cycles past their deadline, less first deliveries inside the quota."""
    day = records.last_day(period)
    past = {cycle["id"] for cycle in records.rows["run"] if cycle["deadline_on"] < day}
    found = total(
        (cycle_or_kind(records, q, split), q["units"]) for q in records.all("quota", region) if q["cycle_id"] in past
    )
    for row in by_end(records, region, period, anything):
        if row["cycle_id"] in past and inside_quota(records, row, day):
            found[cycle_or_kind(records, row, split)] = found.get(cycle_or_kind(records, row, split), 0) - 1
    return found


def aided(records: RawRecords, region: str, period: str) -> Iterator[Row]:
    """Deliveries to persons in the period."""
    for row in records.all("delivery", region):
        if row["person_id"] is not None and records.happened(row["delivered_on"], period):
            yield row


def persons_aided(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    return tally((cycle_or_kind(records, row, split), row["person_id"]) for row in aided(records, region, period))


def amount_aided(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    return total((cycle_or_kind(records, row, split), row["value_fen"]) for row in aided(records, region, period))
