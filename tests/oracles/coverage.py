"""Oracles of A1, A2, A4, A6."""

from datetime import date
from functools import lru_cache

from tests.oracles.raw_records import Numbers, RawRecords, Row, banded, first, in_force, later, lies_in, tally, total

RANKS = {"tekun": 1, "dibao": 2, "marginal": 3, "expenditure": 4}
AGES = {"age_00_05": 0, "age_06_15": 6, "age_16_22": 16, "age_23_44": 23}
AGES |= {"age_45_59": 45, "age_60_79": 60, "age_80_up": 80}

SIZES = ["size_1", "size_2", "size_3", "size_4", "size_5_up"]


@lru_cache(maxsize=1024)
def speakers(records: RawRecords, day: date, subject: str) -> list[tuple[Row, int]]:
    """For each person or household in assistance: the spell that speaks for it, and how many it has."""
    found: dict[int, list[Row]] = {}
    for spell in records.all("spell"):
        if in_force(spell, day, "start_on", "end_on"):
            found.setdefault(spell[subject], []).append(spell)
    return [(min(spells, key=lambda s: (RANKS[s["tier"]], s["region_code"])), len(spells)) for spells in found.values()]


def age(born: date, day: date) -> int:
    """Completed years: a birthday counts from the day itself."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def trait(records: RawRecords, spell: Row, split: str, day: date) -> str:
    person = records.one("person", spell["person_id"])
    if split == "age":
        return banded(age(person["born_on"], day), AGES)
    if split == "sex":
        return person["sex"]
    if split == "disability":
        former = [row for row in records.all("person_disability") if row["person_id"] == person["id"]]
        former = [row for row in former if day < row["end_on"]]
        level = min(former, key=lambda row: row["end_on"], default=person)["disability_level"]
        return "none" if level is None else "severe" if level <= 2 else "other"
    return spell["tier"] if split else ""


def recipients(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    day = records.last_day(period)
    return tally(
        (trait(records, spell, split, day), spell["person_id"])
        for spell, _ in speakers(records, day, "person_id")
        if lies_in(spell["region_code"], region)
    )


def households(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    day = records.last_day(period)
    return tally(
        (SIZES[min(size, 5) - 1] if split == "size" else trait(records, spell, split, day), spell["household_id"])
        for spell, size in speakers(records, day, "household_id")
        if lies_in(spell["region_code"], region)
    )


def residents(records: RawRecords, region: str, period: str, split: str) -> Numbers | None:  # noqa: ARG001
    """The published or estimated number of the region itself: never summed from below."""
    day = records.last_day(period)
    known = [
        row
        for row in records.rows["population"]
        if row["region_code"] == region and in_force(row, day, "valid_from", "valid_to")
    ]
    return {"": max(known, key=lambda row: row["valid_from"])["persons"]} if known else None


def spells_begun(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    return total(
        (spell["tier"] if split else "", 1)
        for spell in records.all("spell", region)
        if records.happened(spell["start_on"], period)
    )


def spells_ended(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    column = {"": "", "tier": "tier", "reason": "exit_reason"}[split]
    return total(
        (spell[column] if column else "", 1)
        for spell in records.all("spell", region)
        if records.happened(spell["end_on"], period)
    )


@lru_cache(maxsize=4096)
def tiers_in(records: RawRecords, region: str, day: date) -> dict[int, str]:
    """The tier of each person who counts in a region on a day."""
    return {
        spell["person_id"]: spell["tier"]
        for spell, _ in speakers(records, day, "person_id")
        if lies_in(spell["region_code"], region)
    }


def before_and_after(records: RawRecords, region: str, period: str) -> tuple[dict[int, str], dict[int, str]]:
    """The tiers on the day before a period and on its last day."""
    return tiers_in(records, region, later(first(period), -1)), tiers_in(records, region, records.last_day(period))


def pairs_of(records: RawRecords, region: str, period: str, *, of_all: bool) -> Numbers:
    """Persons by tier before and tier after: of each pair those in both, or all who were in the former."""
    before, after = before_and_after(records, region, period)
    found = tally((f"{tier}_to_{after[person]}", person) for person, tier in before.items() if person in after)
    if not of_all:
        return found
    were = tally((tier, person) for person, tier in before.items())
    return {f"{former}_to_{tier}": number for former, number in were.items() for tier in RANKS}


def stayed(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    if split:
        return pairs_of(records, region, period, of_all=False)
    before, after = before_and_after(records, region, period)
    return {"": len(before.keys() & after.keys())}


def were_in(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    if split:
        return pairs_of(records, region, period, of_all=True)
    return {"": len(before_and_after(records, region, period)[0])}


def newly_in(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    before, after = before_and_after(records, region, period)
    return tally((tier if split else "", person) for person, tier in after.items() if person not in before)


def no_longer_in(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    before, after = before_and_after(records, region, period)
    return tally((tier if split else "", person) for person, tier in before.items() if person not in after)


def into(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    before, after = before_and_after(records, region, period)
    return tally((tier if split else "", person) for person, tier in after.items() if before.get(person) != tier)


def out_of(records: RawRecords, region: str, period: str, split: str) -> Numbers:
    before, after = before_and_after(records, region, period)
    return tally((tier if split else "", person) for person, tier in before.items() if after.get(person) != tier)
