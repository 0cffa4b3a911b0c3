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
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[n : n + GROUP] for n in range(0, LENGTH, GROUP))


def hash_code(code: str, account_id: int) -> bytes:
    """What is stored of a code, however it was typed."""
    letters_and_digits = "".join(c for c in code.upper() if c.isalnum())
    return hashlib.sha256(f"{account_id}:{letters_and_digits}".encode(errors="replace")).digest()


def redeem_code(engine: Engine, login: str, code: str, password: str, address: str) -> None:
    """Set the password of an account with a code made for it; all its sessions end. PasswordCodeError, or UserError."""
    login, address = login.strip().casefold(), address[:45]
    account = throttle.register_attempt(engine, login, address)
    with _writing(engine) as session:
        password_code = None if account is None else _code_of(session, account.id)
        typed = hash_code(code, account.id if account else 0)
        if account is None or password_code is None or not hmac.compare_digest(password_code.code_hash, typed):
            raise PasswordCodeError
        if not account.may_act(clock.now()):
            raise PasswordCodeError
        passwords.require_acceptable(password, login)
        password_code.used_at = clock.now()
        _set_password(session, account, password, BY_CODE, address)
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
        _set_password(session, account, password, OWN, address, remaining_session_id=actor.session_id)
        throttle.reset_failures(session, account.login, address[:45])
        session.commit()


def _code_of(session: Session, account_id: int) -> PasswordCode | None:
    is_unused = (PasswordCode.account_id == account_id, PasswordCode.used_at.is_(None))
    query = select(PasswordCode).where(*is_unused, PasswordCode.expires_at > clock.now()).with_for_update()
    return session.scalars(query.order_by(PasswordCode.id.desc())).first()


def _set_password(
    session: Session, account: Account, password: str, method: str, address: str, remaining_session_id: int = 0
) -> None:
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
    other_sessions = (
        SignInSession.account_id == account.id,
        SignInSession.ended_at.is_(None),
        SignInSession.id != remaining_session_id,
    )
    session.execute(update(SignInSession).where(*other_sessions).values(ended_at=now, ended_why="password"))
    changes = {"by": [None, method], **({"address": [None, address]} if address else {})}
    audit.append_about(session, account, actor=account.login, action="password", changes=changes)


def _writing(engine: Engine) -> Session:
    """A plain session: with a code nobody is signed in yet, and one's own password needs no permission."""
    return Session(engine.execution_options(writing=True), expire_on_commit=False)
