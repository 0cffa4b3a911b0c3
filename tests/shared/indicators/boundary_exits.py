"""Records around the days on which exits, returns, visits, deaths and pledges begin or cease to count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from shared.clock import Period
from tests.shared.indicators.small_province import COUNTIES, SUBMISSION_DAYS

if TYPE_CHECKING:
    from tests.shared.indicators.boundary_records import RecordBook
    from tests.shared.indicators.small_province import Row

OFFSETS = (-1, 0, 1)


class Warn(Protocol):
    """Adds a warning about somebody."""

    def __call__(self, book: RecordBook, issued: int, due: int, **values: object) -> Row: ...


def exits_and_returns(book: RecordBook, warn: Warn) -> None:
    """Left a year ago, died, moved, came back after a year; visited 90 days ago; flagged 90 days before entering."""
    for days in OFFSETS:
        for reason in ("income", "died", "moved", None):
            book.spell(book.person(), start=-800, end=-365 + days, exit_reason=reason)
            book.spell(book.person(), start=-800, end=days, exit_reason=reason)
        for gap in (0, 1, 364, 365, 366):
            whom = book.person()
            book.spell(whom, start=-900, end=-400 + days, exit_reason="income")
            book.spell(whom, start=-400 + days + gap, tier="marginal")
        for visited, end in ((-90, -100), (-200, -100), (0, 0), (-95, -90)):
            whom = book.person()
            book.spell(whom, start=-800, end=end, exit_reason="income")
            warning = warn(book, -300, -290, person_id=whom["person_id"], region_code=whom["region_code"])
            for day in (visited + days, None):
                done = None if day is None else book.day(day)
                book.add("visit", **warning, planned_on=book.as_of, done_on=done, visitor="x", findings="")
        for issued in (-90, 0):
            whom = book.person()
            book.spell(whom, start=-20)
            warn(book, -20 + issued + days, 5, person_id=whom["person_id"], region_code=whom["region_code"])


def deaths_and_divisions(book: RecordBook) -> None:
    """Benefits 31 days after a death, and in a village that has ended."""
    village = next(row for row in book.rows["region"] if row["level"] == "village")
    for days in OFFSETS:
        for end in (None, days):
            whom = book.person()
            book.rows["person"][-1]["died_on"] = book.day(-31 + days)
            book.spell(whom, end=end, exit_reason="died" if end is not None else None)
        code = f"{village['code'][:9]}8{days + 1}0"
        book.rows["region"].append(village | {"code": code, "name": code, "valid_to": book.day(days)})
        book.spell(book.person() | {"region_code": code})


def closed_months(book: RecordBook) -> None:
    """Each county on another day around the last one; returned, returned and submitted again; one county ended."""
    month = Period.month_of(book.as_of)
    county = next(row for row in book.rows["region"] if row["code"] == COUNTIES[0])
    for n in (0, 1, 2):
        of = month.shifted(n)
        for days in OFFSETS:
            code = f"{COUNTIES[0][:4]}{n + 7}{days + 1}"
            book.rows["region"].append(county | {"code": code, "name": code, "valid_to": of.end + timedelta(days=days)})
        for code, days in zip(COUNTIES, (*OFFSETS, -20), strict=True):
            submit(book, of, code, SUBMISSION_DAYS + days)
    submit(book, month.shifted(2), COUNTIES[3], 9, "returned")
    submit(book, month.shifted(1), COUNTIES[3], 9, "returned")
    submit(book, month.shifted(1), COUNTIES[3], 40)


def submit(book: RecordBook, of: Period, county: str, days: int, kind: str = "submitted") -> None:
    """A step in the close of a month, so many days after it."""
    key, done = len(book.rows["month_step"]) + 1, of.end + timedelta(days=days)
    about = {"id": key, "month": of.key, "region_code": county, "kind": kind, "done_by": "x", "reason": ""}
    at = datetime(2023, 1, 1, 0, key, tzinfo=UTC)
    book.rows["month_step"].append(about | {"done_on": done, "done_at": at, "findings": []})


def payments_and_pledges(book: RecordBook, cycle: int) -> None:
    """Payment lists of two months; pledges on both sides of the as-of day, before a cycle begins, and to one in use."""
    for county in ("320506001", "321302001"):
        for tier, retired in (("dibao", None), ("tekun", None), ("dibao", book.as_of)):
            household = book.person()["household_id"]
            of = {"region_code": county, "household_id": household, "tier": tier, "month": f"{book.as_of:%Y-%m}"}
            book.add("payment", **of, amount_fen=70_000, paid_on=None, retired_on=retired)
    for days in (*OFFSETS, -900):
        for retired in (None, book.as_of):
            units = {"cycle_id": cycle, "units": 4, "value_fen": 9, "donor": "x", "retired_on": retired}
            book.add("pledge", **units, pledged_on=book.day(days))
