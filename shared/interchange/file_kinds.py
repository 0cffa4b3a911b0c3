"""The kinds of files that figures leave as: what people call each, and its media type."""

from __future__ import annotations

from dataclasses import dataclass

from babel.support import LazyProxy

from shared.locale import lazy as _l

CSV, XLSX, ZIP = "csv", "xlsx", "zip"


@dataclass(frozen=True)
class FileKind:
    """`label` stands before links to such files."""

    label: LazyProxy | str
    media_type: str


FILE_KINDS = {
    CSV: FileKind("CSV", "text/csv"),
    XLSX: FileKind("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ZIP: FileKind(_l("Data package (zip)"), "application/zip"),
}
"""By the ending of their names, in the order of links."""
