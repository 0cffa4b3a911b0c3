"""The timeline told once more, slowly: all rows of all tables, and a loop over them. Knows nothing of the product's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, text

TODAY = date(2023, 12, 31)
TABLES = (
    "household",
    "person",
    "membership",
    "household_place",
    "person_registration",
    "person_disability",
    "household_transfer",
    "spell",
    "amount_change",
    "payment",
    "special_assistance",
    "temporary_assistance",
    "delivery",
    "receipt",
    "solar_installation",
    "solar_yield",
    "warning",
    "visit",
    "outcome",
    "response",
    "audit_event",
)
LINKS = {
    "amount_change": ("spell",),
    "receipt": ("delivery",),
    "solar_installation": ("delivery",),
    "solar_yield": ("solar_installation", "delivery"),
    "visit": ("warning",),
    "outcome": ("warning",),
    "response": ("warning",),
}
Row = dict[str, Any]
Told = tuple[date, str, str, int, int | None]  # day, kind, table, key of the record or event, person


@dataclass
class Oracle:
    """Whose story: the table `household` or `person`, its key, and the prefix of the reader's regions."""

    rows: dict[str, dict[int, Row]]
    table: str
    key: int
    prefix: str

    def story(self) -> set[Told]:
        """Everything the reader may know of it."""
        return {*self.happened(), *self.changed()}

    def own(self, row: Row) -> bool:
        """Whether a row stands in the reader's regions."""
        return any((row.get(name) or "").startswith(self.prefix) for name in ("region_code", "to_region_code"))

    @property
    def sees_all(self) -> bool:
        return self.own(self.rows[self.table][self.key])

    def visible(self, table: str) -> Iterator[Row]:
        yield from (row for row in self.rows[table].values() if self.sees_all or self.own(row))

    def used(self, table: str) -> Iterator[Row]:
        yield from (row for row in self.visible(table) if row.get("retired_on") is None)

    def owns(self, household: int | None, person: int | None, on: Any, *, names: str, past_scope: bool = False) -> bool:
        """Whether a record that names a household, a person or both (`names`) belongs to the story."""
        if self.table == "household":
            if "household" in names and household is not None:
                return household == self.key
            return "person" in names and self.was_member(person, self.key, on, has_begun=False, past_scope=past_scope)
        if "person" in names and person is not None:
            return person == self.key
        return "household" in names and self.was_member(self.key, household, on, has_begun=True, past_scope=past_scope)

    def was_member(self, person: Any, household: Any, on: Any, *, has_begun: bool, past_scope: bool) -> bool:
        """In use and not over by a day; `has_begun`: and begun. The trail is asked past the scope, of known members."""
        pairs = {(row["person_id"], row["household_id"]) for row in self.used("membership")}
        rows = self.rows["membership"].values() if past_scope else self.used("membership")
        return (person, household) in pairs and any(
            (row["person_id"], row["household_id"]) == (person, household)
            and row["retired_on"] is None
            and (row["end_on"] is None or row["end_on"] > on)
            and (not has_begun or row["start_on"] <= on)
            for row in rows
        )

    def belongs(self, table: str, row: Row, *, past_scope: bool = False) -> tuple[bool, int | None]:
        """Whether a record belongs to the story, and whom it is about."""
        held = row
        for link in LINKS.get(table, ()):
            held = self.rows[link][held[f"{link.removeprefix('solar_')}_id"]]
            if not (past_scope or self.sees_all or self.own(held)):
                return False, None
        household, person, on, names = self.named(table, held)
        return self.owns(household, person, on, names=names, past_scope=past_scope), person

    def named(self, table: str, row: Row) -> tuple[int | None, int | None, Any, str]:
        """Household, person, the day that decides, and which of the two such records can name."""
        household, person = row.get("household_id"), row.get("person_id")
        if table == "household":
            household, names, on = row["id"], "household", TODAY
        elif table == "person":
            person, names, on = row["id"], "person", row["died_on"] or TODAY
        elif table == "household_place":
            names, on = "household", row["start_on"]
        elif table in {"person_registration", "person_disability"}:
            names, on = "person", row["end_on"]
        elif table == "household_transfer":
            names, on = "household", row["moves_on"]
        elif table == "payment":
            names, on = "household", paid_day(row)
        elif "issued_on" in row:
            names, on = "person", row["issued_on"]
        else:
            names, on = "household person", row.get("delivered_on") or row.get("granted_on")
        return household, person, on, names

    def happened(self) -> Iterator[Told]:
        """What records in use say."""
        for table in TABLES[:-1]:
            for row in self.used(table):
                is_ours, person = self.belongs(table, row)
                if is_ours:
                    yield from ((day, kind, table, row["id"], person) for kind, day in self.moments(table, row) if day)

    def moments(self, table: str, row: Row) -> Iterator[tuple[str, date | None]]:
        """The days of a record."""
        if table == "membership":
            yield from self.of_membership(row)
        elif table == "spell":
            yield from (("recognition", row["start_on"]), ("recognition", row["end_on"]))
        elif table == "visit":
            yield "visit", row["done_on"] or row["planned_on"]
        elif table == "payment":
            yield "payment", paid_day(row)
        elif table == "amount_change":
            yield "amount", date.fromisoformat(f"{row['from_month']}-01")
        elif table == "solar_yield":
            yield "charity", date(row["year"], 12, 31)
        elif table in SIMPLE:
            kind, column = SIMPLE[table]
            yield kind, row[column]

    def of_membership(self, row: Row) -> Iterator[tuple[str, date | None]]:
        """Joined, or another relation; left, unless the member goes on or died."""
        yield "member", row["start_on"]
        same = [
            other
            for other in self.used("membership")
            if (other["household_id"], other["person_id"]) == (row["household_id"], row["person_id"])
        ]
        person = self.rows["person"][row["person_id"]]
        is_known = self.sees_all or self.own(person)
        died_before = row["end_on"] and is_known and person["died_on"] and person["died_on"] < row["end_on"]
        if row["end_on"] and not died_before and not any(o["start_on"] == row["end_on"] for o in same):
            yield "member", row["end_on"]

    def changed(self) -> Iterator[Told]:
        """What the trail says."""
        for event in self.rows["audit_event"].values():
            table, key = event["record"], int(event["record_id"] or 0)
            row = self.rows.get(table, {}).get(key)
            is_subject = (table, key) == (self.table, self.key)
            wanted = {"update", "insert"} if table == self.table else {"update"}
            if row is None or event["action"] not in wanted or table == "audit_event":
                continue
            if not self.sees_all and not (self.own(row) and (event["region_code"] or "").startswith(self.prefix)):
                continue
            is_ours, person = self.belongs(table, row, past_scope=True)
            if is_ours or is_subject:
                day = (event["at"] + timedelta(hours=8)).date()
                yield day, "correction", table, event["id"], person


