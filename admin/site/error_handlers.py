"""Pages for what went wrong: what happened and what to do, in the person's language, never a trace or a statement."""

from __future__ import annotations

import secrets

from flask import Flask, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from admin.request import context, params
from admin.site import access_control
from shared.access.errors import PermissionDenied
from shared.errors import DatabaseUnavailableError, SchemaMismatchError, UserError, stack_summary
from shared.locale import _
from shared.locale import lazy as _l

UNAVAILABLE, RETRY_AFTER = 503, 5
OUTAGES = (DatabaseUnavailableError, SchemaMismatchError)
SENTENCES = {
    400: (_l("This cannot be read"), _l("The address or the form holds something that cannot be read. Go back.")),
    403: (_l("Not yours to open"), _l("Your role does not include this. Ask your administrator if it belongs to you.")),
    404: (
        _l("There is no such page"),
        _l("The record does not exist, or lies outside your regions. Search for it from the list."),
    ),
    405: (_l("This cannot be done here"), _l("Go back and use the buttons of the page.")),
    409: (_l("Somebody was faster"), _l("The record was changed meanwhile. Open it again.")),
    413: (_l("Too much at once"), _l("What was sent is too large. Send less.")),
    500: (
        _l("Something went wrong here"),
        _l("Nothing was saved. Try again; if it happens again, tell your administrator the reference."),
    ),
    503: (
        _l("The records cannot be reached just now"),
        _l("Nothing is lost. Wait a moment and load the page again."),
    ),
}


def register(app: Flask) -> None:
    """Answer every failure with a page."""
    app.register_error_handler(401, _sign_in)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(SecurityError, _wrong_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(PermissionDenied, lambda _problem: page(403))
    app.register_error_handler(UserError, _problem)
    app.register_error_handler(OperationalError, lambda _error: page(UNAVAILABLE))
    app.register_error_handler(Exception, _unexpected)


def page(status: int, sentence: str = "", reference: str = "") -> ResponseReturnValue:
    """The page of a status; `sentence` replaces the usual one. It asks the database nothing."""
    title, usual = SENTENCES.get(status, SENTENCES[400])
    answer = render_template(
        "error.html", title=title, sentence=sentence or usual, reference=reference, kept=kept(), bare=True
    )
    headers = {"Retry-After": str(RETRY_AFTER)} if status == UNAVAILABLE else {}
    return answer, status, headers


def kept() -> list[tuple[str, str]]:
    """What was typed into the form of a record, to be sent again; nothing for other pages. No password."""
    if request.method != "POST" or not _is_form_of_record():
        return []
    return [(k, v) for k, v in request.form.items(multi=True) if k not in {"csrf_token", "password", "show"}]


def _is_form_of_record() -> bool:
    return bool(request.endpoint) and str(request.endpoint).endswith((".create_view", ".edit_view"))


def _sign_in(_error: HTTPException) -> ResponseReturnValue:
    """Off to the sign-in page, and back here afterwards, also to a form; after any other act to the first page."""
    is_page = request.method == "GET" or _is_form_of_record()
    back = params.harmless_address() if is_page else url_for("admin.index")
    return redirect(url_for("sign_in.show", next=back), 303)


def _stale_form(_error: CSRFError) -> ResponseReturnValue:
    """The form of a record is shown again with everything as typed; anything else has to be repeated."""
    if context.signed_in() and _is_form_of_record():
        g.stale = _("You signed in again after this form was opened. Look through it and save once more.")
        try:
            access_control.check_door()
        except HTTPException as error:
            return _http(error)
        return current_app.ensure_sync(current_app.view_functions[str(request.endpoint)])(**(request.view_args or {}))
    return page(400, _("This form is too old or came from elsewhere. Go back, load the page again and repeat."))


def _wrong_host(_error: SecurityError) -> ResponseReturnValue:
    """Plain words: a page of ours holds links, and those would carry the forged name."""
    return _("This server answers to other names only."), 400, {"Content-Type": "text/plain; charset=utf-8"}


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400 and error.response is None:
        return error
    return page(error.code if error.code in SENTENCES else 400)


def _problem(problem: UserError) -> ResponseReturnValue:
    """A sentence somebody wrote for people. An outage of the database is one of them."""
    context.close()
    return page(UNAVAILABLE if isinstance(problem, OUTAGES) else 400, str(problem))


def _unexpected(error: Exception) -> ResponseReturnValue:
    """The reference leads the administrator to the log entry; the page tells nothing else."""
    reference = secrets.token_hex(4)
    current_app.logger.error("reference %s: %s", reference, stack_summary(error))
    return page(500, reference=reference)
