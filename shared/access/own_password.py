"""The owner's password: chosen with a one-time code, or in place of the one before. Nobody else's hand is in it."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from shared import audit, clock
from shared.errors import UserError
from shared.locale import _
from shared.models import Account, PasswordCode, SignInSession

from . import passwords, throttle
from .actor import Actor

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is misheard or misread
LENGTH, GROUP = 12, 4  # 59 bits: guessing is slowed down, and the code soon expires
OWN, BY_CODE = "own", "code"


class PasswordCodeError(UserError):
    """Unknown login, wrong, used or expired code: all look alike."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The code is wrong, already used or expired, or the account is disabled. Ask your administrator for "
                "another code."
            )
        )


class CurrentPasswordError(UserError):
    """The present password was not the one typed."""

    def __init__(self) -> None:
        super().__init__(_("The current password is wrong."))


def new_code() -> str:
    """A code to be read out: `7KQM-X2RB-9TFW`."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(drawn[n : n + GROUP] for n in range(0, LENGTH, GROUP))


def hash_code(code: str, account_id: int) -> bytes:
    """What is stored of a code, however it was typed."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    return hashlib.sha256(f"{account_id}:{plain}".encode(errors="replace")).digest()


def redeem_code(engine: Engine, login: str, code: str, password: str, address: str) -> None:
    """Set the password of an account with a code made for it; all its sessions end. PasswordCodeError, or UserError."""
    login, address = login.strip().casefold(), address[:45]
    account = throttle.register_attempt(engine, login, address)
    with _writing(engine) as session:
        found = None if account is None else _code_of(session, account.id)
        typed = hash_code(code, account.id if account else 0)
        if account is None or found is None or not hmac.compare_digest(found.code_hash, typed):
            raise PasswordCodeError
        if not account.may_act(clock.now()):
            raise PasswordCodeError
        passwords.require_acceptable(password, login)
        found.used_at = clock.now()
        _set(session, account, password, BY_CODE, address)
        throttle.reset_failures(session, login, address)
        session.commit()


def change_password(engine: Engine, actor: Actor, present: str, password: str, address: str) -> None:
    """Set one's own password; the sessions of other browsers end. CurrentPasswordError, or UserError."""
    account = throttle.register_attempt(engine, actor.login, address[:45])
    if account is None or not passwords.verify_password(account.password_hash, present):
        raise CurrentPasswordError
    passwords.require_acceptable(password, account.login)
    if passwords.verify_password(account.password_hash, password):
        raise UserError(_("Choose a password that differs from the current one."))
    with _writing(engine) as session:
        _set(session, account, password, OWN, address, keep=actor.session_id)
        throttle.reset_failures(session, account.login, address[:45])
        session.commit()


def _code_of(session: Session, account_id: int) -> PasswordCode | None:
    mine = (PasswordCode.account_id == account_id, PasswordCode.used_at.is_(None))
    query = select(PasswordCode).where(*mine, PasswordCode.expires_at > clock.now()).with_for_update()
    return session.scalars(query.order_by(PasswordCode.id.desc())).first()


def _set(session: Session, account: Account, password: str, how: str, address: str, keep: int = 0) -> None:
    now = clock.now()
    session.execute(
        update(Account)
        .where(Account.id == account.id)
        .values(
            password_hash=passwords.hash_password(password),
            password_changed_at=now,
            must_change_password=False,
            version=Account.version + 1,
        )
    )
    others = (
        SignInSession.account_id == account.id,
        SignInSession.ended_at.is_(None),
        SignInSession.id != keep,
    )
    session.execute(update(SignInSession).where(*others).values(ended_at=now, ended_why="password"))
    changes = {"by": [None, how], **({"address": [None, address]} if address else {})}
    audit.append_about(session, account, actor=account.login, action="password", changes=changes)


def _writing(engine: Engine) -> Session:
    """A plain session: with a code nobody is signed in yet, and one's own password needs no permission."""
    return Session(engine.execution_options(writing=True), expire_on_commit=False)
