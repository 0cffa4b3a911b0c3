"""Workbooks as offices send them, good and bad, made by a real writer or put together part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

HEADINGS = ("姓名", "证件号码")
NUMBER = "320999199001010011"  # of a region that was never assigned, with a wrong check digit
KNOWN = {"姓名", "证件号码", "日期"}


def workbook(path: Path, fill: Callable[[Workbook, Worksheet], object], **options: Any) -> Path:
    """A workbook whose first sheet `fill` writes."""
    with Workbook(path, options) as made:
        fill(made, made.add_worksheet("花名册"))
    return path


def table(*rows: Sequence[Any], above: Sequence[str] = ()) -> Callable[[Workbook, Worksheet], None]:
    """Headings and rows, with lines of text above them."""

    def fill(_workbook: Workbook, sheet: Worksheet) -> None:
        for number, line in enumerate(above):
            sheet.write_string(number, 0, line)
        for number, row in enumerate((HEADINGS, *rows), start=len(above)):
            sheet.write_row(number, 0, row)

    return fill


def archive(path: Path, parts: Mapping[str, bytes]) -> Path:
    """A zip with these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def replaced(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The workbook with bytes of one part replaced."""
    with zipfile.ZipFile(path) as read:
        parts = {name: read.read(name) for name in read.namelist()}
    assert old in parts[part]
    return archive(path, parts | {part: parts[part].replace(old, new)})
