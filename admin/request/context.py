"""What belongs to the request at hand: who asks, the language, one session of the records."""

from __future__ import annotations

from typing import Any, cast

from flask import abort, current_app, g, request

from shared.access import Actor, ScopedSession, open_session
from shared.access.sign_in import COOKIE, actor_from_token
from shared.deployment import Deployment
from shared.locale import negotiate_language, set_language
from shared.models.region import prefix_of
from shared.services import history


def deployment() -> Deployment:
    """The deployment the application was created for."""
    return cast("Deployment", current_app.extensions["suzhu"])


def load_actor() -> None:
    """Before a request: find who is signed in, and set the user's language, else the browser's."""
    g.actor = None
    if request.endpoint == "static":
        return  # the same for everybody, also while the database is away
    set_language(negotiate_language(request.headers.get("Accept-Language", "")))
    g.actor = actor_from_token(deployment().engine, request.cookies.get(COOKIE))
    if g.actor is not None:
        set_language(g.actor.language)


def actor_or_none() -> Actor | None:
    """Who is signed in; None for nobody, or while that cannot be found out."""
    return g.get("actor")


def actor() -> Actor:
    """Who is signed in; nobody else comes further."""
    return actor_or_none() or abort(401)


def session() -> ScopedSession:
    """The one session of this request. A POST takes the write lock first, so that no update is lost."""
    if "session" not in g:
        g.session = open_session(actor(), deployment().engine, writing=request.method == "POST")
    return cast("ScopedSession", g.session)


def close_session(_error: BaseException | None = None) -> None:
    """After a request: what was not committed did not happen."""
    if "session" in g:
        g.pop("session").close()


def default_region() -> str | None:
    """The widest region in which the signed-in user holds a role."""
    codes = [grant.region_code for grant in actor().grants]
    return min(codes, key=lambda code: (len(prefix_of(code)), code), default=None)


def use_read_only_session() -> None:
    """This POST changes nothing: it only keeps what was typed out of addresses and logs. No write lock."""
    g.session = open_session(actor(), deployment().engine)


def audit_read(record: str, **how: Any) -> None:
    """Write down that personal data are read; what cannot be written down is not shown."""
    history.audit_read(deployment().engine, actor(), record, **how)
