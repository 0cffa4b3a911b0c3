"""What any value must be: given where it is needed, short enough, a possible number, a date that can be true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, String

from shared.access import ScopedSession
from shared.clock import today
from shared.locale import _
from shared.models import DataStatus, Programme
from shared.models.base import Base
from shared.models.choices import choices
from shared.models.labels import label

EARLIEST = date(1900, 1, 1)
LARGEST = 2_000_000_000  # what every database keeps in a plain integer: 20 million yuan in fen
LARGEST_SUM = 10**15  # of columns made for more: 10 trillion yuan
EVENT_DATES = {  # events: entering one before it happened would be a guess
    "born_on",
    "built_on",
    "connected_on",
    "decided_on",
    "delivered_on",
    "died_on",
    "done_on",
    "granted_on",
    "issued_on",
    "paid_on",
    "pledged_on",
    "signed_on",
    "response.started_on",
}
SYSTEM_COLUMNS = {"id", "version", "retired_on", "retired_reason"}  # filled by the program


def check(session: ScopedSession, record: Base) -> Iterator[tuple[str, str]]:  # noqa: ARG001
    """Every column of a record, by its type."""
    for name, column in record.__mapper__.columns.items():
        if name in SYSTEM_COLUMNS:
            continue
        value = getattr(record, name)
        sentence = _needed(record, column) if value is None or value == "" else _possible(record, name, column, value)
        if sentence:
            yield name, sentence.format(label=label(type(record), name))


def _needed(record: Base, column: Column[Any]) -> str:
    """What is needed, and what not: a figure that was looked for and not found has no value, unit or source."""
    has_default = column.default is not None or column.server_default is not None
    is_missing = getattr(record, "status", "") == DataStatus.NOT_FOUND and column.name in {"value", "source"}
    if column.nullable or has_default or is_missing or column.name == "unit" or isinstance(column.type, Boolean):
        return ""
    return _("{label}: fill this in.")


def _possible(record: Base, name: str, column: Column[Any], value: Any) -> str:
    known = choices(type(record), name)
    if known and str(value) not in set(known):
        return _("{label}: choose one of the values offered.")
    if isinstance(column.type, String) and column.type.length and len(value) > column.type.length:
        return _("{label}: at most {n} characters.").replace("{n}", str(column.type.length))
    if isinstance(column.type, Integer) and abs(value) > (most := _most(column)):
        said = f"{most // 100:,}" if name.endswith("_fen") else f"{most:,}"
        return _("{label}: at most {n}.").replace("{n}", said)
    if isinstance(column.type, Date):
        return _possible_day(f"{record.__tablename__}.{name}", name, value)
    return ""


def _most(column: Column[Any]) -> int:
    return LARGEST_SUM if isinstance(column.type, BigInteger) else LARGEST


def _possible_day(place: str, name: str, day: date) -> str:
    if day < EARLIEST:
        return _("{label}: a day before 1900 cannot be right.")
    if day > today() and ({name, place} & EVENT_DATES):
        return _("{label}: this day has not come yet.")
    return ""


def check_programme(session: ScopedSession, programme: Programme) -> Iterator[tuple[str, str]]:  # noqa: ARG001
    """Keys stand in addresses and files: small letters, digits and hyphens only. Somebody is served."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", programme.key):
        yield "key", _("Use small letters, digits and hyphens only.")
    if not programme.tiers:
        yield "tiers", _("Without a tier the programme serves nobody: choose at least one.")
