"""Slowing down who guesses passwords: after some failures each further try has to wait longer.

Failures count for a login from one address, for an address whatever the login, and, more patiently, for a login
from anywhere; that last wait does not hold up an address from which the account has signed in before, so that
guesses from elsewhere do not lock the owner out.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from math import ceil

from sqlalchemy import ColumnElement, Engine, delete, exists, func, select, update
from sqlalchemy.orm import Session

from shared import audit, clock
from shared.errors import UserError
from shared.locale import _
from shared.models import Account, SignInAttempt, SignInSession

WINDOW = timedelta(minutes=15)
FIRST_WAIT = timedelta(seconds=30)
ATTEMPT_LIFETIME, ADDRESS_KNOWN_FOR = timedelta(days=1), timedelta(days=30)
FREE_ATTEMPTS_PER_PAIR, FREE_ATTEMPTS_PER_ADDRESS, FREE_ATTEMPTS_PER_LOGIN = 5, 20, 30  # an office shares one address


class TooManyAttemptsError(UserError):
    """The login or the address has to wait before the next try."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(
            _("Too many failed attempts. Try again in {n} min.").format(n=ceil(wait / timedelta(minutes=1)))
        )


def throttle_key(login: str, *, known: bool) -> str:
    """Under what failures are counted. An unknown login may be a mistyped password: only its hash is kept."""
    return login if known else f"?{hashlib.sha256(login.encode(errors='replace')).hexdigest()[:32]}"


def register_attempt(engine: Engine, login: str, address: str) -> Account | None:
    """The account of a login, after counting a try at it. TooManyAttempts when it comes too early.

    The try is counted before anything is looked at, so that many at once cannot slip through.
    """
    with Session(engine.execution_options(writing=True), expire_on_commit=False) as session:
        account = session.scalar(select(Account).where(Account.login == login)) if login.isprintable() else None
        key = throttle_key(login, known=account is not None)
        session.execute(delete(SignInAttempt).where(SignInAttempt.at < clock.now() - ATTEMPT_LIFETIME))
        wait = _longest_wait(session, key, address, account)
        if wait > timedelta():
            _audit_throttled(session, key, address, account)
            session.commit()
            raise TooManyAttemptsError(wait)
        session.add(SignInAttempt(login=key, address=address, at=clock.now()))
        session.commit()
        return account


def reset_failures(session: Session, login: str, address: str) -> None:
    """Forget the failures of a login from where it has now signed in. Those of others stay."""
    own_attempts = (SignInAttempt.login == login, SignInAttempt.address == address)
    session.execute(delete(SignInAttempt).where(*own_attempts))


def _longest_wait(session: Session, key: str, address: str, account: Account | None) -> timedelta:
    of_login, of_address = SignInAttempt.login == key, SignInAttempt.address == address
    waits = [
        _wait(session, FREE_ATTEMPTS_PER_PAIR, of_login, of_address),
        _wait(session, FREE_ATTEMPTS_PER_ADDRESS, of_address),
    ]
    if account is None or not _is_known(session, account, address):
        waits.append(_wait(session, FREE_ATTEMPTS_PER_LOGIN, of_login))
    return max(waits)


def _is_known(session: Session, account: Account, address: str) -> bool:
    """Whether the account signed in from this address lately."""
    since = SignInSession.started_at > clock.now() - ADDRESS_KNOWN_FOR
    return bool(
        session.scalar(
            select(exists().where(SignInSession.account_id == account.id, SignInSession.address == address, since))
        )
    )


def _wait(session: Session, free: int, *conditions: ColumnElement[bool]) -> timedelta:
    """How long the next try has to wait: 30 s after `free` failures within the window, then twice as long each."""
    failures, last_failure = session.execute(
        select(func.count(), func.max(SignInAttempt.at)).where(*conditions, SignInAttempt.at > clock.now() - WINDOW)
    ).one()
    if failures < free:
        return timedelta()
    return last_failure + min(FIRST_WAIT * 2 ** min(failures - free, 10), WINDOW) - clock.now()


def _audit_throttled(session: Session, key: str, address: str, account: Account | None) -> None:
    """Count tries that come too early, and write them down in bulk: the first, the tenth, the hundredth."""
    newest = (
        select(SignInAttempt.id)
        .where(SignInAttempt.login == key, SignInAttempt.address == address)
        .order_by(SignInAttempt.id.desc())
        .limit(1)
    )
    event_id = session.scalar(newest)
    if event_id is None:  # the wait comes from tries elsewhere, or at other logins: count from here
        waiting = SignInAttempt(login=key, address=address, at=clock.now() - WINDOW)
        session.add(waiting)
        session.flush()
        event_id = waiting.id
    counted = (
        update(SignInAttempt).where(SignInAttempt.id == event_id).values(turned_away=SignInAttempt.turned_away + 1)
    )
    tries = session.execute(counted.returning(SignInAttempt.turned_away)).scalar_one()
    if str(tries).strip("0") == "1":
        audit.append(
            session,
            actor=account.login if account else "?",
            action="sign_in_slowed",
            record=SignInSession.__tablename__,
            region_code=account.region_code if account else None,
            changes={"tries": [None, tries], **({"address": [None, address]} if address else {})},
        )
