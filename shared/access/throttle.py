"""Slowing down who guesses passwords: after some failures each further try has to wait longer."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from math import ceil

from sqlalchemy import delete, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from shared import clock
from shared.locale import _
from shared.models import SignInAttempt
from shared.problems import Problem

WINDOW = timedelta(minutes=15)
FIRST_WAIT = timedelta(seconds=30)
KEPT = timedelta(days=1)
FREE_OF_LOGIN, FREE_OF_ADDRESS = 5, 20  # an office shares one address


class TooManyAttempts(Problem):
    """The login or the address has to wait before the next try."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(
            _("Too many failed attempts. Try again in {n} min.").format(n=ceil(wait / timedelta(minutes=1)))
        )


def key_of(login: str, *, known: bool) -> str:
    """Under what failures are counted. An unknown login may be a mistyped password: only its hash is kept."""
    return login if known else f"?{hashlib.sha256(login.encode(errors='replace')).hexdigest()[:32]}"


def admit(session: Session, key: str, address: str) -> None:
    """Count a try beforehand, so that many at once cannot slip through. TooManyAttempts when it comes too early."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < clock.now() - KEPT))
    wait = max(
        _wait(session, SignInAttempt.login, key, FREE_OF_LOGIN),
        _wait(session, SignInAttempt.address, address, FREE_OF_ADDRESS),
    )
    if wait > timedelta():
        raise TooManyAttempts(wait)
    session.add(SignInAttempt(login=key, address=address, at=clock.now()))


def forgive(session: Session, key: str) -> None:
    """Forget the failures of a login that has now signed in. Those of others from its address stay."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.login == key))


def _wait(session: Session, column: InstrumentedAttribute[str], value: str, free: int) -> timedelta:
    """How long the next try has to wait: 30 s after `free` failures within the window, then twice as long each."""
    failures, last = session.execute(
        select(func.count(), func.max(SignInAttempt.at)).where(column == value, SignInAttempt.at > clock.now() - WINDOW)
    ).one()
    if failures < free:
        return timedelta()
    return last + min(FIRST_WAIT * 2 ** (failures - free), WINDOW) - clock.now()
