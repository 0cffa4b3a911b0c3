"""Random counts of a small province that agree with each other as those of real records do, put into the cube."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import product
from random import Random
from typing import Any

from sqlalchemy import insert

from shared.access import SYSTEM, open_session
from shared.clock import now
from shared.indicators.calendar import Calendar
from shared.indicators.catalogue import MEASURES
from shared.indicators.law_values import COUNTED_WITH, to_text
from shared.indicators.measure import INNER_DIMENSIONS, Timing
from shared.indicators.protected_measures import NETS, ProtectedGroup
from shared.models import CubeBuild, Level, Observation, Region
from shared.models.region import PREFIX_LENGTH, ancestor

AS_OF = date(2023, 2, 15)
MONTHS = ["2022-09", "2022-10", "2022-11", "2022-12", "2023-01", "2023-02"]
YEARS = {"2022": MONTHS[:4], "2023": MONTHS[4:]}
CATEGORIES = ("one", "two", "three")
PROVINCE = "320000"
Key = tuple[str, str, str, str]  # measure, region, category, period


@dataclass(frozen=True)
class Record:
    """What is counted once in each of some measures: from a month, to a month."""

    region: str
    since: int
    until: int
    measures: frozenset[str]
    categories: dict[str, str]


def random_regions(random: Random) -> list[str]:
    """A province with cities, counties and townships."""
    found = [PROVINCE]
    for city in range(1, random.randint(2, 3) + 1):
        found.append(f"32{city:02}00")
        for county in range(1, random.randint(1, 4) + 1):
            found.append(f"32{city:02}{county:02}")
            found += [f"32{city:02}{county:02}{township:03}" for township in range(1, random.randint(1, 3) + 1)]
    return found


def random_records(random: Random, regions: list[str], group: ProtectedGroup) -> list[Record]:
    """Records of townships that differ much in how many they have; half of them have few."""
    wholes: dict[str, list[str]] = {}
    for part, whole in group.parts:
        wholes.setdefault(part, []).append(whole)
    measures = [key for key in group.measures if MEASURES[key].is_count]

    def membership() -> frozenset[str]:
        rolls = {key: random.random() < (0.45 if key in wholes else 0.93) for key in measures}
        return frozenset(key for key in measures if all(rolls[one] for one in (key, *wholes.get(key, ()))))

    found = []
    for township in (code for code in regions if len(code) == PREFIX_LENGTH[Level.TOWNSHIP]):
        for _ in range(random.choice([0, 3, 40, 150, 150, 150])):
            since = random.randrange(len(MONTHS)) if random.random() < 0.7 else random.choice([0, 5])
            until = random.choice([since + 1, since + 2, len(MONTHS) + 1, len(MONTHS) + 1])
            categories = {name: random.choice(CATEGORIES[: 2 + len(name) % 2]) for name in group.dimensions}
            found.append(Record(township, since, until, membership(), categories))
    return found


def is_counted(record: Record, key: str, period: str) -> bool:
    """Whether a record counts in a period: as the timing of the measure says."""
    months = YEARS.get(period, [period])
    first, last = MONTHS.index(months[0]), MONTHS.index(months[-1])
    is_now = record.since <= last < record.until
    was = record.since < first and record.until >= first
    return {
        Timing.STOCK: is_now,
        Timing.FLOW: first <= record.since <= last,
        Timing.CUMULATIVE: record.since <= last,
        Timing.CAME: is_now and not was,
        Timing.LEFT: was and not is_now,
    }[MEASURES[key].timing]


def count_records(records: list[Record], measures: list[str]) -> Counter[Key]:
    """The cells of all levels, those that the cube does not keep among them."""
    cells: Counter[Key] = Counter()
    for record, key in product(records, measures):
        if key in record.measures:
            names = [name for name in MEASURES[key].dimensions if name not in INNER_DIMENSIONS]
            parts = ["", *(f"{name}={record.categories[name]}" for name in names if name in record.categories)]
            for period in (one for one in (*MONTHS, *YEARS) if is_counted(record, key, one)):
                for level, part in product((Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP), parts):
                    code = record.region if level is Level.TOWNSHIP else ancestor(record.region, level)
                    cells[key, code, part, period] += 1
    return cells


def is_stored(key: Key) -> bool:
    """Whether the cube keeps a cell."""
    measure, region, category, _ = key
    level = next(level for level, length in PREFIX_LENGTH.items() if length == len(_digits(region)))
    return level in MEASURES[measure].stored_levels(category.partition("=")[0])


def _digits(region: str) -> str:
    return region if len(region) > 6 else region.removesuffix("00").removesuffix("00")


def with_flows(records: list[Record]) -> list[Record]:
    """The records of a stock, which came and left as well."""
    entering = frozenset(key for pair in NETS for key in pair)
    return [
        Record(one.region, one.since, one.until, one.measures | (entering if "recipients" in one.measures else set()),
               one.categories | {"reason": CATEGORIES[n % 2]})
        for n, one in enumerate(records)
    ]  # fmt: skip


def put_cells(engine: Any, regions: list[str], cells: Counter[Key]) -> None:
    """The regions, and a cube of these cells."""
    law = Calendar(AS_OF)
    with open_session(SYSTEM, engine, writing=True) as session:
        connection = session.connection()
        connection.execute(insert(Region), [_region(code) for code in regions])
        connection.execute(
            insert(Observation),
            [
                {"measure": m, "region_code": r, "dimension": c, "period": p, "value": value, "status": ""}
                for (m, r, c, p), value in cells.items()
                if is_stored((m, r, c, p))
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
