"""A brief that somebody asks for: checked, written as a file, and in the audit trail before it is handed out."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from sqlalchemy import Engine

from dashboard.brief.content import build_brief
from dashboard.page_context import build_page_context
from dashboard.page_query import unknown_choice_error
from dashboard.page_url import OVERVIEW
from shared.access import Actor, Permission, open_session
from shared.errors import UserError
from shared.indicators.cube_snapshot import pin_as_of
from shared.interchange.cover_sheet import FileOrigin
from shared.interchange.printed.document import PrintedDocument
from shared.locale import LANGUAGES_BY_SHORT_CODE, _, short_code, use_language
from shared.services import history

PDF, DOCX = "pdf", "docx"
WRITERS = {PDF: ("pdf_file", "write_pdf"), DOCX: ("docx_file", "write_docx")}
MEDIA_TYPES = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class BriefFile(NamedTuple):
    """The file and what it is called."""

    name: str
    media_type: str
    content: bytes


def write_brief(
    engine: Engine, actor: Actor, params: Mapping[str, str], kind: str, origin: FileOrigin, *, audited_as: str = ""
) -> BriefFile:
    """The brief of `region` and `period` in the language `lang` of `params`, else the reader's.

    UserError, in that language, says what would be valid; PermissionDenied for whoever may not take files of the
    region. `audited_as`: who took it, for the trail, where that is not an account.
    """
    with use_language(reader_language(params, actor)), open_session(actor, engine) as session:
        _require_language(params.get("lang", ""))
        if kind not in WRITERS:
            raise unknown_choice_error(kind, list(WRITERS))
        actor.require(Permission.FIGURES_EXPORT)
        counted = pin_as_of(session)
        if counted is None:
            raise UserError(_("The statistics have not been computed yet: run `suzhu statistics build`."))
        chosen = {name: value for name, value in params.items() if name in {"region", "period"} and value}
        context = build_page_context(session, OVERVIEW, counted, chosen)
        region, period = context.region.code, context.period.key
        actor.require(Permission.FIGURES_EXPORT, region)
        document = build_brief(context, origin)
        history.audit_export(
            engine, actor, "brief", f"{region} {period} {kind} {short_code()}", len(document.table.rows), by=audited_as
        )
        name = f"brief-{region}-{period}-{short_code()}.{kind}"
        session.commit()  # nothing was written
        return BriefFile(name, MEDIA_TYPES[kind], _write(document, kind))


def _write(document: PrintedDocument, kind: str) -> bytes:
    """The bytes of the file; what writes it is imported when the first one is asked for."""
    module, name = WRITERS[kind]
    return getattr(import_module(f"shared.interchange.printed.{module}"), name)(document)


def reader_language(params: Mapping[str, str], actor: Actor) -> str:
    """The language `lang` of `params`, else the reader's."""
    return LANGUAGES_BY_SHORT_CODE.get(params.get("lang", ""), actor.language)


def _require_language(code: str) -> None:
    if code and code not in LANGUAGES_BY_SHORT_CODE:
        raise unknown_choice_error(code, list(LANGUAGES_BY_SHORT_CODE))
