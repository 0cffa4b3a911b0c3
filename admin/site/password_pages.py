"""/password: one's own password, for everybody. /invitation: the first one, or a new one, with a one-time code."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.request import context
from admin.site.sign_in_pages import preferred_language
from shared.access import own_password
from shared.access.sign_in import load_recent_sessions
from shared.access.throttle import TooManyAttemptsError
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import _, negotiate_language, set_language

blueprint = Blueprint("password", __name__)


@blueprint.before_request
def _apply_language() -> None:
    if context.actor_or_none() is None:
        set_language(preferred_language() or negotiate_language(request.headers.get("Accept-Language", "")))


@blueprint.get("/password")
def show() -> ResponseReturnValue:
    """The form, and where the account was signed in lately: a stranger's browser would stand there."""
    return _render_own_password()


@blueprint.post("/password")
def change() -> ResponseReturnValue:
    """Change it; other browsers are signed out."""
    try:
        own_password.change_password(
            context.deployment().engine,
            context.actor(),
            request.form.get("present", ""),
            _typed_twice(),
            request.remote_addr or "",
        )
    except DatabaseUnavailableError:
        raise
    except UserError as error:
        return _render_own_password(str(error), _status(error))
    flash(_("Your password has been changed; other browsers were signed out."))
    return redirect(url_for("admin.index"), HTTPStatus.SEE_OTHER)


@blueprint.get("/invitation")
def show_invitation() -> ResponseReturnValue:
    """The form for somebody who was given a code."""
    return _render_invitation()


@blueprint.post("/invitation")
def redeem() -> ResponseReturnValue:
    """Set the password; then the user signs in with it."""
    login, code = request.form.get("login", ""), request.form.get("code", "")
    try:
        password = _typed_twice()
        own_password.redeem_code(context.deployment().engine, login, code, password, request.remote_addr or "")
    except DatabaseUnavailableError:
        raise
    except UserError as error:
        return _render_invitation(str(error), _status(error))
    return redirect(url_for("sign_in.show", notice="chosen"), HTTPStatus.SEE_OTHER)


def _typed_twice() -> str:
    password = request.form.get("password", "")
    if password != request.form.get("password_repeat", ""):
        raise UserError(_("The two new passwords differ. Enter the same password twice."))
    return password


def _status(error: UserError) -> int:
    return HTTPStatus.TOO_MANY_REQUESTS if isinstance(error, TooManyAttemptsError) else HTTPStatus.UNPROCESSABLE_ENTITY


def _render_own_password(message: str = "", status: int = HTTPStatus.OK) -> ResponseReturnValue:
    actor = context.actor()
    sessions = load_recent_sessions(context.deployment().engine, actor.account_id)
    page = render_template("own_password.html", message=message, sessions=sessions, forced=actor.must_change_password)
    return page, status


def _render_invitation(message: str = "", status: int = HTTPStatus.OK) -> ResponseReturnValue:
    login, code = request.form.get("login", ""), request.form.get("code", "")
    return render_template("invitation.html", message=message, login=login, code=code), status
