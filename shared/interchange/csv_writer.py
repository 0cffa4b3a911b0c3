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

from shared.unseen_characters import BLANKS

BOM = b"\xef\xbb\xbf"
LINE_END = "\r\n"
MAX_SHEET_ROWS = 1_048_575
"""Rows under the head that a sheet of Excel or WPS shows; further ones it drops."""
FORMULA = tuple("=+-@＝＋－＠﹦﹢﹣﹫\u2212")  # plain, full-width and small forms
CONTROL = ("\t", "\r", "\n")
CHUNK = 64 * 1024


def neutralise_formula(value: Any) -> str:
    """The text of one field. What would start a formula, also behind what nobody sees, gets an apostrophe before it."""
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
    return f"'{text}" if text.lstrip(BLANKS).startswith(FORMULA) or text.startswith(CONTROL) else text


def csv_chunks(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The file in pieces: memory stays flat however many rows there are."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator=LINE_END)
    writer.writerow(header)
    yield BOM + buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    for row in rows:
        writer.writerow([neutralise_formula(value) for value in row])
        if buffer.tell() > CHUNK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()
