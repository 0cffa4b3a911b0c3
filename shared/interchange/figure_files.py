"""Files of figures: what writes each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from shared.access import ScopedSession
from shared.errors import UserError, suggest
from shared.locale import _

from .cover_sheet import FileOrigin
from .data_package import data_package
from .extract_query import ExtractQuery
from .figures_csv import figures_csv
from .figures_xlsx import figures_xlsx, require_sheet_size
from .file_kinds import FILE_KINDS, XLSX, ZIP

CHUNK = 64 * 1024


def require_kind(session: ScopedSession, kind: str, requests: Sequence[ExtractQuery]) -> None:
    """UserError when there is no such kind of file, or the figures are too many for it: before the first byte."""
    if kind not in FILE_KINDS:
        template = _('There is no kind of file "{kind}". Choose one of: {kinds}.')
        raise UserError(template.format(kind=kind, kinds=suggest(kind, list(FILE_KINDS))))
    if kind == XLSX:
        require_sheet_size(session, requests)


def figure_file(
    session: ScopedSession, kind: str, requests: Sequence[ExtractQuery], origin: FileOrigin
) -> Iterator[bytes]:
    """A file of a kind, in pieces."""
    if kind == XLSX:
        yield from file_chunks(figures_xlsx(session, requests, origin))
    elif kind == ZIP:
        yield from file_chunks(data_package(session, requests))
    else:
        yield from figures_csv(session, *requests)


def file_chunks(file: IO[bytes]) -> Iterator[bytes]:
    """An open file in pieces; closed at its end."""
    with file:
        while chunk := file.read(CHUNK):
            yield chunk
