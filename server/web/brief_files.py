"""Answers `/exports/brief.pdf` and `/exports/brief.docx`: the meeting brief, made by the dashboard."""

from __future__ import annotations

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dashboard.brief.request import reader_language, write_brief
from server.web.base_address import base_address
from server.web.error_pages import error_page
from shared.access.permission_denied import PermissionDenied
from shared.deployment import deployment
from shared.errors import UserError
from shared.interchange.cover_sheet import FileOrigin
from shared.locale import lazy as _l
from shared.web.error_messages import ERROR_MESSAGES, ErrorMessage

TITLE = _l("This cannot be shown")


class BriefFiles:
    """The brief for the actor of the request, of the region and the period that the address names."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, or what is wrong with its address."""
        response = await run_in_threadpool(_respond, Request(scope))
        await response(scope, receive, send)


def _respond(request: Request) -> Response:
    actor, kind, params = request.scope["actor"], request.path_params["kind"], request.query_params
    origin = FileOrigin(actor.name, base_address(request))
    try:
        file = write_brief(deployment().engine, actor, params, kind, origin)
    except UserError as error:
        status, title = HTTPStatus.NOT_FOUND, TITLE
        if isinstance(error, PermissionDenied):
            status, title = HTTPStatus.FORBIDDEN, ERROR_MESSAGES[HTTPStatus.FORBIDDEN].title
        return error_page(status, ErrorMessage(title, str(error)), languages=[reader_language(params, actor)])
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "no-store"}
    return Response(file.content, media_type=file.media_type, headers=headers)
