"""A random province of 2 cities, 4 counties, 6 townships and 12 villages, with days that sit on the boundaries."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from shared.models import Base

Row = dict[str, Any]
LAW_COLUMNS = ("key", "region_code", "valid_from", "value", "retired_on")
PROVINCE, CITIES = "320000", ["320500", "321300"]
COUNTIES = ["320506", "320583", "321302", "321311"]
TOWNSHIPS = ["320506001", "320506100", "320583001", "321302001", "321302100", "321311001"]
VILLAGES = [f"{township}{n:03}" for township in TOWNSHIPS for n in (1, 2)]
REGIONS = [PROVINCE, *CITIES, *COUNTIES, *TOWNSHIPS, *VILLAGES]
LEVELS = {2: "province", 4: "city", 6: "county", 9: "township", 12: "village"}
SUBMISSION_DAYS = 31  # so that a month is due on the last day of the next one
TIERS = ["tekun", "dibao", "marginal", "expenditure"]
TABLES = [table.name for table in Base.metadata.sorted_tables if table.name not in {"observation", "audit_event"}]


class RandomDraw:
    """Random choices. `day` prefers days on which something turns: ends of months, the as-of day, the 90th day."""

    def __init__(self, random: Random, as_of: date) -> None:
        self.random, self.as_of = random, as_of
        months = [as_of.replace(day=1) - timedelta(days=n) for n in (0, 1, 31, 335, 366, 1060, 1100)]
        turns = [as_of + timedelta(days=n) for n in (-400, -365, -91, -90, -89, -1, 0, 1)]
        self.days = [*turns, *months, *(month.replace(day=1) for month in months)]

    def one(self, of: list[Any]) -> Any:
        return self.random.choice(of)

    def day(self) -> date:
        if self.random.random() < 0.6:
            return self.one(self.days)
        return self.as_of - timedelta(days=self.random.randrange(-60, 1300))

    def after(self, day: date, least: int = 0) -> date:
        """A later day: soon, on a limit, or one that turns."""
        ends = [day + timedelta(days=n) for n in (0, 1, 7, 8, 30, 31, 89, 90, 91, 364, 365, 366)]
        return max(day + timedelta(days=least), self.one([*ends, self.day()]))

    def place(self) -> str:
        return self.one([*VILLAGES, *VILLAGES, *TOWNSHIPS])

    def near(self, place: str) -> str:
        """Nearly always the same place: what follows a record stands where it stands, but people move."""
        return place if self.random.random() < 0.8 else self.place()

    def retired(self) -> Row:
        return {"retired_on": self.as_of if self.random.random() < 0.12 else None, "version": 1}

    def maybe(self, value: Any, share: float = 0.5) -> Any:
        return value if self.random.random() < share else None


def regions() -> list[Row]:
    def row(code: str) -> Row:
        prefix = code if len(code) > 6 else code.removesuffix("00").removesuffix("00")
        cut = {2: 0, 4: 2, 6: 4, 9: 6, 12: 9}[len(prefix)]
        named = {"code": code, "name": code, "level": LEVELS[len(prefix)], "kind": "-", "source": "test"}
        valid = {"valid_from": date(2015, 1, 1), "valid_to": None}
        return named | valid | {"parent_code": code[:cut].ljust(6, "0") if cut else None, "is_zone": False}

    return [row(code) for code in REGIONS]


def law(as_of: date, window: int = 90, before: int = 45) -> list[Row]:
    """Numbers of the law that figures need: of the province since a year ago, before that, of a city, out of use."""
    since, long_ago = as_of - timedelta(days=370), date(2015, 1, 1)
    window_rows = [
        (PROVINCE, long_ago, before, None),
        (PROVINCE, since, window, None),
        (PROVINCE, since + timedelta(days=1), 33, as_of),
        (CITIES[0], long_ago, 12, None),
    ]
    values = [("monitor.assistance_days", *row) for row in window_rows]
    further = {"due_soon_days": 7, "exit_check_days": 90, "exit_watch_months": 12, "reentry_days": 365}
    values += [(f"monitor.{name}", PROVINCE, long_ago, value, None) for name, value in further.items()]
    values += [("statistics.submission_days", PROVINCE, long_ago, SUBMISSION_DAYS, None)]
    common = {"kind": "days", "unit": "天", "document": "", "status": "confirmed", "source": "test", "note": ""}
    return numbered(
        len(values),
        lambda n: common | dict(zip(LAW_COLUMNS, values[n - 1], strict=True)) | {"value": str(values[n - 1][3])},
    )


def numbered(count: int, make: Callable[[int], Row | None]) -> list[Row]:
    return [{"id": n} | row for n in range(1, count + 1) if (row := make(n)) is not None]


def fill(connection: Connection, rows: dict[str, list[Row]]) -> None:
    """Replace everything in the database by these rows."""
    for name in reversed(TABLES):
        connection.exec_driver_sql(f"DELETE FROM {name}")
    connection.exec_driver_sql("DELETE FROM observation")
    connection.execute(insert(Base.metadata.tables["region"]), sorted(rows["region"], key=lambda r: len(r["code"])))
    for name in TABLES:
        if rows.get(name) and name != "region":
            connection.execute(insert(Base.metadata.tables[name]), rows[name])
