"""The slowest list or filter of the admin: every list, every value of every filter, alone and within a county.

The lists and their filters are read from the pages themselves, so that none is forgotten.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from http import HTTPStatus
from statistics import median

from flask import Flask
from flask.testing import FlaskClient

from admin.app import create_app
from shared.access.sign_in import COOKIE, sign_in
from shared.deployment import Deployment, deployment
from tests.benchmarks.commands import PASSWORD, say
from tests.benchmarks.corrections import COUNTY
from tests.benchmarks.demo_databases import Provinces, on_both
from tests.benchmarks.timing import Row

HERE, LONGEST, LOOKS, MOST_NAMED = "127.0.0.1", 1.0, 3, 12
CLERKS = ("province-clerk", "kunshan-clerk", "kunshan-approver", "system-admin", "security-admin", "audit-admin")
SPANS = (("2023-12-01", ""), ("", "2021-01-31"), ("2022-03-01", "2022-03-31"))
Query = tuple[tuple[str, str], ...]


@dataclass(frozen=True, order=True)
class TimedPage:
    """How long a page took, whose, and which."""

    seconds: float
    clerk: str
    address: str


class ListControls(HTMLParser):
    """The filters and the ways to sort that a list offers."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.choices: list[tuple[str, str]] = []
        self.days: list[tuple[str, str]] = []
        self.regions: list[str] = []
        self.sorts: list[str] = []
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in boxes, options, days, regions, and links that sort."""
        attributes = {name: value or "" for name, value in attrs}
        name, value = attributes.get("name", ""), attributes.get("value", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and value:
            self.choices.append((self._select, value))
        elif tag == "input" and attributes.get("type") == "checkbox":
            self.choices.append((name, value))
        elif tag == "input" and name.endswith("_from"):
            self.days.append((name, name.removesuffix("from") + "to"))
        elif tag == "input" and "region" in attributes.get("data-lookup", ""):
            self.regions.append(name)
        elif tag == "a" and "sort=" in attributes.get("href", ""):
            self.sorts.append(attributes["href"].split("sort=")[1].split("&")[0])

    def handle_endtag(self, tag: str) -> None:
        """A select is over."""
        if tag == "select":
            self._select = ""

    @property
    def queries(self) -> Iterator[Query]:
        """Each filter by each of its values, alone and within a county; each way to sort, both ways."""
        spans = [
            tuple((n, day) for n, day in zip(names, span, strict=True) if day) for names in self.days for span in SPANS
        ]
        for query in [*((choice,) for choice in self.choices), *spans]:
            yield query
            yield from ((*query, (name, COUNTY)) for name in self.regions)
        yield from (((name, COUNTY),) for name in self.regions)
        yield from ((("sort", way + name),) for name in self.sorts for way in ("", "-") if not name.startswith("-"))


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases."""
    yield from on_both("slowest list or filter", lambda dialect: _on(provinces, dialect))


def _on(provinces: Provinces, dialect: str) -> Iterator[Row]:
    province = provinces.get(dialect)
    with province.opened():
        yield from slowest(deployment(), province.database)


def slowest(opened: Deployment, database: str) -> Iterator[Row]:
    """The slowest page, whatever else is too slow, and what could not be shown."""
    app, looked = create_app(opened), []
    for clerk in CLERKS:
        client = app.test_client()
        client.set_cookie(COOKIE, sign_in(opened.engine, clerk, PASSWORD, HERE), domain=HERE)
        say(f"{database}: lists as {clerk} sees them")
        for one in _all_pages(app, client, clerk):
            if isinstance(one, Row):
                yield one
            else:
                looked.append(one)
    looked.sort(reverse=True)
    slow = [one for one in looked if one.seconds > LONGEST]
    note = f"{looked[0].address} for {looked[0].clerk}; of {len(looked):,} pages {len(slow)} over {LONGEST:.0f} s"
    yield Row(f"slowest list or filter, {database}", looked[0].seconds, LONGEST, note=note)
    for one in slow[1:MOST_NAMED]:
        yield Row(f"{one.address} for {one.clerk}, {database}", one.seconds, LONGEST)


def _all_pages(app: Flask, client: FlaskClient, clerk: str) -> Iterator[TimedPage | Row]:
    """Every list that a clerk may see; a page that fails says so, the others go on."""
    for view in app.extensions["suzhu_views"].values():
        page = client.get(f"{view.url}/", base_url=f"http://{HERE}")
        if page.status_code == HTTPStatus.FORBIDDEN:
            continue
        for query in ((), *ListControls(page.text).queries):
            address = f"{view.url}/" + "".join(f"{'&' if n else '?'}{k}={v}" for n, (k, v) in enumerate(query))
            try:
                yield TimedPage(_seconds(client, address), clerk, address)
            except Exception as error:  # noqa: BLE001 - said in its row
                yield Row(address, failed=f"{error} for {clerk}")


def _seconds(client: FlaskClient, address: str) -> float:
    """How long a page takes; of a slow one the middle of three looks: somebody else may have used the machine."""
    taken: list[float] = []
    while not taken or (taken[0] > LONGEST and len(taken) < LOOKS):
        begin = time.perf_counter()
        answer = client.get(address, base_url=f"http://{HERE}")
        taken.append(time.perf_counter() - begin)
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(answer.status)
    return median(taken)
