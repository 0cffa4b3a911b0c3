"""Cells of an XLSX file whose formula has no result: the reader of workbooks gives them as empty."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree as ET
from zipfile import ZipFile

ERROR_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]{0,60}\bt="e"')
LONGEST_MATCH, PIECE = 100, 1 << 20
NAME, RELATION = "name", "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def find_error_cells(path: Path, sheet_name: str) -> dict[int, set[int]]:
    """By row the columns, both from 0, of the cells of a sheet that show an error; none where it is not found."""
    found: dict[int, set[int]] = defaultdict(set)
    with ZipFile(path) as archive:
        part = _part_of(archive, sheet_name)
        for letters, row in _error_cells(archive, part) if part in archive.namelist() else ():
            found[int(row) - 1].add(_column(letters))
    return found


def _part_of(archive: ZipFile, sheet_name: str) -> str:
    """The part of the archive that holds a sheet."""
    try:
        sheets = ET.fromstring(archive.read("xl/workbook.xml")).iter()  # noqa: S314 - expat refuses bombs
        relation = next(one.get(RELATION) for one in sheets if one.get(NAME) == sheet_name and one.get(RELATION))
        relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - likewise
        target = next(one.get("Target", "") for one in relations.iter() if one.get("Id") == relation)
    except (KeyError, StopIteration, ET.ParseError):
        return ""
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


def _error_cells(archive: ZipFile, part: str) -> Iterator[tuple[bytes, bytes]]:
    with archive.open(part) as file:
        text = b""
        while piece := file.read(PIECE):
            text = text[-LONGEST_MATCH:] + piece
            yield from ERROR_CELL.findall(text)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
