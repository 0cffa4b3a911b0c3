"""Telephone numbers of families, in the one form in which they are kept: 13812345678, 0512-57301234-12."""

from __future__ import annotations

import re

from shared.locale import _

from .parse_error import ParseError
from .plain_text import to_plain_text

COUNTRY = re.compile(r"(?:\+|00)86[- ]?|86[- ]?(?=1)")
MOBILE = re.compile(r"(1[3-9][0-9])([- ]?)([0-9]{4})\2([0-9]{4})")
AREA = "010|02[0-9]|0[3-9][0-9]{2}"
LANDLINE = re.compile(rf"(?:({AREA})[- ]?|\(({AREA})\) ?)([2-8][0-9]{{6,7}})(?: ?(?:-|转) ?([0-9]{{1,5}}))?")
SHORT_AREA, LONG_NUMBER = 3, 8  # where the area code has three digits, numbers have eight


def parse_telephone(text: str) -> str:
    """The number that a text says: a mobile number, or one of a landline with its area code, perhaps an extension."""
    plain = to_plain_text(text)
    country = COUNTRY.match(plain)
    number = plain[country.end() :] if country else plain
    if country and number[:1] not in {"0", "1"}:
        number = f"0{number}"  # behind the country the area code is written without its 0
    if found := MOBILE.fullmatch(number):
        return f"{found[1]}{found[3]}{found[4]}"
    return _parse_landline(number)


def _parse_landline(number: str) -> str:
    found = LANDLINE.fullmatch(number)
    area = (found[1] or found[2]) if found else ""
    if not found or (len(area) == SHORT_AREA and len(found[3]) != LONG_NUMBER):
        raise ParseError(_("Write one mobile number of 11 digits, or area code and number, like 0512-57301234."))
    return "-".join(part for part in (area, found[3], found[4]) if part)


def is_telephone(number: str) -> bool:
    """Whether a number stands in the form in which numbers are kept."""
    try:
        return parse_telephone(number) == number
    except ParseError:
        return False
