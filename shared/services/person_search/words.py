"""What each word of a search may stand for: a part of a name or an address, digits of one number or another, a day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from shared.identity_text import to_half_width
from shared.person_names import normalise_name
from shared.search_terms import fold_name, leading_term

MAX_WORDS = 5
_TAIL = re.compile(r"[0-9]{3}[0-9X]", re.ASCII)
_DAY = re.compile(r"((?:18|19|20)[0-9]{2})(?:[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))", re.ASCII)
_MONTH = re.compile(r"((?:18|19|20)[0-9]{2})[-./年]([0-9]{1,2})月?", re.ASCII)
_YEAR = re.compile(r"((?:18|19|20)[0-9]{2})年?", re.ASCII)
_NUMBER = re.compile(r"(?=.*[0-9])(?:[0-9]{6,20}|(?=.*[A-Z])[0-9A-Z][-/0-9A-Z]{2,19})", re.ASCII)
Days = tuple[date, date]


@dataclass(frozen=True)
class SearchWord:
    """One word, and what it may be. What it cannot be is empty.

    `name`: how a term of the name begins, the person's own or that of the head of the household; `address`: a part of
    the address; `number`: how the household number begins; `tail`: the last four characters of the identity number;
    `days`: the first and last day on which the person may be born; `year`: the same of a whole year, which is told
    to everybody and too many share to be searched by it alone.
    """

    name: str = ""
    address: str = ""
    number: str = ""
    tail: str = ""
    days: Days | None = None
    year: Days | None = None

    @property
    def is_of_person(self) -> bool:
        """Whether it can be nothing but what stands in the row of the person: digits of the number, a birth date."""
        return not (self.name or self.address or self.number)


def parse_words(text: str) -> list[SearchWord]:
    """The words of a text in their order, the first few; blanks part them."""
    return [_parse_word(normalise_name(word)) for word in text.split()[:MAX_WORDS]]


def _parse_word(word: str) -> SearchWord:
    plain = to_half_width(word)
    if not any(character.isdigit() for character in plain):
        has_other_letters = any(not character.isascii() for character in word)
        return SearchWord(name=fold_name(word), address=word if has_other_letters and leading_term(word) else "")
    days, year = _parse_days(plain), _parse_year(plain)
    is_text = any(not character.isascii() for character in plain) and not days and not year
    return SearchWord(
        address=word if is_text and leading_term(word) else "",
        number=plain if _NUMBER.fullmatch(plain) else "",
        tail=plain if _TAIL.fullmatch(plain) else "",
        days=days,
        year=year,
    )


def _parse_days(text: str) -> Days | None:
    try:
        if match := _DAY.fullmatch(text):
            year, month, day = (int(part) for part in match.groups() if part)
            return date(year, month, day), date(year, month, day)
        if match := _MONTH.fullmatch(text):
            year, month = map(int, match.groups())
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    except ValueError:  # no such day: then it is another number
        pass
    return None


def _parse_year(text: str) -> Days | None:
    match = _YEAR.fullmatch(text)
    return (date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)) if match else None
