"""`/exports/…`: figures and record lists as files, for who may read them, streamed, each one in the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from flask import Blueprint, Response, abort, request, send_file, stream_with_context

from admin.display import region_names
from admin.records.declared_views import declared_view_of, declared_views
from admin.records.list_file import ListFile
from admin.records.view_declaration import ViewDeclaration
from admin.request import context, params
from admin.request.actions import ViewAction
from admin.site.figure_list_file import audited_list, figure_list_csv, figure_list_xlsx
from admin.site.figure_list_query import requested_figure_list
from shared.access import open_session
from shared.errors import UserError
from shared.interchange.cover_sheet import FileOrigin
from shared.interchange.figure_files import figure_file, require_kind
from shared.interchange.file_kinds import FILE_KINDS, XLSX
from shared.interchange.layout_files import layout_file, name_layout_file
from shared.interchange.layout_rows import parse_layout
from shared.interchange.many_figures import audit_words, name_file, parse_queries
from shared.interchange.monthly_layouts import layout_of
from shared.interchange.records_csv import count_rows, records_csv
from shared.locale import LANGUAGES_BY_SHORT_CODE, _, current_language, use_language
from shared.models import AuditEvent
from shared.services import history
from shared.settings import settings

blueprint = Blueprint("exports", __name__, url_prefix="/exports")
QUERY_NAMES = ("level", "region", "period", "dimension", "divisions", "sort", "only", "search", "peers")
FORMER_NAMES = {"split": "dimension"}


@blueprint.get("/<key>.<any(csv, xlsx, zip):kind>")
def figures(key: str, kind: str) -> Response:
    """One figure for the regions of a level."""
    return _figure_file([key], kind)


@blueprint.get("/figures.<any(csv, xlsx, zip):kind>")
def many_figures(kind: str) -> Response:
    """Several figures in one file: `key=` for each, or `keys=a,b`; `keys=all` for the whole catalogue."""
    return _figure_file([*request.args.getlist("key"), *request.args.getlist("keys")], kind)


def _figure_file(keys: list[str], kind: str) -> Response:
    language, session = _language(_single_param("lang")), context.session()
    _refuse_former_names()
    requests = parse_queries(session, keys, **{name: _single_param(name) for name in QUERY_NAMES})
    require_kind(session, kind, requests)
    _audit(*audit_words(requests, kind), requests[0].count_regions(session) * len(requests))
    origin = _origin(_single_param("page"))
    return _stream_file(name_file(requests, kind), language, lambda s: figure_file(s, kind, requests, origin))


@blueprint.get("/layouts/<key>.<any(csv, xlsx):kind>")
def monthly_return(key: str, kind: str) -> Response:
    """A monthly return in its official layout."""
    language, session, layout = _language(_single_param("lang")), context.session(), layout_of(key)
    query = parse_layout(session, layout, _single_param("region"), _single_param("period"))
    _audit(key, f"{kind} {query}", query.count_regions(session))
    origin, name = _origin(""), name_layout_file(layout, query, kind)
    return _stream_file(name, language, lambda s: layout_file(s, kind, layout, query, origin))


def _origin(page: str) -> FileOrigin:
    """Who takes a file, and from which page of this server."""
    scheme = "https" if settings().https else request.scheme
    host = f"{scheme}://{request.host}"
    return FileOrigin(context.actor().name, host, page, is_demo=context.deployment().is_demo)


@blueprint.get("/figures/<key>/rows.<any(csv, xlsx):kind>")
def figure_list(key: str, kind: str) -> Response:
    """The list behind a figure, all pages of it."""
    query = audited_list(requested_figure_list(key))
    if kind == "xlsx":
        answer = send_file(figure_list_xlsx(query), mimetype=FILE_KINDS[XLSX].media_type)
    else:
        body = stream_with_context(_in_language(current_language(), figure_list_csv(query)))
        answer = Response(body, mimetype="text/csv")
    name = f"{key}-{query.part}-{query.extract.region}-{query.extract.span}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.get("/records/<resource>.csv")
def records(resource: str) -> Response:
    """All records of a kind that the user may read."""
    region = _single_param("region")
    record = _view_of_resource(resource).model
    if not record.__area__:
        abort(404)
    if region and (record.__mapper__.columns.get("region_code") is None or not region_names.is_known(region)):
        raise UserError(
            _('There is no region "{code}", or these records do not belong to regions. Choose another region.').format(
                code=region
            )
        )
    # counting refuses before anything is sent
    _audit(record.__tablename__, f"all of {region or 'the scope'}", count_rows(context.session(), record, region))
    name = "-".join(filter(None, (resource, region)))
    return _stream_file(f"{name}.csv", current_language(), lambda s: records_csv(s, record, region))


@blueprint.get("/lists/<resource>.<any(csv, xlsx):kind>")
def record_list(resource: str, kind: str) -> Response:
    """A list of records as it is on the screen, all pages of it, in words."""
    return _list_file(_view_of_resource(resource), kind)


@blueprint.get("/lists/audit_event.<any(csv, xlsx):kind>")
def audit_trail(kind: str) -> Response:
    """The same of the audit trail, for who may read it."""
    return _list_file(declared_view_of(AuditEvent), kind)


def _view_of_resource(resource: str) -> ViewDeclaration:
    return next((view for view in declared_views() if view.endpoint == resource), None) or abort(404)


def _list_file(view: ViewDeclaration, kind: str) -> Response:
    if not view.may(ViewAction.LIST) or not view.may_export_list():
        abort(403)
    file, table = ListFile(view), view.model.__tablename__
    xlsx = file.xlsx() if kind == "xlsx" else None
    view.audit_question()
    _audit(table, f"list {params.audit_text()}".strip(), file.rows, file.person_ids())
    if xlsx is None:
        body = stream_with_context(_in_language(current_language(), file.csv_chunks()))
        answer = Response(body, mimetype="text/csv")
    else:
        answer = send_file(xlsx, mimetype=FILE_KINDS[XLSX].media_type)
    name, own_name = file.names(kind)
    answer.headers["Content-Disposition"] = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(own_name)}"
    return answer


def _in_language(code: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces made in a language: whoever sends them speaks any."""
    while True:
        with use_language(code):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk


