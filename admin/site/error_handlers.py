"""Pages for what went wrong: what happened and what to do, in the user's language, never a trace or a statement."""

from __future__ import annotations

from flask import Flask, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from admin.records.form_origin import origin_record
from admin.records.record_urls import record_url
from admin.request import context
from admin.site import access_control
from shared.access.figure_lists_access import FigureListDenied
from shared.access.permission_denied import PermissionDenied
from shared.errors import DatabaseUnavailableError, SchemaMismatchError, UserError, log_unexpected
from shared.locale import _
from shared.services.confirmation.proposing import NotYetConfirmedError
from shared.web.error_messages import ERROR_MESSAGES, RETRY_AFTER_SECONDS
from shared.web.sign_in_redirect import sign_in_url

UNAVAILABLE = 503
OUTAGE_ERRORS = (DatabaseUnavailableError, SchemaMismatchError)


def register(app: Flask) -> None:
    """Answer every failure with a page."""
    app.register_error_handler(401, _redirect_to_sign_in)
    app.register_error_handler(CSRFError, _handle_stale_form)
    app.register_error_handler(SecurityError, _reject_host)
    app.register_error_handler(HTTPException, _handle_http_exception)
    app.register_error_handler(FigureListDenied, lambda error: render_error(403, str(error)))
    app.register_error_handler(PermissionDenied, lambda _handle_user_error: render_error(403))
    app.register_error_handler(NotYetConfirmedError, _handle_not_yet_confirmed)
    app.register_error_handler(UserError, _handle_user_error)
    app.register_error_handler(OperationalError, lambda _error: render_error(UNAVAILABLE))
    app.register_error_handler(Exception, _handle_unexpected)


def render_error(status: int, message: str = "", reference: str = "") -> ResponseReturnValue:
    """The page of a status; `message` replaces the default one. It reads nothing from the database."""
    title, default = ERROR_MESSAGES.get(status, ERROR_MESSAGES[400])
    answer = render_template(
        "error.html",
        title=title,
        message=message or default,
        reference=reference,
        submitted=submitted_fields(),
        bare=True,
    )
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS)} if status == UNAVAILABLE else {}
    return answer, status, headers


def submitted_fields() -> list[tuple[str, str]]:
    """What was typed into the form of a record, to be sent again; nothing for other pages. No password."""
    if request.method != "POST" or not _is_form_of_record():
        return []
    return [(k, v) for k, v in request.form.items(multi=True) if k not in {"csrf_token", "password", "show"}]


def _is_form_of_record() -> bool:
    return bool(request.endpoint) and str(request.endpoint).endswith((".create_view", ".edit_view", ".batch_view"))


def _redirect_to_sign_in(_error: HTTPException) -> ResponseReturnValue:
    query = request.query_string.decode("ascii", "replace")
    return redirect(sign_in_url(request.method, request.path, query), 303)


def _handle_stale_form(_error: CSRFError) -> ResponseReturnValue:
    """The form of a record is shown again with everything as typed; anything else has to be repeated."""
    if context.actor_or_none() and _is_form_of_record():
        g.stale = _("You signed in again after this form was opened. Check it and save again.")
        try:
            access_control.check_permission()
        except HTTPException as error:
            return _handle_http_exception(error)
        return current_app.ensure_sync(current_app.view_functions[str(request.endpoint)])(**(request.view_args or {}))
    return render_error(400, _("This form has expired. Go back, reload the page and submit it again."))


def _reject_host(_error: SecurityError) -> ResponseReturnValue:
    """Plain words: a page of ours holds links, and those would carry the forged name."""
    return (
        _("This server does not accept requests under this host name. Check the web address."),
        400,
        {"Content-Type": "text/plain; charset=utf-8"},
    )


def _handle_http_exception(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400 and error.response is None:
        return error
    return render_error(error.code if error.code in ERROR_MESSAGES else 400)


def _handle_not_yet_confirmed(error: NotYetConfirmedError) -> ResponseReturnValue:
    """Back to the family it was done for, or on to what now waits: nothing has changed."""
    url = url_for("proposed_change.details_view", id=error.key)
    link = Markup('<a href="{}">{}</a>').format(url, _("See what waits"))
    flash(Markup("{} {}").format(_("Sent to the approver: nothing changes until it is confirmed."), link))
    origin = origin_record()
    return redirect(url if origin is None else record_url(origin))


def _handle_user_error(error: UserError) -> ResponseReturnValue:
    """A message written for users. An outage of the database is one of them."""
    context.close_session()
    return render_error(UNAVAILABLE if isinstance(error, OUTAGE_ERRORS) else 400, str(error))


def _handle_unexpected(error: Exception) -> ResponseReturnValue:
    """The reference leads the administrator to the log entry; the page tells nothing else."""
    return render_error(500, reference=log_unexpected(current_app.logger, error))
