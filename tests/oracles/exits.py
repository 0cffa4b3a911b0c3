"""Oracles of A5, A8 and C9."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from tests.oracles.raw_records import Numbers, RawRecords, Row, in_force, later, tally


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def number(records: RawRecords, key: str) -> int:
    return int(records.law(f"monitor.{key}") or 0)


def is_in_a_tier(records: RawRecords, person: int, day: date) -> bool:
    return any(s["person_id"] == person and in_force(s, day, "start_on", "end_on") for s in records.all("spell"))


def return_day(records: RawRecords, spell: Row) -> date | None:
    """When the person of a spell that ended was in a tier again."""
    begun = (s["start_on"] for s in records.all("spell") if s["person_id"] == spell["person_id"])
    return min((day for day in begun if day > spell["end_on"]), default=None)


def exits(records: RawRecords, region: str) -> Iterator[Row]:
    """Spells that ended, into no tier."""
    for spell in records.all("spell", region):
        ended = spell["end_on"]
        if ended and ended <= records.as_of and not is_in_a_tier(records, spell["person_id"], ended):
            yield spell


def watched(records: RawRecords, region: str, day: date) -> Iterator[Row]:
    """Those of a year whose person has neither died, moved away nor returned."""
    for spell in exits(records, region):
        limit = months_later(spell["end_on"], number(records, "exit_watch_months"))
        until = min(limit, return_day(records, spell) or limit)
        if spell["exit_reason"] not in {"died", "moved"} and spell["end_on"] <= day < until:
            yield spell


def visits(records: RawRecords, person: int) -> Iterator[date]:
    """Days on which somebody was visited because of a warning."""
    warned = {w["id"] for w in records.all("warning") if w["person_id"] == person}
    return (v["done_on"] for v in records.all("visit") if v["warning_id"] in warned and v["done_on"])


def of_watched(only_visited: bool):  # noqa: FBT001
    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers:
        day = records.last_day(period)
        since = later(day, -number(records, "exit_check_days"))

        def counts(spell: Row) -> bool:
            return not only_visited or any(since < one <= day for one in visits(records, spell["person_id"]))

        found = [spell for spell in watched(records, region, day) if counts(spell)]
        return tally((spell["tier"] if split else "", spell["person_id"]) for spell in found)

    return oracle


def of_cohort(only_returned: bool):  # noqa: FBT001
    """Exits of the period whose time is up."""

    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers:
        column, days = {"": "", "tier": "tier", "reason": "exit_reason"}[split], number(records, "reentry_days")

        def counts(spell: Row) -> bool:
            limit, back = later(spell["end_on"], days), return_day(records, spell)
            is_back = back is not None and back <= limit
            return limit <= records.as_of and (is_back or not only_returned)

        chosen = [s for s in exits(records, region) if records.happened(s["end_on"], period) and counts(s)]
        return tally((spell[column] if column else "", spell["person_id"]) for spell in chosen)

    return oracle


def entrants(only_found: bool):  # noqa: FBT001
    """People who entered a tier and were in none the day before; those about whom a warning was issued before."""

    def counts(records: RawRecords, spell: Row) -> bool:
        person, since = spell["person_id"], later(spell["start_on"], -number(records, "assistance_days"))
        issued = (w["issued_on"] for w in records.all("warning") if w["person_id"] == person)
        return not only_found or any(since <= day <= spell["start_on"] for day in issued)

    def oracle(records: RawRecords, region: str, period: str, split: str) -> Numbers:
        return tally(
            (spell["tier"] if split else "", spell["person_id"])
            for spell in records.all("spell", region)
            if records.happened(spell["start_on"], period)
            and not is_in_a_tier(records, spell["person_id"], later(spell["start_on"], -1))
            and counts(records, spell)
        )

    return oracle
