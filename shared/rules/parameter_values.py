"""What the text of a legal parameter means: the value that figures and checks count with."""

from __future__ import annotations

import re
from decimal import Decimal

from shared.models.legal_parameter import ParameterKind

Value = Decimal | int | tuple[str, ...] | str
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
WHOLE_NUMBER = re.compile(r"[0-9]{1,5}", re.ASCII)
SEPARATOR = re.compile(r"[;；]")


def parse_value(kind: str, text: str) -> Value | None:
    """The typed value: Decimal for a number or a ratio, int for days, the parts of a list, else the text itself.

    None for a value that nobody found. ValueError when the text is no such value.
    """
    text = text.strip()
    if not text:
        return None
    if kind in (ParameterKind.NUMBER, ParameterKind.RATIO):
        return Decimal(_matched(NUMBER, text))
    if kind == ParameterKind.DAYS:
        return int(_matched(WHOLE_NUMBER, text))
    if kind == ParameterKind.LIST:
        return _parts(text)
    return text


def _matched(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(text)
    return text


def _parts(text: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in SEPARATOR.split(text))
    if not all(parts):
        raise ValueError(text)
    return parts
