"""CSV as bytes: UTF-8 with BOM, RFC 4180, and nothing a spreadsheet would run as a formula.

Numbers stay numbers, also negative ones: only text is neutralised.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

BOM = b"\xef\xbb\xbf"
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
CHUNK = 64 * 1024


def neutral(value: Any) -> str:
    """The text of one field. Text that would start a formula, also behind blanks, gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, Decimal):
        return format(value.quantize(Decimal("0.000001")).normalize(), "f")
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, int | date):
        return str(value)
    text = str(value)
    return f"'{text}" if text.lstrip(" \u3000\xa0").startswith(FORMULA) or text[:1] in FORMULA else text


def encoded(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The file in pieces: memory stays flat however many rows there are."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    yield BOM + buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    for row in rows:
        writer.writerow([neutral(value) for value in row])
        if buffer.tell() > CHUNK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()
