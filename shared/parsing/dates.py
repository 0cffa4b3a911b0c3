"""Days and months as people write them: year first, always."""

from __future__ import annotations

import re
from datetime import date

from shared.locale import _

from .parse_error import ParseError
from .plain_text import to_plain_text

YEAR, PART = "([0-9]{4})", "([0-9]{1,2})"
DATE_FORMS = tuple(
    map(
        re.compile,
        (
            f"{YEAR}-{PART}-{PART}",
            f"{YEAR}/{PART}/{PART}",
            rf"{YEAR}\.{PART}\.{PART}",
            f"{YEAR}([0-9]{{2}})([0-9]{{2}})",
            f"{YEAR}年{PART}月{PART}[日号]",
        ),
    )
)
MONTH_FORMS = tuple(
    map(
        re.compile,
        (f"{YEAR}-{PART}", f"{YEAR}/{PART}", rf"{YEAR}\.{PART}", f"{YEAR}([0-9]{{2}})", f"{YEAR}年{PART}月份?"),
    )
)
YEARS = range(1900, 2100)
"""Whoever lives was born in one of them, and nothing is planned for later ones: another year is mistyped."""
MIDNIGHT = re.compile(r"[T ]00:00(:00)?")  # what spreadsheets and databases write after a day
BLANKS_INSIDE = re.compile(r" ?([-/.年月日号]) ?")


def parse_date(text: str) -> date:
    """The day that a text says."""
    date_text = to_plain_text(text)
    if midnight := MIDNIGHT.search(date_text):
        date_text = date_text[: midnight.start()] if midnight.end() == len(date_text) else date_text
    try:
        day = date(*_parts(date_text, DATE_FORMS))
    except ValueError as error:
        raise ParseError(_("Enter the date as year, month and day, such as 2023-12-31.")) from error
    if day.year not in YEARS:
        raise ParseError(_("Enter a date from {first} to {last}.").format(first=YEARS[0], last=YEARS[-1]))
    return day


def parse_month(text: str) -> str:
    """The month that a text says, as it is kept: `2023-12`."""
    try:
        year, month = _parts(to_plain_text(text), MONTH_FORMS)
        return f"{date(year, month, 1):%Y-%m}" if 1000 <= year < 3000 else _no_year()
    except ValueError as error:
        raise ParseError(_("Enter the month as year and month, such as 2023-12.")) from error


def format_date(value: date) -> str:
    """`2023-12-31`."""
    return value.isoformat()


def format_month(value: str) -> str:
    """`2023-12`."""
    return value


def _parts(date_text: str, forms: tuple[re.Pattern[str], ...]) -> tuple[int, ...]:
    """The numbers of a text in one of the forms; ValueError when it is in none."""
    compact = BLANKS_INSIDE.sub(r"\1", date_text)
    for form in forms:
        if match := form.fullmatch(compact):
            return tuple(map(int, match.groups()))
    raise ValueError(compact)


def _no_year() -> str:
    raise ValueError