def _single_param(name: str) -> str:
    """The value of an argument: none of several is silently left out."""
    values = list(dict.fromkeys(filter(None, request.args.getlist(name))))
    if len(values) > 1:
        raise UserError(_('The address of a file may contain only one value of "{name}".').format(name=name))
    return next(iter(values), "")


def _refuse_former_names() -> None:
    """An argument that was renamed is not ignored: its file would hold other rows."""
    for former, name in FORMER_NAMES.items():
        if former in request.args:
            raise UserError(_('"{former}" is now called "{name}".').format(former=former, name=name))


def _language(code: str) -> str:
    """The language asked for, else the user's."""
    if code and code not in LANGUAGES_BY_SHORT_CODE:
        languages = _(", ").join(LANGUAGES_BY_SHORT_CODE)
        raise UserError(_('There is no language "{code}". Choose one of: {known}.').format(code=code, known=languages))
    return LANGUAGES_BY_SHORT_CODE.get(code, current_language())


def _audit(subject: str, extent: str, rows: int, people: Iterable[int] = ()) -> None:
    """Write down who took which file; what cannot be written down is not handed out."""
    history.audit_export(context.deployment().engine, context.actor(), subject, extent, rows, people=people)


def _stream_file(name: str, language: str, lines: object) -> Response:
    """The file, sent while it is read: in a session of its own that ends with it."""
    actor, engine = context.actor(), context.deployment().engine

    def body() -> Iterator[bytes]:
        with open_session(actor, engine) as session:
            yield from _in_language(language, lines(session))  # type: ignore[operator]

    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body(), mimetype=FILE_KINDS[name.rpartition(".")[2]].media_type, headers=headers)
