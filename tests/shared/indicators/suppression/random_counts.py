"""Random counts of a small province that agree with each other as those of real records do, put into the cube."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from random import Random
from typing import Any

from sqlalchemy import insert

from shared.access import SYSTEM, open_session
from shared.clock import Period, now
from shared.indicators.calendar import Calendar, key_of_cells, stores_longer_at
from shared.indicators.catalogue import MEASURES
from shared.indicators.law_values import COUNTED_WITH, to_text
from shared.indicators.measure import INNER_DIMENSIONS, Timing
from shared.indicators.protected_measures import _all_parts
from shared.models import CubeBuild, Level, Observation, Region
from shared.models.region import PREFIX_LENGTH, ancestor

AS_OF = date(2023, 2, 15)
MONTHS = ["2022-07", "2022-08", "2022-09", "2022-10", "2022-11", "2022-12", "2023-01", "2023-02"]
YEARS = {"2022": MONTHS[:6], "2023": MONTHS[6:]}
LONGER = {
    "2022-Q3": MONTHS[:3], "2022-Q4": MONTHS[3:6], "2022-H2": MONTHS[:6], "2022-YTD11": MONTHS[:5],
    "2023-Q1": MONTHS[6:],
}  # fmt: skip
PERIODS = {**{month: [month] for month in MONTHS}, **YEARS, **LONGER}
CATEGORIES = ("one", "two", "three")
PROVINCE = "320000"
AT_THE_END = ("spells_ended", "warnings_settled_late")
OF_THE_PERSON = ("entries", "exits")
KINDS = (("dibao_recipients", "recipients", "tier"), ("persons_eligible", "persons_verified", "result"))
"""Measures that are the first category of another."""
LATE = frozenset({"warnings_missed", "warnings_overdue", "warnings_settled_late"})
Key = tuple[str, str, str, str]  # measure, region, category, period


@dataclass(frozen=True)
class Record:
    """What is counted once in each of some measures: from a month, to a month; as one part of a longer stay."""

    region: str
    since: int
    until: int
    measures: frozenset[str]
    categories: dict[str, str]
    stay: tuple[int, int]


def random_regions(random: Random) -> list[str]:
    """A province with cities, counties and townships."""
    found = [PROVINCE]
    for city in range(1, random.randint(2, 3) + 1):
        found.append(f"32{city:02}00")
        for county in range(1, random.randint(1, 4) + 1):
            found.append(f"32{city:02}{county:02}")
            found += [f"32{city:02}{county:02}{township:03}" for township in range(1, random.randint(1, 3) + 1)]
    return found


def random_records(random: Random, regions: list[str], measures: list[str]) -> list[Record]:
    """Records of townships that differ much in how many they have; half of them have few."""
    wholes: dict[str, list[str]] = {}
    for part, whole in _all_parts():
        wholes.setdefault(part, []).append(whole)
    names = sorted({name for key in measures for name in MEASURES[key].dimensions} - INNER_DIMENSIONS)

    def membership() -> frozenset[str]:
        rolls = {key: random.random() < (0.45 if wholes.get(key) else 0.93) for key in measures}
        return frozenset(key for key in measures if all(rolls.get(one, True) for one in (key, *wholes.get(key, ()))))

    found = []
    for township in (code for code in regions if len(code) == PREFIX_LENGTH[Level.TOWNSHIP]):
        for _ in range(random.choice([0, 3, 40, 150, 150, 150])):
            since = random.randrange(len(MONTHS)) if random.random() < 0.7 else random.choice([0, 5])
            until = random.choice([since + 1, since + 2, len(MONTHS) + 1, len(MONTHS) + 1])
            categories = {name: random.choice(CATEGORIES[: 2 + len(name) % 2]) for name in names}
            stay = Record(township, since, until, membership(), categories, (since, until))
            found += _as_it_is(random, stay, set(measures))
    return found


def _as_it_is(random: Random, stay: Record, measures: set[str]) -> list[Record]:
    """What agrees in all records: one kind is another measure, what is not in time is late, and some move."""
    own = set(stay.measures)
    if "warnings_due" in measures:
        own = (own | LATE if random.random() < 0.4 else {*own - LATE, "warnings_decided_in_time"}) | {"warnings_due"}
        own -= {"warnings_decided_in_time"} if own & LATE else set()
    for part, whole, name in KINDS:
        is_one = whole in own and stay.categories.get(name) == CATEGORIES[0]
        own = own | ({part} & measures) if is_one else own - {part}
    for part, whole in _all_parts() * 2:
        own -= {part} if whole in measures - own else set()
    moves = measures & {"entries", "exits", "arrivals", "departures"}
    if "recipients" in measures - own:
        own -= moves
    if "recipients" in own:
        own |= moves
        if stay.until > stay.since + 1 and random.random() < 0.2:
            moved, tier = random.randrange(stay.since + 1, stay.until), {"tier": random.choice(CATEGORIES[1:])}
            if tier["tier"] != stay.categories["tier"]:
                left = replace(stay, until=moved, measures=frozenset(own))
                rest = frozenset(own - {"dibao_recipients", "entrants", "entrants_found"})
                return [left, replace(stay, since=moved, measures=rest, categories=stay.categories | tier)]
    return [replace(stay, measures=frozenset(own))]


def is_counted(record: Record, key: str, period: str) -> bool:
    """Whether a record counts in a period: as the timing of the measure says."""
    months = PERIODS[period]
    first, last = MONTHS.index(months[0]), MONTHS.index(months[-1])
    is_now, was = record.since <= last < record.until, record.since < first <= record.until
    since, until = record.stay if key in OF_THE_PERSON else (record.since, record.until)
    day = record.until if key in AT_THE_END else record.since
    return {
        Timing.STOCK: is_now,
        Timing.FLOW: first <= day <= last,
        Timing.CUMULATIVE: record.since <= last,
        Timing.CAME: is_now and not since < first <= until,
        Timing.LEFT: was and not since <= last < until,
    }[MEASURES[key].timing]


def count_records(records: list[Record], measures: list[str]) -> Counter[Key]:
    """The cells of all levels, those that the cube does not keep among them."""
    cells: Counter[Key] = Counter()
    for record, key in product(records, measures):
        if key in record.measures:
            names = [name for name in MEASURES[key].dimensions if name not in INNER_DIMENSIONS]
            parts = ["", *(f"{name}={record.categories[name]}" for name in names if name in record.categories)]
            for period in (one for one in PERIODS if is_counted(record, key, one)):
                for level, part in product((Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP), parts):
                    code = record.region if level is Level.TOWNSHIP else ancestor(record.region, level)
                    cells[key, code, part, period] += 1
    return cells


def is_stored(key: Key) -> bool:
    """Whether the cube keeps a cell, or those that it adds up from."""
    measure, region, category, period = key
    level = next(level for level, length in PREFIX_LENGTH.items() if length == len(_digits(region)))
    is_kept = level in MEASURES[measure].stored_levels(category.partition("=")[0])
    return is_kept and (period not in LONGER or MEASURES[measure].adds_up or stores_longer_at(level))


def _digits(region: str) -> str:
    return region if len(region) > 6 else region.removesuffix("00").removesuffix("00")


def put_cells(engine: Any, regions: list[str], cells: Counter[Key]) -> None:
    """The regions, and a cube of these cells."""
    law = Calendar(AS_OF)
    with open_session(SYSTEM, engine, writing=True) as session:
        connection = session.connection()
        connection.execute(insert(Region), [_region(code) for code in regions])
        connection.execute(
            insert(Observation),
            [
                {"measure": m, "region_code": r, "dimension": c, "period": key_of_cells(Period.parse(p)),
                 "value": value, "status": ""}
                for (m, r, c, p), value in cells.items()
                if is_stored((m, r, c, p)) and not (p in LONGER and MEASURES[m].adds_up)
            ],
        )
        moment, names = now(), [key.name for key in COUNTED_WITH]
        build = {"as_of": AS_OF, "first_month": law.months[0].key, "built_at": moment, "refreshed_at": moment}
        connection.execute(insert(CubeBuild), [build | {"definitions": "-", "law": to_text(dict.fromkeys(names, 30))}])
        session.commit()


def _region(code: str) -> dict[str, Any]:
    digits = _digits(code)
    level = next(level for level, length in PREFIX_LENGTH.items() if length == len(digits))
    above = {2: None, 4: PROVINCE, 6: f"{digits[:4]}00", 9: digits[:6]}[len(digits)]
    return {
        "code": code, "name": code, "name_en": "", "level": level.value, "parent_code": above, "kind": "-",
        "is_zone": False, "valid_from": date(2015, 1, 1), "source": "test", "version": 1,
    }  # fmt: skip
