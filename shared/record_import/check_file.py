"""A file of a kind, checked to its end: what each row would do, and nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shared.access import ScopedSession
from shared.access.permissions import Action, permission_for
from shared.identity import Sealer
from shared.locale import _
from shared.services.region_directory import load_region_directory
from shared.spreadsheets import read_table

from .dry_run import CheckedRow, Mode, check_rows
from .file_rows import read_rows
from .import_kind import ImportKind
from .matching import known_headings, match_columns


@dataclass(frozen=True)
class CheckedFile:
    """The rows of a file with what would become of them, and sentences about how the file was read."""

    rows: Sequence[CheckedRow]
    notes: Sequence[str]


def check_file(session: ScopedSession, sealer: Sealer, kind: ImportKind, path: Path, mode: Mode) -> CheckedFile:
    """Read and check a file with the rights of the actor. UserError where it cannot be read or a column is missing."""
    permission = permission_for(kind.record_class.__area__, Action.EDIT)
    session.actor.require(permission)
    table = read_table(path, known_headings(kind))
    match = match_columns(kind, table.headings)
    directory = load_region_directory(session, permission)
    rows = read_rows(session, sealer, kind, match, table.rows, directory)
    notes = list(table.notes)
    if match.unknown:
        notes.append(_("Columns that are not read: {names}.").format(names=_(", ").join(match.unknown)))
    return CheckedFile(check_rows(session, kind, rows, mode), notes)
