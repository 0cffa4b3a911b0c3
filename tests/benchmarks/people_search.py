"""The search box: the page of what it finds, for clerks of province, county and township, beside LIKE over the records.

The texts are what is known of one person of the township, and the broadest that anybody types.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, Select, select
from sqlalchemy.orm import Session

from admin.app import create_app
from admin.site.search_pages import MAX_PERSONS
from shared.access import Actor, Grant, Role, open_session
from shared.access.sign_in import COOKIE, sign_in
from shared.deployment import Deployment, deployment
from shared.models import Household, HouseholdMember, Person
from shared.search_terms import name_terms
from shared.services.person_search import find_persons
from tests.benchmarks.commands import PASSWORD
from tests.benchmarks.demo_databases import DATABASES, REAL, Province, Provinces, on_both
from tests.benchmarks.timing import Row, Work, in_turns
from tests.factories.regions import PROVINCE

CLERKS, HERE = {"province-clerk": "32", "kunshan-clerk": "320583", "township-clerk": "320583100"}, "127.0.0.1"
PROVINCIAL = Actor("clerk", "李强", (Grant(Role.CLERK, PROVINCE),))
BASE = f"http://{HERE}"
LONGEST, TO_LIKE = 0.2, 1.0
BROAD = {"a surname": "王", "one letter": "w", "pinyin of a surname": "wang", "the commonest word of addresses": "村"}


def rows(provinces: Provinces, scale: float = REAL) -> Iterator[Row]:
    """On both databases: the slowest text for each clerk, and each text of the province's clerk beside LIKE."""
    yield from on_both("people search", lambda dialect: _on(provinces.get(dialect, scale)))


def _on(province: Province) -> Iterator[Row]:
    with province.opened() as engine:
        known, opened = _known_of_somebody(engine), deployment()
    app = create_app(opened)
    pages = {clerk: _Pages(_signed_in(app, opened, clerk)) for clerk in CLERKS}
    for clerk, clerk_pages in pages.items():
        taken = in_turns({name: clerk_pages.opening(text) for name, text in (known | BROAD).items()})
        slowest = max(taken, key=lambda name: taken[name])
        work = f"slowest of {len(taken)} searches, {clerk}, {DATABASES[province.dialect]}"
        yield Row(work, taken[slowest], LONGEST, note=slowest)
    for name, query in LIKE.items():
        taken = in_turns({"ours": _ours(opened, known[name]), "LIKE": _like(opened.engine, query(known[name]))})
        yield Row(f"search by {name}, {DATABASES[province.dialect]}", taken["ours"], TO_LIKE, "LIKE", taken["LIKE"])


def _known_of_somebody(engine: Engine) -> dict[str, str]:
    """What may be typed of one person of the township."""
    columns = Person.name, Person.identity_masked, Person.born_on, Household.address, Household.number
    members = select(*columns).join(HouseholdMember.person).join(HouseholdMember.household)
    in_township = Person.region_code.startswith(CLERKS["township-clerk"]), Person.identity_masked != ""
    with Session(engine) as session:
        person = session.execute(members.where(*in_township).order_by(Person.id.desc()).limit(1)).one()
    letters = sorted((term for term in name_terms(person.name) if term.isascii()), key=len)
    return {
        "name": person.name,
        "part of a name": person.name[1:],
        "pinyin": letters[-1],
        "initials": next(term for term in letters if len(term) == len(person.name)),
        "last four digits": person.identity_masked[-4:],
        "birth date": f"{person.born_on}",
        "address": person.address,
        "household number": person.number,
        "surname and year": f"{person.name[0]} {person.born_on.year}",
        "surname and address": f"{person.name[0]} {person.address}",
        "two surnames": "王 张",
    }


LIKE: dict[str, Callable[[str], Select[Any]]] = {
    "part of a name": lambda text: select(Person.id).where(Person.name.contains(text)),
    "last four digits": lambda text: select(Person.id).where(Person.identity_masked.endswith(text)),
    "address": lambda text: (
        select(HouseholdMember.person_id).join(HouseholdMember.household).where(Household.address.contains(text))
    ),
}
"""The same persons as plain SQL finds them, without a scope."""


def _ours(opened: Deployment, text: str) -> Work:
    """The same without a page or trail, for a clerk of the province."""

    def search() -> None:
        with open_session(PROVINCIAL, opened.engine) as session:
            find_persons(session, text, opened.sealer, MAX_PERSONS)

    return search


def _like(engine: Engine, query: Select[Any]) -> Work:
    def search() -> None:
        with Session(engine) as session:
            session.execute(query.limit(MAX_PERSONS + 1)).all()

    return search


@dataclass
class _Pages:
    """The pages of one clerk."""

    client: FlaskClient

    def opening(self, text: str) -> Work:
        """Open the page of what a text finds, at the address that typing it leads to."""
        page = self.client.get("/sign-out", base_url=BASE).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        data = {"q": text, "csrf_token": token[1] if token else ""}
        address = self.client.post("/admin/search", data=data, base_url=BASE).location

        def look() -> None:
            answer = self.client.get(address, base_url=BASE)
            if answer.status_code != 200:
                raise RuntimeError(answer.status)

        return look


def _signed_in(app: Flask, opened: Deployment, clerk: str) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(COOKIE, sign_in(opened.engine, clerk, PASSWORD, HERE), domain=HERE)
    return client
