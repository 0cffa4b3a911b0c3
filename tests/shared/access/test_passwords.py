"""Passwords: which will do, how they are kept."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shared.access import passwords
from shared.access.sign_in import (
    sign_in,
)
from shared.errors import UserError
from shared.models import Account
from tests.shared.access.sign_in_attempts import HERE, PASSWORD, change


def test_a_hash_of_older_parameters_is_renewed(people: Engine):
    weak = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    change(people, lambda li: setattr(li, "password_hash", weak))
    assert sign_in(people, "li", PASSWORD, HERE)
    with Session(people) as session:
        renewed = session.scalars(select(Account.password_hash).where(Account.login == "li")).one()
    assert not passwords.needs_rehash(renewed)
    assert sign_in(people, "li", PASSWORD, HERE)


@pytest.mark.parametrize("password", ["123456789", "", "x" * 129, "zhang.xiaoming", "ZHANG.XIAOMING"])
def test_passwords_that_will_not_do(password):
    with pytest.raises(UserError):
        passwords.require_acceptable(password, "zhang.xiaoming")


@pytest.mark.parametrize("password", ["1234567890", "x" * 128, "一二三四五六七八九十"])
def test_passwords_that_will_do(password):
    passwords.require_acceptable(password, "zhang.xiaoming")
    stored = passwords.hash_password(password)
    assert password not in stored
    assert stored.startswith("$argon2id$")
    assert passwords.verify_password(stored, password)
    assert not passwords.verify_password(stored, password + " ")
    assert not passwords.verify_password("not a hash", password)


def test_full_width_letters_of_a_password_are_the_plain_ones():
    assert passwords.verify_password(passwords.hash_password("ｐａｓｓｗｏｒｄ１２"), "password12")
