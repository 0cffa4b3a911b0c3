"""Oracles of A3, B2, G1 and H3."""

from collections.abc import Iterator
from datetime import date

from tests.oracles.charity import cycle_or_kind
from tests.oracles.exits import months_later, number
from tests.oracles.raw_records import Numbers, RawRecords, Row, in_force, later, lies_in, tally, total
from tests.oracles.warnings import outcome

GROUPS = ["in_tier", "exited", "temporary", "flagged"]
STAYS = {"died", "moved", "tier_change", "merged", "split", "division"}


def reasons_to_know(records: RawRecords, day: date) -> Iterator[tuple[str, Row]]:
    """Why somebody is in the low-income database on a day, with the record that says so."""
    months = number(records, "exit_watch_months")
    for spell in records.all("spell"):
        if in_force(spell, day, "start_on", "end_on"):
            yield "in_tier", spell
        ended = spell["end_on"]
        if ended and ended <= day < months_later(ended, months) and spell["exit_reason"] not in STAYS:
            yield "exited", spell
    for grant in records.all("temporary_assistance"):
        if grant["granted_on"] <= day < months_later(grant["granted_on"], months):
            yield "temporary", grant
    for warning in records.all("warning"):
        decided = outcome(records, warning)
        if warning["issued_on"] <= day and (decided is None or day < decided["decided_on"]):
            yield "flagged", warning


def known(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    """Each person once, for the first reason, where that record stands; of several the first place."""
    first: dict[int, tuple[int, str]] = {}
    for group, row in reasons_to_know(records, records.last_day(period)):
        place = (GROUPS.index(group), row["region_code"])
        first[row["person_id"]] = min(place, first.get(row["person_id"], place))
    found = [(GROUPS[rank], person) for person, (rank, place) in first.items() if lies_in(place, region)]
    return tally((group if split else "", person) for group, person in found)


def dibao_paid(records: RawRecords, region: str, period: str, split: str) -> Numbers:  # noqa: ARG001
    """What the payment lists of the months of a period say; unknown where nothing was entered and people are in it."""
    rows = [p for p in records.all("payment", region) if p["tier"] == "dibao"]
    rows = [p for p in rows if records.happened(date.fromisoformat(p["month"] + "-01"), period)]
    if not rows and in_dibao(records, region, period, ""):
        return {"": None}
    return {"": sum(row["amount_fen"] for row in rows)}


def in_dibao(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    day = records.last_day(period)
    rows = [s for s in records.all("spell", region) if s["tier"] == "dibao" and in_force(s, day, "start_on", "end_on")]
    return tally(
        (records.one("household", row["household_id"])[split] if split else "", row["person_id"]) for row in rows
    )


def begun_cycles(records: RawRecords, period: str) -> dict[int, Row]:
    cycles = [c for c in records.all("run") if c["starts_on"] <= records.last_day(period)]
    in_use = {programme["id"] for programme in records.all("programme")}
    return {cycle["id"]: cycle for cycle in cycles if cycle["programme_id"] in in_use}


def planned(records: RawRecords, region: str, period: str, split: str) -> Numbers | None:
    if region != "320000":
        return None
    cycles = begun_cycles(records, period)
    return total((cycle_or_kind(records, {"cycle_id": n}, split), row["planned_units"]) for n, row in cycles.items())


def pledged(records: RawRecords, region: str, period: str, split: str) -> Numbers | None:
    if region != "320000":
        return None
    cycles, day = begun_cycles(records, period), records.last_day(period)
    return total(
        (cycle_or_kind(records, row, split), row["units"])
        for row in records.all("pledge")
        if row["cycle_id"] in cycles and row["pledged_on"] <= day
    )


def suspects(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    """Spells in force of people long dead, and in regions that are no more."""
    day, found = records.last_day(period), []
    for spell in records.all("spell", region):
        died = records.one("person", spell["person_id"])["died_on"]
        ended = records.one("region", spell["region_code"])["valid_to"]
        if not in_force(spell, day, "start_on", "end_on"):
            continue
        if died and later(died, 31) <= day:
            found.append(("died", spell["id"]))
        elif ended and ended <= day:
            found.append(("former_region", spell["id"]))
    return total((kind if split else "", 1) for kind, _spell in found)
