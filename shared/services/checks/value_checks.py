"""What any value must be: given where it is needed, short enough, a possible number, a date that can be true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Column, Date, Integer, String

from shared.access import ScopedSession
from shared.clock import today
from shared.locale import _
from shared.models import DataStatus, Programme
from shared.models.base import Base
from shared.models.columns import ColumnKind, ColumnMeaning, Requirement, meaning_of

EARLIEST = date(1900, 1, 1)
LARGEST = 2_000_000_000  # what every database keeps in a plain integer: 20 million yuan in fen
LARGEST_SUM = 10**15  # of columns made for more: 10 trillion yuan


def check(session: ScopedSession, record: Base) -> Iterator[tuple[str, str]]:  # noqa: ARG001
    """Every column of a record that people fill in, by what it is."""
    for name, column in record.__mapper__.columns.items():
        meaning, value = meaning_of(type(record), name), getattr(record, name)
        if meaning.is_managed:
            continue
        is_missing = value is None or value == ""
        message = _required(record, column, meaning) if is_missing else _possible(column, meaning, value)
        if message:
            yield name, message.format(label=meaning.label)


def _required(record: Base, column: Column[Any], meaning: ColumnMeaning) -> str:
    """What is needed, and what not: a figure that was looked for and not found has no value, unit or source."""
    has_default = column.default is not None or column.server_default is not None
    was_not_found = getattr(record, "status", "") == DataStatus.NOT_FOUND
    is_optional = meaning.requirement is Requirement.OPTIONAL or meaning.kind is ColumnKind.FLAG
    if column.nullable or has_default or is_optional or (meaning.requirement is Requirement.IF_FOUND and was_not_found):
        return ""
    return _("{label}: this field is required.")


def _possible(column: Column[Any], meaning: ColumnMeaning, value: Any) -> str:
    if meaning.choices and str(value) not in set(meaning.choices):
        return _("{label}: choose one of the listed values.")
    if isinstance(column.type, String) and column.type.length and len(value) > column.type.length:
        return _("{label}: at most {n} characters.").replace("{n}", str(column.type.length))
    if isinstance(column.type, Integer) and abs(value) > (limit := _largest_allowed(column)):
        limit_text = f"{limit // 100:,}" if meaning.kind is ColumnKind.AMOUNT else f"{limit:,}"
        return _("{label}: at most {n}.").replace("{n}", limit_text)
    if isinstance(column.type, Date):
        return _possible_day(meaning, value)
    return ""


def _largest_allowed(column: Column[Any]) -> int:
    return LARGEST_SUM if isinstance(column.type, BigInteger) else LARGEST


def _possible_day(meaning: ColumnMeaning, day: date) -> str:
    if day < EARLIEST:
        return _("{label}: enter a date from 1900 on.")
    if day > today() and meaning.kind is ColumnKind.EVENT_DATE:
        return _("{label}: this date is in the future.")
    return ""


def check_programme(session: ScopedSession, programme: Programme) -> Iterator[tuple[str, str]]:  # noqa: ARG001
    """Keys stand in addresses and files: small letters, digits and hyphens only. Somebody is served."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", programme.key):
        yield "key", _("Use small letters, digits and hyphens only.")
    if not programme.tiers:
        yield "tiers", _("Without a tier no one is eligible: choose at least one.")
