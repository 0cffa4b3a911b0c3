"""Amounts of money and numbers of things, read exactly: never through a binary fraction."""

from __future__ import annotations

import re
from decimal import Decimal

from shared.locale import _

from .parse_error import ParseError
from .plain_text import to_plain_text

FEN_PER_YUAN = 100
TEN_THOUSAND = 10_000
MAX_DIGITS = 15
NUMBER = re.compile(r"(-?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)(?:\.([0-9]+))?( ?万)?")
CURRENCY = re.compile(r"^(-?)[¥￥] ?| ?元$")


def parse_yuan(text: str, *, allow_negative: bool = False) -> int:
    """An amount in yuan, as fen; at most two decimals."""
    number_text = CURRENCY.sub(r"\1", to_plain_text(text))
    value = _number(number_text, FEN_PER_YUAN)
    if value is None:
        raise ParseError(_("Enter an amount in yuan with at most two decimals, such as 1200.50."))
    return _checked(value, allow_negative=allow_negative)


def parse_count(text: str, *, allow_negative: bool = False) -> int:
    """A whole number."""
    value = _number(to_plain_text(text), 1)
    if value is None:
        raise ParseError(_("Enter a whole number, such as 1200."))
    return _checked(value, allow_negative=allow_negative)


def format_yuan(fen: int) -> str:
    """Fen as yuan with thousands set apart, without decimals that say nothing: `1,200.50`, `1,200`."""
    yuan, fen_part = divmod(abs(fen), FEN_PER_YUAN)
    return f"{'-' if fen < 0 else ''}{yuan:,}" + (f".{fen_part:02}" if fen_part else "")


def format_count(value: int) -> str:
    """A whole number with thousands set apart."""
    return f"{value:,}"


def _number(number_text: str, units: int) -> int | None:
    """The number in a text times `units`; None when it is no number, or no whole one then."""
    match = NUMBER.fullmatch(number_text)
    if match is None:
        return None
    minus, whole, decimals, is_ten_thousands = match.groups()
    factor = units * (TEN_THOUSAND if is_ten_thousands else 1)
    if decimals and 10 ** len(decimals) > factor:
        return None
    digits = re.sub("[, ]", "", whole)
    if len(digits.lstrip("0")) > MAX_DIGITS:
        raise ParseError(_("This number is too large: enter at most {n} digits.").format(n=MAX_DIGITS))
    return int(Decimal(f"{minus}{digits}.{decimals or 0}") * factor)


def _checked(value: int, *, allow_negative: bool) -> int:
    if value < 0 and not allow_negative:
        raise ParseError(_("Enter it without a minus: it cannot be below zero."))
    return value
