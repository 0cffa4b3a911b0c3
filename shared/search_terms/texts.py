"""The terms of names and addresses. A record is found when one of its terms begins with what was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

from .syllables import readings_of

MAX_TERM_LENGTH = 24
"""Characters of a term that are kept; of what is typed, so many decide which terms are looked up."""
MAX_READINGS = 8
"""Readings of one part of a name, at most: a name of many characters with several readings each has hundreds."""
_NOT_LETTERS = re.compile(r"[\s\u00b7\-'’.]+")
_WORD = re.compile(r"[^\s\u00b7\-'’.]+")
_RUN = re.compile(r"[^0-9]+", re.ASCII)


def fold(text: str) -> str:
    """The one form in which terms are kept and looked up: small letters without marks, plain digits, ü as v."""
    decomposed = unicodedata.normalize("NFKD", text.lower()).replace("u\u0308", "v")
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def fold_name(name: str) -> str:
    """`fold`, without what stands between the parts of a name, at the length of a term."""
    return _letters(fold(name))[:MAX_TERM_LENGTH]


@lru_cache(maxsize=20_000)
def name_terms(name: str) -> frozenset[str]:
    """All terms of a name: each part to its end, in characters, in pinyin and in initials."""
    folded = fold(name)
    parts = {_letters(folded[start:])[:MAX_TERM_LENGTH] for start in _part_starts(folded)}
    return frozenset(parts | _pinyin_terms(folded))


def is_named(name: str, term: str) -> bool:
    """Whether a name has a term that begins with one that was typed."""
    return any(found.startswith(term) for found in name_terms(name))


def _pinyin_terms(folded: str) -> set[str]:
    """Pinyin and initials of each part of a name to its end; of the whole also the surname with the other initials.

    A single initial begins its pinyin already.
    """
    readings = [readings_of(character) for character in _letters(folded)]
    terms = set[str]()
    for start in range(len(readings)):
        if all(readings[start:]):
            terms |= _terms_of_part(tuple(readings[start:]))
    return terms | _surname_and_initials(readings)


def _surname_and_initials(readings: list[tuple[str, ...]]) -> set[str]:
    if len(readings) < 3 or not all(readings):
        return set()
    terms = (spelled[0] + "".join(syllable[0] for syllable in spelled[1:]) for spelled in _spellings(readings))
    return {term[:MAX_TERM_LENGTH] for term in terms}


def _spellings(readings: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return list(islice(product(*readings), MAX_READINGS))


@lru_cache(maxsize=50_000)
def _terms_of_part(readings: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    syllables = _spellings(readings)
    initials = {"".join(syllable[0] for syllable in spelled) for spelled in syllables if len(spelled) > 1}
    return frozenset(term[:MAX_TERM_LENGTH] for term in {*map("".join, syllables), *initials})


def leading_term(text: str) -> str:
    """What an address must have as a term, or begin one with, to hold a text; empty for digits alone."""
    runs = (run.strip() for run in _RUN.findall(fold(text)))
    return next((run[:MAX_TERM_LENGTH] for run in runs if run), "")


def address_terms(address: str) -> set[str]:
    """All terms of an address: each part without digits to the end of that part. The digits are compared later."""
    terms = set[str]()
    for run in _RUN.findall(fold(address)):
        text = run.strip()
        terms |= {text[start : start + MAX_TERM_LENGTH] for start in range(len(text)) if not text[start].isspace()}
    return terms


def _part_starts(folded: str) -> Iterator[int]:
    """Where parts of a name begin: at every character, of a name in letters at every word."""
    for word in _WORD.finditer(folded):
        yield word.start()
        yield from (n for n in range(word.start() + 1, word.end()) if not folded[n].isascii())


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text)
