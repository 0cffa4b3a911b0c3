"""One spelling of names of people and donors: what was typed in several ways is stored and found in one.

Names of several nationalities carry a dot between their parts. 民委发〔2016〕33号 knows one only, U+00B7.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

DOT = "\u00b7"
MAX_NAME_LENGTH = 50  # 民委发〔2016〕33号: 25 Chinese characters, 50 of any other kind
_DOTS = "\u0387\u2022\u2024\u2027\u2218\u2219\u22c5\u25cf\u2e31\u30fb\uff65"
_SHAPES = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF07, 0xFF0D, 0xFF0E)
_PLAIN = {code: chr(code - 0xFEE0) for code in _SHAPES} | dict.fromkeys(map(ord, _DOTS), DOT) | {0x2019: "'"}
_SELECTORS = {*range(0x180B, 0x180E), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}  # they only choose a shape
_HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}{DOT}]) (?=[{_HAN}{DOT}])|(?<={DOT}) | (?={DOT})")
_FULL_STOP = re.compile(rf"(?<=[{_HAN}]) ?\. ?(?=[{_HAN}])")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def normalise_name(text: str) -> str:
    """The one spelling: one kind of dot, plain letters and digits, no invisible characters, single blanks."""
    visible = "".join(_visible(unicodedata.normalize("NFC", text))).translate(_PLAIN)
    one_blank = " ".join(unicodedata.normalize("NFC", visible).split())
    return _BETWEEN_HAN.sub("", _FULL_STOP.sub(DOT, one_blank))


def _visible(text: str) -> Iterable[str]:
    """Characters people see; every kind of blank as a plain one."""
    for character in text:
        kind = unicodedata.category(character)
        if kind in {"Zs", "Zl", "Zp"} or character in "\t\n\r\v\f":
            yield " "
        elif kind not in {"Cf", "Cc"} and ord(character) not in _SELECTORS:
            yield character


def is_name(text: str) -> bool:
    """Whether a folded text can be the name of a person.

    Letters of any writing, with dots, hyphens, apostrophes and blanks inside; no digits and no other signs. A name
    in Chinese characters holds no Latin letters.
    """
    if not text or not (_is_letter(text[0]) and (_is_letter(text[-1]) or text[-1] == ".")):
        return False
    if not all(_is_letter(character) or character in f"{DOT}-'. " for character in text):
        return False
    return not (re.search(rf"[{_HAN}]", text) and _LATIN.search(text))


def has_latin(name: str) -> bool:
    """Whether somebody who reads no Chinese can read something of a name."""
    return _LATIN.search(name) is not None


def _is_letter(character: str) -> bool:
    """Letters and their marks; rare characters may stand in private use or be described by their parts."""
    kind = unicodedata.category(character)
    return kind[0] in "LM" or kind == "Co" or character == "\u3007" or "\u2e80" <= character <= "\u2fff"
