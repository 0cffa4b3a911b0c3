"""`/exports/…`: figures and record lists as files, for who may read them, streamed, each one in the audit trail."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, abort, request

from shared.access import open_session
from shared.interchange.figures_csv import figures_csv
from shared.interchange.figures_request import asked
from shared.interchange.records_csv import how_many, records_csv
from shared.locale import CHINESE, ENGLISH, _, language, speaking
from shared.models import Base
from shared.problems import Problem
from shared.services import history

from . import current

blueprint = Blueprint("exports", __name__, url_prefix="/exports")
LANGUAGES = {"zh": CHINESE, "en": ENGLISH}
WORDS = ("level", "region", "period", "split")


@blueprint.get("/<key>.csv")
def figures(key: str) -> Response:
    """One figure for the regions of a level."""
    spoken = _language(request.args.get("lang", ""))
    words = {name: request.args.get(name, "") for name in WORDS}
    wanted = asked(current.session(), key, **words)
    _note(key, str(wanted), wanted.how_many(current.session()))
    return _file(wanted.file_name, spoken, lambda s: figures_csv(s, wanted))


@blueprint.get("/records/<noun>.csv")
def records(noun: str) -> Response:
    """All records of a kind that the person may read."""
    record = next((m.class_ for m in Base.registry.mappers if m.class_.__tablename__ == noun), None)
    if record is None or not record.__area__ or not any(view.record is record for view in current.views()):
        abort(404)
    _note(noun, "all of the scope", how_many(current.session(), record))  # refuses before anything is sent
    return _file(f"{noun}.csv", language(), lambda s: records_csv(s, record))


def _language(code: str) -> str:
    """The language asked for, else the person's."""
    if code and code not in LANGUAGES:
        sentence = _('There is no language "{code}". Choose one of: {known}.')
        raise Problem(sentence.format(code=code, known=", ".join(LANGUAGES)))
    return LANGUAGES.get(code, language())


def _note(what: str, how: str, rows: int) -> None:
    """Write down who took which file; what cannot be written down is not handed out."""
    history.note_export(current.opened().engine, current.actor(), what, how, rows)


def _file(name: str, spoken: str, lines: object) -> Response:
    """The file, sent while it is read: in a session of its own that ends with it."""
    actor, engine = current.actor(), current.opened().engine

    def body() -> Iterator[bytes]:
        with open_session(actor, engine) as session:
            pieces = lines(session)  # type: ignore[operator]
            while True:
                with speaking(spoken):
                    piece = next(pieces, None)
                if piece is None:
                    return
                yield piece

    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body(), mimetype="text/csv", headers=headers)
