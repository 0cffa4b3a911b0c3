"""The way in and out: /sign-in, /sign-out, /language. Used by both apps; works without JavaScript.

Signing out and changing the language are also requested from the dashboard, whose pages carry no token of a form:
there the browser's own word about where a form comes from does. A GET shows a page with a button and writes nothing.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import (
    Blueprint,
    current_app,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from admin.display.formatting import format_datetime
from admin.request import context
from admin.site.browser_names import describe_browser
from shared.access import Actor, Permission, sign_in
from shared.access.sign_in import COOKIE, AuthenticationFailedError
from shared.access.throttle import TooManyAttemptsError
from shared.locale import LANGUAGES, _, current_language, negotiate_language, set_language
from shared.locale import lazy as _l
from shared.settings import settings

LANGUAGE_COOKIE = "suzhu_language"
A_YEAR = 365 * 24 * 3600
AFTER_INVITATION = "chosen"
SIGN_OUT_REASONS = {
    AFTER_INVITATION: _l("Your password has been set. Sign in with it."),
    sign_in.ENDED: _l("An administrator ended your session. Sign in again."),
    sign_in.PASSWORD: _l("Your password was changed, which ended your session. Sign in with the new one."),
    sign_in.DISABLED: _l("Your account is disabled. Ask your administrator."),
    sign_in.IDLED_OUT: _l("You were signed out after 30 minutes of inactivity. Unsaved entries were not kept."),
    sign_in.TOO_LONG: _l("A session ends after 12 hours. Sign in again."),
}
blueprint = Blueprint("sign_in", __name__)


@blueprint.before_request
def _apply_language() -> None:
    """Nobody is signed in yet: what was chosen on this browser before, else what the browser asks for."""
    if context.actor_or_none() is None:
        set_language(preferred_language() or negotiate_language(request.headers.get("Accept-Language", "")))


@blueprint.get("/sign-in")
def show() -> ResponseReturnValue:
    """The form; who is signed in already goes on."""
    actor = context.actor_or_none()
    return redirect(_landing_page(actor), HTTPStatus.SEE_OTHER) if actor else _render_form()


@blueprint.post("/sign-in")
def submit_sign_in() -> ResponseReturnValue:
    """Check login and password; a new session each time, the old one of this browser ends."""
    login, password = request.form.get("login", ""), request.form.get("password", "")
    engine = context.deployment().engine
    try:
        browser = describe_browser(request.headers.get("User-Agent", ""))
        token = sign_in.sign_in(engine, login, password, request.remote_addr or "", _cookie_language(), browser)
    except TooManyAttemptsError as error:
        return _render_form(str(error), HTTPStatus.TOO_MANY_REQUESTS)
    except AuthenticationFailedError as error:
        return _render_form(str(error), HTTPStatus.UNAUTHORIZED)
    if old := request.cookies.get(COOKIE):
        sign_in.end_session(engine, old)
    session.clear()  # a new token for forms too
    actor = sign_in.actor_from_token(engine, token)
    if actor and (changed := sign_in.find_recent_password_change(engine, actor.account_id)):
        set_language(actor.language)
        message = _("Your password was changed at {time}. If this was not you, tell your security administrator.")
        flash(message.format(time=format_datetime(changed)))
    answer = redirect(_landing_page(actor), HTTPStatus.SEE_OTHER)
    answer.set_cookie(COOKIE, token, path="/", httponly=True, samesite="Lax", secure=settings().https)
    return answer


@blueprint.get("/admin/session")
def keep_session() -> ResponseReturnValue:
    """Who is signed in, with a token for the forms of a page that was opened before; asking keeps the session."""
    return jsonify(login=context.actor().login, token=generate_csrf())


@blueprint.get("/sign-out")
def confirm_sign_out() -> ResponseReturnValue:
    """A page with a button."""
    return render_template("sign_out.html")


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session and forget its cookie."""
    if token := request.cookies.get(COOKIE):
        sign_in.end_session(context.deployment().engine, token)
    session.clear()
    answer = redirect(url_for("sign_in.show"), HTTPStatus.SEE_OTHER)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="Lax", secure=settings().https)
    return answer


@blueprint.get("/language")
def confirm_language() -> ResponseReturnValue:
    """A page with a button for each language."""
    return render_template("language.html", back=_same_site_path(request.args.get("next", "")) or "/")


@blueprint.post("/language")
def choose_language() -> ResponseReturnValue:
    """Speak another language in this session, and on this browser from now on."""
    language = request.values.get("to", "")
    answer: Response = redirect(_same_site_path(request.values.get("next", "")) or "/", HTTPStatus.SEE_OTHER)
    if language in LANGUAGES:
        if token := request.cookies.get(COOKIE):
            sign_in.set_session_language(context.deployment().engine, token, language)
        answer.set_cookie(
            LANGUAGE_COOKIE, language, A_YEAR, path="/", httponly=True, samesite="Lax", secure=settings().https
        )
    return answer


@blueprint.record_once
def _check_origin_instead(state: BlueprintSetupState) -> None:
    for view in (sign_out, choose_language):
        state.app.extensions["csrf"].exempt(view)


@blueprint.before_request
def _require_own_page() -> None:
    """The two forms without a token must come from a page of ours, by their Origin; else the token is required."""
    is_bare = request.method == "POST" and request.endpoint in {"sign_in.sign_out", "sign_in.choose_language"}
    if is_bare and request.headers.get("Origin", "").partition("://")[2] != request.host:
        current_app.extensions["csrf"].protect()


def _render_form(message: str = "", status: int = HTTPStatus.OK) -> ResponseReturnValue:
    notice = "" if message else str(SIGN_OUT_REASONS.get(_session_end_reason(), ""))
    entered = {"login": request.form.get("login", ""), "next": request.values.get("next", "")}
    return make_response(
        render_template("sign_in.html", message=message, notice=notice, other=_other_language(), **entered), status
    )


def _other_language() -> str:
    return next(code for code in LANGUAGES if code != current_language())


def _session_end_reason() -> str:
    """Why this browser is not signed in any more; it still shows the token of its ended session."""
    if request.method == "GET" and request.args.get("notice") == AFTER_INVITATION:
        return AFTER_INVITATION
    return sign_in.session_end_reason(context.deployment().engine, request.cookies.get(COOKIE))[0]


def preferred_language() -> str:
    """The language chosen on this browser, else the one its ended session spoke; empty when there is neither."""
    return _cookie_language() or sign_in.session_end_reason(context.deployment().engine, request.cookies.get(COOKIE))[1]


def _cookie_language() -> str:
    language = request.cookies.get(LANGUAGE_COOKIE, "")
    return language if language in LANGUAGES else ""


def _landing_page(actor: Actor | None) -> str:
    """Where somebody wanted to go; else to the figures, or to the admin for those who keep records or accounts."""
    target = _same_site_path(request.values.get("next", ""))
    if target not in {"", "/"}:
        return target
    looks_only = (
        actor is not None
        and actor.has_permission(Permission.FIGURES_READ)
        and not actor.has_permission(Permission.REGISTRY_READ)
    )
    return "/" if looks_only else "/admin/"


def _same_site_path(address: str) -> str:
    """The address when it is a path of this site, else nothing: browsers read two slashes as another host."""
    leaves = address.startswith("//") or "\\" in address or not address.isprintable()
    return address if address.startswith("/") and not leaves else ""
