"""Twins of A1, A2, A4, A6."""

from datetime import date

from tests.oracles.world import Numbers, Row, World, banded, in_force, lies_in, tally, total

RANKS = {"tekun": 1, "dibao": 2, "marginal": 3, "expenditure": 4}
AGES = {"0-5": 0, "6-15": 6, "16-22": 16, "23-44": 23, "45-59": 45, "60-79": 60, "80+": 80}


def speakers(world: World, day: date, subject: str) -> list[tuple[Row, int]]:
    """For each person or household in assistance: the spell that speaks for it, and how many it has."""
    found: dict[int, list[Row]] = {}
    for spell in world.all("spell"):
        if in_force(spell, day, "start_on", "end_on"):
            found.setdefault(spell[subject], []).append(spell)
    return [(min(spells, key=lambda s: (RANKS[s["tier"]], s["region_code"])), len(spells)) for spells in found.values()]


def age(born: date, day: date) -> int:
    """Completed years: a birthday counts from the day itself."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def trait(world: World, spell: Row, split: str, day: date) -> str:
    person = world.one("person", spell["person_id"])
    if split == "age":
        return banded(age(person["born_on"], day), AGES)
    if split == "sex":
        return person["sex"]
    if split == "disability":
        level = person["disability_level"]
        return "none" if level is None else "severe" if level <= 2 else "other"
    return spell["tier"] if split else ""


def recipients(world: World, region: str, period: str, split: str) -> Numbers:
    day = world.last_day(period)
    return tally(
        (trait(world, spell, split, day), spell["person_id"])
        for spell, _ in speakers(world, day, "person_id")
        if lies_in(spell["region_code"], region)
    )


def households(world: World, region: str, period: str, split: str) -> Numbers:
    day = world.last_day(period)
    return tally(
        (str(min(size, 5)) if split == "size" else trait(world, spell, split, day), spell["household_id"])
        for spell, size in speakers(world, day, "household_id")
        if lies_in(spell["region_code"], region)
    )


def residents(world: World, region: str, period: str, split: str) -> Numbers | None:  # noqa: ARG001
    """The published or estimated number of the region itself: never summed from below."""
    day = world.last_day(period)
    known = [
        row
        for row in world.rows["population"]
        if row["region_code"] == region and in_force(row, day, "valid_from", "valid_to")
    ]
    return {"": max(known, key=lambda row: row["valid_from"])["persons"]} if known else None


def entries(world: World, region: str, period: str, split: str) -> Numbers:
    return total(
        (spell["tier"] if split else "", 1)
        for spell in world.all("spell", region)
        if world.happened(spell["start_on"], period)
    )


def exits(world: World, region: str, period: str, split: str) -> Numbers:
    column = {"": "", "tier": "tier", "reason": "exit_reason"}[split]
    return total(
        (spell[column] if column else "", 1)
        for spell in world.all("spell", region)
        if world.happened(spell["end_on"], period)
    )
