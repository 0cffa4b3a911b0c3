"""What belongs to the request at hand: who asks, the language, one session of the records."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from flask import abort, current_app, g, request

from shared.access import SYSTEM, Actor, ScopedSession, open_session
from shared.access.sign_in import COOKIE, actor_from_token
from shared.deployment import Deployment
from shared.locale import negotiate_language, set_language
from shared.models.base import Base
from shared.models.region import prefix_of
from shared.services import history, moved_families

Record = TypeVar("Record", bound=Base)


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


def system_reader() -> ScopedSession:
    """A session that reads everything, for services that decide themselves what the user may see of it."""
    if "system_reader" not in g:
        g.system_reader = open_session(SYSTEM, deployment().engine)
    return cast("ScopedSession", g.system_reader)


def read_all_rows() -> None:
    """From here on this request reads past the scope: its page has decided what is shown, and shows no more."""
    if "session" in g:
        g.pop("session").close()
    g.session = open_session(SYSTEM, deployment().engine)


def find(record_class: type[Record], key: Any) -> Record | None:
    """The record with a key, if the user may read it: one of the own regions, or of a family that moved."""
    return moved_families.find_record(session(), system_reader(), record_class, key)


def close_session(_error: BaseException | None = None) -> None:
    """After a request: what was not committed did not happen."""
    for name in ("session", "system_reader"):
        if name in g:
            g.pop(name).close()


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
