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
MAX_SHEET_ROWS = 1_048_575
"""Rows under the head that a sheet of Excel or WPS shows; further ones it drops."""
FORMULA = tuple("=+-@＝＋－＠﹦﹢﹣﹫\u2212")  # plain, full-width and small forms
CONTROL = ("\t", "\r", "\n")
UNSEEN = (  # blanks, controls and what leaves no mark: Unicode Z*, Cc, Cf, fillers, choices of a shape
    "1-20 7f-a0 ad 34f 600-605 61c 6dd 70f 890-891 8e2 115f-1160 1680 17b4-17b5 180b-180f 2000-200f 2028-202f 205f-206f"
    " 2800 3000 3164 fe00-fe0f feff ffa0 fff9-fffb 110bd 110cd 13430-1343f 1bca0-1bca3 1d173-1d17a e0001 e0020-e007f"
    " e0100-e01ef"
)
BLANKS = "".join(
    chr(code)
    for first, _dash, last in (span.partition("-") for span in UNSEEN.split())
    for code in range(int(first, 16), int(last or first, 16) + 1)
)
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
