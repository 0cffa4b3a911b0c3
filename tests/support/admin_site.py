"""The admin as a test uses it: browsers of people of every role, over two families in two counties."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from shared import clock
from shared.access import Role
from shared.access.sign_in import COOKIE
from shared.deployment import Deployment
from shared.identity import Sealer
from shared.models import Account, SignInSession
from shared.models.base import Base, resource_name
from tests.factories import records as make
from tests.factories.family import Family, family
from tests.factories.parameters import law
from tests.factories.regions import KUNSHAN, PROVINCE, VILLAGES, XUANWU, tree
from tests.support.html_pages import Page

HERE, THERE = VILLAGES[0], VILLAGES[3]  # in Kunshan and in Xuanwu
TODAY = date(2023, 12, 31)
SEALER = Sealer("a secret for tests, long enough to be one")
PEOPLE = {
    "clerk": (KUNSHAN, Role.CLERK),
    "other": (XUANWU, Role.CLERK),
    "province": (PROVINCE, Role.CLERK),
    "official": (KUNSHAN, Role.OFFICIAL),
    "approver": (KUNSHAN, Role.APPROVER),
    "province-approver": (PROVINCE, Role.APPROVER),
    "system": (PROVINCE, Role.SYSTEM_ADMIN),
    "security": (PROVINCE, Role.SECURITY_ADMIN),
    "audit": (PROVINCE, Role.AUDIT_ADMIN),
}


def path_of(record: type[Base]) -> str:
    """The part of an address that names a kind of record."""
    return resource_name(record).replace("_", "-")


@dataclass(eq=False)
class Browser:
    """Somebody's browser."""

    client: FlaskClient

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.client.get(f"/admin/{path}", query_string=query or None)

    def post(self, path: str, data: dict[str, Any] | None = None, **query: Any) -> TestResponse:
        """A form of ours, with its token; a page that was read for its form gave one, and no other is asked for."""
        sent = data or {}
        token = {} if "csrf_token" in sent else {"csrf_token": self.token}
        return self.client.post(f"/admin/{path}", data=token | sent, query_string=query or None)

    def page(self, path: str, **query: Any) -> Page:
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.text
        return Page(answer.text)

    @cached_property
    def token(self) -> str:
        return re.search(r'name="csrf_token" value="([^"]+)"', self.client.get("/sign-out").text)[1]

    def filled(self, path: str, entries: dict[str, Any], **query: Any) -> TestResponse:
        """The form of a page, with some entries changed, sent."""
        return self.post(path, self.page(path, **query).form().sent | entries, **query)

    def insisted(self, path: str, entries: dict[str, Any], **query: Any) -> TestResponse:
        """The same, and what is doubted is confirmed with a reason."""
        return self._confirm(path, self.page(path, **query).form().sent | entries, query)

    def insisted_post(self, path: str, data: dict[str, Any], **query: Any) -> TestResponse:
        """A form of ours that no page shows by itself, and what is asked is confirmed."""
        return self._confirm(path, data, query)

    def _confirm(self, path: str, sent: dict[str, Any], query: dict[str, Any]) -> TestResponse:
        """Send it until nothing new is asked: entries in doubt come before figures of the past."""
        answer, confirmed = self.post(path, sent, **query), set[str]()
        while keys := set(re.findall(r'name="confirmed" value="(\w+)"', answer.text)) - confirmed:
            confirmed |= keys
            reason = sent.get("reason")
            told = {"confirmed": sorted(confirmed), "reason": reason if isinstance(reason, str) else "it is so"}
            answer = self.post(path, sent | told, **query)
        return answer


@dataclass
class AdminSite:
    """The admin app and what it keeps. `here` lies in the clerk's county, `there` in another."""

    app: Flask
    engine: Engine
    here: dict[type[Base], int] = field(default_factory=dict)
    there: dict[type[Base], int] = field(default_factory=dict)

    def browser(self, login: str = "clerk") -> Browser:
        """The browser of somebody who is signed in."""
        client = self.app.test_client()
        client.set_cookie(COOKIE, f"token of {login}")
        return Browser(client)

    def stored(self, record: type[Base], key: Any) -> dict[str, Any]:
        """The row as it stands in the database."""
        with Session(self.engine) as session:
            found = session.get_one(record, key)
            return {name: getattr(found, name) for name, _ in record.__mapper__.columns.items()}

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of all records, to see that nothing changed; reading leaves its mark in the audit trail only."""
        left_out = {"audit_event", "sign_in_session"}
        with Session(self.engine) as session:
            tables = [t for t in Base.metadata.sorted_tables if t.name not in left_out]
            return {t.name: [tuple(row) for row in session.execute(select(t).order_by(*t.primary_key))] for t in tables}


def people(session: Session) -> None:
    """Accounts of every role, each signed in."""
    now = clock.now()
    for login, (place, role) in PEOPLE.items():
        account = make.account(place, login, display_name=f"经办{login}", language="en")
        session.add(make.grant(account, role))
        token = hashlib.sha256(f"token of {login}".encode()).digest()
        session.add(SignInSession(token_hash=token, account=account, language="en", started_at=now, seen_at=now))


def keys(found: Family) -> dict[type[Base], int]:
    return {cls: record.id for cls, record in found.items()}  # type: ignore[attr-defined]


def opened_on(engine: Engine) -> Deployment:
    return Deployment(engine, SEALER, is_demo=False, scale=1.0, reference_on=None, cookie_key=b"k" * 32)


Keys = dict[type[Base], int]


def two_families(engine: Engine) -> tuple[Keys, Keys]:
    """Both families and the people of every role; the keys of the records here and there."""
    with Session(engine.execution_options(writing=True)) as session:
        session.add_all(tree())
        session.flush()
        session.add_all(law())
        session.flush()
        here, there = keys(family(session, HERE)), keys(family(session, THERE, "王强"))
        people(session)
        here[Account] = session.scalars(select(Account.id).where(Account.login == "clerk")).one()
        there[Account] = session.scalars(select(Account.id).where(Account.login == "other")).one()
        session.commit()
    return here, there
