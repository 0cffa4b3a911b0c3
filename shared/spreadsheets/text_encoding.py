"""Which encoding a text file is in: looked at to its end, since most short Chinese names are valid in two of them."""

from __future__ import annotations

import codecs
from pathlib import Path

from shared.locale import _

from .spreadsheet_error import SpreadsheetError

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
WITHOUT_MARK = ("utf-8", "gb18030")
"""Tried in this order: hardly a text in GB18030 is valid UTF-8, and any UTF-8 may be valid GB18030."""
NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "gb18030": "GB18030"}
CHUNK = 1 << 20


def find_encoding(path: Path) -> str:
    """The name of the codec that reads the whole file. SpreadsheetError when none does, or it is no text."""
    with path.open("rb") as file:
        start = file.read(4)
    for mark, name in MARKS:
        if start.startswith(mark):
            if _is_readable(path, name):
                return name
            raise SpreadsheetError(_unreadable_message())
    for name in WITHOUT_MARK:
        if _is_readable(path, name):
            return name
    raise SpreadsheetError(_unreadable_message())


def _is_readable(path: Path, name: str) -> bool:
    """Whether the file is text in this encoding, to its last byte: no text holds the character zero."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                if "\0" in decoder.decode(piece):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _unreadable_message() -> str:
    return _("The file is no text in UTF-8, UTF-16 or GB18030. Save it as CSV (UTF-8) or as XLSX.")
