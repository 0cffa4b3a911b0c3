"""The records of a small province as plain rows, and the few words all oracles need: place, day, period."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from shared.models import Base

Row = dict[str, Any]
Numbers = dict[str, int]  # value of a split (or "" for the total) → number
TABLES = (
    "spell", "household", "person", "person_disability", "population", "standard", "resident_statistic", "warning",
    "outcome", "response", "special_assistance", "temporary_assistance", "delivery", "receipt", "run",
    "programme", "programme_tier", "quota", "solar_installation", "solar_yield", "legal_parameter",
    "village_mechanism", "region", "visit", "payment", "pledge", "month_step",
)  # fmt: skip


class RawRecords:
    """All rows in use, as dictionaries, and the day the figures are for."""

    def __init__(self, connection: Connection, as_of: date, law_of: date | None = None) -> None:
        self.as_of, self.law_of = as_of, law_of or as_of
        self._found: dict[tuple[str, str], list[Row]] = {}
        everything = {name: list(_rows(connection, name)) for name in TABLES}
        self.by_id = {
            name: {row["id" if "id" in row else "code"]: row for row in rows} for name, rows in everything.items()
        }
        self.rows = {name: [row for row in rows if is_in_use(row)] for name, rows in everything.items()}

    def all(self, table: str, region: str = "320000") -> list[Row]:
        """Rows of a table in a region and below."""
        if (table, region) not in self._found:
            rows = self.rows[table]
            self._found[table, region] = [
                r for r in rows if (place := r.get("region_code", r.get("code"))) is None or lies_in(place, region)
            ]
        return self._found[table, region]

    def one(self, table: str, key: int) -> Row:
        """The row with this id, in use or not."""
        return self.by_id[table][key]

    def law(self, key: str, region: str = "320000", day: date | None = None) -> str | None:
        """The value of a legal parameter: of the nearest region above, the one that began last; else the first."""
        on = day or self.law_of
        known = [r for r in self.rows["legal_parameter"] if r["key"] == key and lies_in(region, r["region_code"])]
        known = [r for r in known if r["value"]]
        holding = [r for r in known if in_force(r, on, "valid_from", "valid_to")]
        if holding:
            return max(holding, key=lambda r: (len(r["region_code"].rstrip("0")), r["valid_from"]))["value"]
        return min(known, key=lambda r: r["valid_from"])["value"] if known else None

    def last_day(self, period: str) -> date:
        """The last day of a period, or the as-of day when it is not over."""
        return min(last(period), self.as_of)

    def happened(self, day: date | None, period: str) -> bool:
        """Whether a day lies in the period, and not after the as-of day."""
        return day is not None and first(period) <= day <= self.last_day(period)


def _rows(connection: Connection, table: str) -> Iterator[Row]:
    for row in connection.execute(select(Base.metadata.tables[table])).mappings():
        yield dict(row)


def is_in_use(row: Row) -> bool:
    """Whether a row was not retired."""
    return row.get("retired_on") is None


def lies_in(code: str, region: str) -> bool:
    """Whether a code is a region or lies below it: 320506100 lies in 320500."""
    if len(region) == 6:
        region = region.removesuffix("00").removesuffix("00")
    return code.startswith(region)


def first(period: str) -> date:
    """The first day of `2023-12`, `2023-Q4`, `2023-H2`, `2023-YTD08` or `2023`."""
    return date(int(period[:4]), months_of(period)[0], 1)


def last(period: str) -> date:
    """The last day of such a period."""
    year, month = int(period[:4]), months_of(period)[1]
    return date(year, month, monthrange(year, month)[1])


def months_of(period: str) -> tuple[int, int]:
    """Its first and its last month."""
    name = period[5:]
    if not name:
        return 1, 12
    if name.startswith("YTD"):
        return 1, int(name[3:])
    number = int(name.lstrip("QH"))
    length = {"Q": 3, "H": 6}.get(name[0], 1)
    return length * number - length + 1, length * number


def in_force(row: Row, day: date, start: str, end: str) -> bool:
    """start ≤ day < end; an open end is later than any day."""
    return row[start] <= day and (row[end] is None or day < row[end])


def later(day: date, days: int) -> date:
    """That many days later."""
    return day + timedelta(days=days)


def tally(pairs: Iterator[tuple[str | None, object]]) -> Numbers:
    """Distinct things by value; things without a value of the split are left out."""
    found: dict[str, set[object]] = {}
    for value, thing in pairs:
        if value is not None:
            found.setdefault(value, set()).add(thing)
    return {value: len(things) for value, things in found.items()}


def total(pairs: Iterator[tuple[str | None, int]]) -> Numbers:
    """Sums by value."""
    found: Numbers = {}
    for value, number in pairs:
        if value is not None:
            found[value] = found.get(value, 0) + number
    return found


def banded(number: int, edges: dict[str, int]) -> str:
    """The last name whose lower edge the number reaches; below all edges the first one."""
    name = next(iter(edges))
    for candidate, edge in edges.items():
        if number >= edge:
            name = candidate
    return name
