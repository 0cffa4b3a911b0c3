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
LINE_END = "\r\n"
FORMULA = tuple("=+-@＝＋－＠﹦﹢﹣﹫")  # plain, full-width and small forms
CONTROL = ("\t", "\r", "\n")
BLANKS = " \t\r\n\v\f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d"
BLANKS += "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
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
    return f"'{text}" if text.lstrip(BLANKS).startswith(FORMULA) or text.startswith(CONTROL) else text


def encoded(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The file in pieces: memory stays flat however many rows there are."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator=LINE_END)
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