SIMPLE = {
    "person": ("member", "died_on"),
    "household_place": ("move", "end_on"),
    "person_registration": ("move", "end_on"),
    "person_disability": ("member", "end_on"),
    "household_transfer": ("move", "moves_on"),
    "special_assistance": ("special", "granted_on"),
    "temporary_assistance": ("temporary", "granted_on"),
    "delivery": ("charity", "delivered_on"),
    "receipt": ("charity", "signed_on"),
    "solar_installation": ("charity", "connected_on"),
    "warning": ("warning", "issued_on"),
    "outcome": ("warning", "decided_on"),
    "response": ("warning", "started_on"),
}


def paid_day(payment: Row) -> date:
    """The day of the payment; the first of its month where none is known."""
    return payment["paid_on"] or date.fromisoformat(f"{payment['month']}-01")


def read_rows(engine: Engine) -> dict[str, dict[int, Row]]:
    """All rows, days and instants as such on both databases."""
    with engine.connect() as connection:
        return {
            table: {
                row["id"]: {name: _typed(name, value) for name, value in row.items()}
                for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()
            }
            for table in TABLES
        }


def _typed(name: str, value: Any) -> Any:
    if isinstance(value, str) and name.endswith("_on"):
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if isinstance(value, str) and name == "at" else value
