"""Signing in and out. Sessions live in the database: one opaque token serves both apps and can be ended at once.

Only a hash of the token is stored. Sign-ins, sign-outs and refusals stand in the audit trail, without password
or token; tries that come too early are turned away before anything is looked at, and noted in bulk.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, and_, or_, select, update
from sqlalchemy.orm import Session

from shared import audit, clock
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import LANGUAGES, _
from shared.models import Account, RoleGrant, SignInSession

from . import passwords, throttle
from .actor import Actor, Grant
from .former_divisions import load_former_divisions
from .roles import Role
from .session import ScopedSession, elevated

COOKIE = "suzhu_session"
"""Name of the cookie that carries the token to both apps."""

IDLE_TIMEOUT = timedelta(minutes=30)
ABSOLUTE_TIMEOUT = timedelta(hours=12)
REASON_SHOWN_FOR = timedelta(days=7)
LAST_SEEN_RESOLUTION, INSTANT = timedelta(minutes=1), timedelta(microseconds=1)
CLOCK_TOLERANCE = timedelta(minutes=1)
"""A session that began or was seen later than now by more than this began under a clock that was set back since."""
SIGNED_OUT, ENDED, PASSWORD, DISABLED, IDLED_OUT, TOO_LONG = "out", "ended", "password", "disabled", "idle", "long"
"""Why a session ended."""

ROLES = {str(role): role for role in Role}

_SIGNED_IN = (
    select(
        SignInSession.id,
        SignInSession.account_id,
        SignInSession.language,
        SignInSession.seen_at,
        Account.login,
        Account.display_name,
        Account.must_change_password,
        RoleGrant.role,
        RoleGrant.region_code,
    )
    .join(Account, Account.id == SignInSession.account_id)
    .outerjoin(
        RoleGrant,
        and_(RoleGrant.account_id == Account.id, RoleGrant.retired_on.is_(None), RoleGrant.role.in_(ROLES)),
    )
    .order_by(RoleGrant.id)
)


class AuthenticationFailedError(UserError):
    """Wrong password, unknown login or disabled account: all look alike, and take as long."""

    def __init__(self) -> None:
        super().__init__(_("The login or the password is wrong, or the account is disabled."))


def sign_in(
    engine: Engine, login: str, password: str, address: str, language: str = "", browser: str | None = None
) -> str:
    """Start a session and return its token, never one that was known before.

    `language` is the one chosen on the page; without one the account's is spoken. Raises SignInRefused, or
    TooManyAttempts when the login or the address has to wait.
    """
    login, address = login.strip().casefold(), address[:45]
    account = throttle.register_attempt(engine, login, address)
    is_right = passwords.verify_password(account.password_hash if account else None, password)
    if account is None or not is_right or not account.may_act(clock.now()):
        raise _refused(engine, account, address)
    with _system_session(engine) as session:
        throttle.reset_failures(session, account.login, address)
        if passwords.needs_rehash(account.password_hash):
            new = passwords.hash_password(password)
            session.execute(update(Account).where(Account.id == account.id).values(password_hash=new))
        return _start(session, account, address, language, browser)


def _start(session: Session, account: Account, address: str, language: str, browser: str | None) -> str:
    token, now = secrets.token_urlsafe(32), clock.now()
    session_language = language if language in LANGUAGES else account.language
    started = SignInSession(
        token_hash=_hash(token),
        account_id=account.id,
        language=session_language,
        started_at=now,
        seen_at=now,
        address=address or None,
        browser=browser,
    )
    session.add(started)
    session.flush()
    _audit(session, "sign_in", account, started.id, address)
    session.commit()
    return token


def _refused(engine: Engine, account: Account | None, address: str) -> AuthenticationFailedError:
    with _system_session(engine) as session:
        _audit(session, "sign_in_refused", account, "", address)
        session.commit()
    return AuthenticationFailedError()


def _audit(session: Session, action: str, account: Account | None, record_id: object, address: str) -> None:
    audit.append(
        session,
        actor=account.login if account else "?",
        action=action,
        record=SignInSession.__tablename__,
        record_id=str(record_id),
        region_code=account.region_code if account else None,
        changes={"address": [None, address]} if address else {},
    )


def actor_from_token(engine: Engine, token: str | None, *, active: bool = True) -> Actor | None:
    """Who is signed in under `token` now; None for nobody. One query; asked at every request and rerun.

    `active` keeps the session from idling out (noted once a minute); a watch that runs by itself passes False.
    """
    if not token:
        return None
    with engine.begin() as connection:  # begin, for a COMMIT: at a ROLLBACK psycopg forgets its prepared statements
        rows = connection.execute(_SIGNED_IN.where(_is_alive(token))).all()
        if not rows:
            return None
        former = load_former_divisions(connection, [row.region_code for row in rows if row.role])
    if active and clock.now() - rows[0].seen_at >= LAST_SEEN_RESOLUTION:
        _note_seen(engine, rows[0].id)
    return _actor(rows, former)


def _is_alive(token: str) -> ColumnElement[bool]:
    return and_(
        SignInSession.token_hash == _hash(token),
        is_within_timeouts(),
        Account.retired_on.is_(None),
        or_(Account.disabled_at.is_(None), Account.disabled_at > clock.now()),
    )


def is_within_timeouts() -> ColumnElement[bool]:
    """A condition: the session was not ended, did not idle out, and is not too old."""
    now = clock.now()
    return and_(
        SignInSession.ended_at.is_(None),
        SignInSession.seen_at.between(now - IDLE_TIMEOUT + INSTANT, now + CLOCK_TOLERANCE),
        SignInSession.started_at.between(now - ABSOLUTE_TIMEOUT + INSTANT, now + CLOCK_TOLERANCE),
    )


def _actor(rows: Sequence[Row[*tuple[Any, ...]]], former: tuple[tuple[str, str], ...]) -> Actor:
    account_row = rows[0]
    grants = tuple(Grant(ROLES[row.role], row.region_code) for row in rows if row.role)
    return Actor(
        account_row.login,
        account_row.display_name,
        grants,
        account_row.account_id,
        account_row.id,
        account_row.language,
        must_change_password=account_row.must_change_password,
        former_divisions=former,
    )


def _note_seen(engine: Engine, session_id: int) -> None:
    try:
        with engine.execution_options(writing=True).begin() as connection:
            connection.execute(update(SignInSession).where(SignInSession.id == session_id).values(seen_at=clock.now()))
    except DatabaseUnavailableError:
        pass  # busy or read-only: reading goes on, the note can wait for the next request


def end_session(engine: Engine, token: str) -> None:
    """Sign out. Nothing happens when nobody is signed in under `token`."""
    with _system_session(engine) as session:
        sign_in_session = session.scalar(
            select(SignInSession).where(SignInSession.token_hash == _hash(token), SignInSession.ended_at.is_(None))
        )
        if sign_in_session is not None:
            sign_in_session.ended_at, sign_in_session.ended_why = clock.now(), SIGNED_OUT
            _audit(session, "sign_out", sign_in_session.account, sign_in_session.id, "")
            session.commit()


def session_end_reason(engine: Engine, token: str | None) -> tuple[str, str]:
    """(why nobody is signed in under `token` any more, the language it spoke); empty for a token nobody knows."""
    if not token:
        return "", ""
    with _read_session(engine) as session:
        sign_in_session = session.scalar(select(SignInSession).where(SignInSession.token_hash == _hash(token)))
        if sign_in_session is None:
            return "", ""
        if not sign_in_session.account.may_act(clock.now()):
            return DISABLED, sign_in_session.language
        if sign_in_session.ended_at is not None:
            return sign_in_session.ended_why or SIGNED_OUT, sign_in_session.language
        is_long = not clock.now() - ABSOLUTE_TIMEOUT < sign_in_session.started_at <= clock.now() + CLOCK_TOLERANCE
        return TOO_LONG if is_long else IDLED_OUT, sign_in_session.language


def load_recent_sessions(engine: Engine, account_id: int, limit: int = 5) -> list[SignInSession]:
    """The newest sessions of an account, for its owner."""
    with _read_session(engine) as session:
        query = select(SignInSession).where(SignInSession.account_id == account_id)
        return list(session.scalars(query.order_by(SignInSession.id.desc()).limit(limit)))


def find_recent_password_change(engine: Engine, account_id: int) -> datetime | None:
    """When the password was changed, if within a week: said to the owner at each sign-in."""
    with _read_session(engine) as session:
        changed_at = session.scalar(select(Account.password_changed_at).where(Account.id == account_id))
    return changed_at if changed_at and clock.now() - changed_at < REASON_SHOWN_FOR else None


def end_sessions_of(session: ScopedSession, account_id: int, reason: str = ENDED) -> None:
    """End all sessions of an account, inside the transaction of `session`."""
    with elevated(session) as system:
        open_sessions = (SignInSession.account_id == account_id, SignInSession.ended_at.is_(None))
        system.execute(update(SignInSession).where(*open_sessions).values(ended_at=clock.now(), ended_why=reason))


def set_session_language(engine: Engine, token: str, language: str) -> None:
    """Speak `language` in this session from now on."""
    with _system_session(engine) as session:
        session.execute(update(SignInSession).where(SignInSession.token_hash == _hash(token)).values(language=language))
        session.commit()


def _system_session(engine: Engine) -> Session:
    """A plain session: nobody is signed in yet, so there is no actor whose scope could apply."""
    return Session(engine.execution_options(writing=True), expire_on_commit=False)


def _read_session(engine: Engine) -> Session:
    return Session(engine, expire_on_commit=False)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()
