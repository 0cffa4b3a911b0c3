"""The admin app beside Flask-Admin's default view of the same rows, and beside itself with 17 thousand persons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.app import create_app
from shared.access.sign_in import COOKIE, sign_in
from shared.deployment import Deployment, deployment
from shared.models import Person
from tests.benchmarks.baselines import flask_admin_default
from tests.benchmarks.commands import PASSWORD
from tests.benchmarks.demo_databases import DATABASES, REAL, SMALL, Province, Provinces, on_both
from tests.benchmarks.timing import Row, Work, in_turns
from tests.support.html_pages import Page

CLERK, HERE = "province-clerk", "127.0.0.1"
LIST, DEEP, BY_NUMBER, BY_NAME = "list", "page in the middle", "identity search", "search by family name"
EDIT = "edit a person"  # what moves figures of the past is confirmed first: `statistics` and `corrections` measure it
SEARCH_TO_DEFAULT, TO_SMALL = 1 / 50, 2.0


@dataclass(frozen=True)
class MiddlePerson:
    """The person halfway down the list, and the number in clear."""

    person: Person
    number: str
    position: int


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases: the real size beside the peer, then beside the small size."""
    yield from on_both("admin", lambda dialect: _on(provinces, dialect))


def _on(provinces: Provinces, dialect: str) -> Iterator[Row]:
    small, real = (_opened(provinces.get(dialect, scale)) for scale in (SMALL, REAL))
    real_works, small_works, peer_works = our_pages(*real), our_pages(*small), default_pages(*real)
    for name, work in real_works.items():
        works = {"ours": work, "small": small_works[name]} | ({"peer": peer_works[name]} if name in peer_works else {})
        taken = in_turns(works)
        what = f"admin, {name}, {DATABASES[dialect]}"
        if name in peer_works:
            goal = SEARCH_TO_DEFAULT if name == BY_NUMBER else None
            yield Row(what, taken["ours"], goal, "Flask-Admin's default", taken["peer"])
        yield Row(what, taken["ours"], TO_SMALL, "with 17 k persons", taken["small"])


def _opened(province: Province) -> tuple[Deployment, MiddlePerson]:
    """The deployment outlives its block: only its pool of connections is emptied."""
    with province.opened():
        return deployment(), middle_of(deployment())


def middle_of(opened: Deployment) -> MiddlePerson:
    """Halfway by place."""
    with Session(opened.engine) as session:
        position = (session.scalar(select(func.count()).select_from(Person)) or 0) // 2
        ordered = select(Person).order_by(Person.region_code, Person.id)
        person = session.scalars(ordered.offset(position).limit(1)).one()
        number = opened.sealer.decrypt(person.identity_encrypted or b"")
        session.expunge_all()
    return MiddlePerson(person, number, position)


def our_pages(opened: Deployment, middle: MiddlePerson) -> dict[str, Work]:
    """Our pages, as a signed-in clerk of the province asks for them."""
    client = create_app(opened).test_client()
    client.set_cookie(COOKIE, sign_in(opened.engine, CLERK, PASSWORD, HERE), domain=HERE)
    person = middle.person
    after = json.dumps([person.region_code, person.id])
    (token,) = Page(_got(client, f"/admin/person/edit/?id={person.id}")).form().sent["csrf_token"]
    return {
        LIST: lambda: _got(client, "/admin/person/"),
        DEEP: lambda: _got(client, "/admin/person/", after=after),
        BY_NUMBER: lambda: _sent(client, "/admin/person/search", {"q": [middle.number], "csrf_token": [token]}),
        BY_NAME: lambda: _got(client, "/admin/person/", q=person.name[0]),
        EDIT: _editing(client, f"/admin/person/edit/?id={person.id}", "name", [person.name, "王小明"]),
    }


def default_pages(opened: Deployment, middle: MiddlePerson) -> dict[str, Work]:
    """Flask-Admin's pages of the same persons. It knows no recognitions, no audit trail and no figures."""
    client, person = flask_admin_default.create_app(opened.engine).test_client(), middle.person
    page = middle.position // flask_admin_default.PersonView.page_size
    return {
        LIST: lambda: _got(client, "/admin/person/"),
        DEEP: lambda: _got(client, "/admin/person/", page=page),
        BY_NUMBER: lambda: _got(client, "/admin/person/", search=person.identity_masked),
        BY_NAME: lambda: _got(client, "/admin/person/", search=person.name[0]),
        EDIT: _editing(client, f"/admin/person/edit/?id={person.id}", "name", [person.name, "王小明"]),
    }


def _got(client: FlaskClient, address: str, **params: object) -> str:
    answer = client.get(address, query_string=params or None, base_url=f"http://{HERE}")
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} {answer.status}")
    return answer.text


def _sent(client: FlaskClient, address: str, fields: dict[str, list[str]]) -> None:
    answer = client.post(address, data=fields, base_url=f"http://{HERE}")
    if answer.status_code != HTTPStatus.FOUND:  # anything else is a form that was not accepted
        raise RuntimeError(f"{address} {answer.status}: {answer.text[-2000:]}")


def _editing(client: FlaskClient, address: str, field: str, values: list[str]) -> Work:
    """Open the form, change one value, save."""
    turn = count()

    def edit() -> None:
        forms = Page(_got(client, address)).forms
        fields = next(form.sent for form in forms if field in form.sent)
        _sent(client, address, fields | {field: [values[next(turn) % len(values)]]})

    return edit
