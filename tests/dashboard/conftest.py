"""The dashboard over a small demo province, looked at by people of every level."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, func, select
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard import authentication, page_runner
from shared.access import SYSTEM, Role, open_session
from shared.access.sign_in import sign_in
from shared.clock import freeze
from shared.locale import CHINESE
from shared.models import AuditEvent
from shared.services import accounts, commit
from shared.settings import ROOT
from tests.dashboard.page_reader import PageReader
from tests.support.dashboard_pages import PASSWORD, REGIONS, OpenPage
from tests.support.databases import DIALECTS, REFERENCE_DAY

ON_BOTH_DATABASES = {
    "authentication",
    "division_choice",
    "hidden_numbers",
    "pages",
    "region_navigation",
    "values_on_pages",
}
"""Tests that compare what is read; the others are about what is made of it, and one database suffices."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """On which databases a test looks at the province."""
    marked = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    if "province" in metafunc.fixturenames and "province" not in marked:
        is_on_both = metafunc.module.__name__.rpartition(".test_")[2] in ON_BOTH_DATABASES
        metafunc.parametrize("province", DIALECTS if is_on_both else DIALECTS[:1], indirect=True, scope="session")


@pytest.fixture(scope="session")
def province(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A small demo province with its figures, and an official of each level."""
    freeze(REFERENCE_DAY)
    engine = request.getfixturevalue(request.param).fresh("figures", "_dashboard")
    with open_session(SYSTEM, engine, writing=True) as session:
        for level, code in REGIONS.items():
            _person(session, level, Role.LIST_READER, code)
        _person(session, "without-lists", Role.OFFICIAL, REGIONS["city"])
        _person(session, "administrator", Role.SYSTEM_ADMIN, REGIONS["province"])
        _person(session, "two-counties", Role.LIST_READER, "320102", "320583")
        commit(session)
    yield engine
    engine.dispose()


def _person(session, login: str, role: Role, *codes: str) -> None:
    region = codes[0] if len(codes) == 1 else REGIONS["province"]
    account = accounts.create_account(session, login, f"姓名 {login}", region, PASSWORD)
    session.flush()
    for code in codes:
        accounts.grant(session, account, role, code)


@dataclass
class DrawnPages:
    """Pages drawn before: what was asked for again, with no record changed since, is not drawn again."""

    pages: dict[tuple[object, ...], tuple[PageReader, object, str]] = field(default_factory=dict)

    def find(self, key: tuple[object, ...]) -> tuple[PageReader, str] | None:
        """The page and the session it was drawn for, unless a test went on with it: its tree is another one then."""
        page, tree, token = self.pages.get(key, (None, None, ""))
        return (page, token) if page and page.test._tree is tree else None

    def add(self, key: tuple[object, ...], page: PageReader, token: str) -> None:
        self.pages[key] = page, page.test._tree, token


@pytest.fixture(scope="session")
def drawn_pages() -> DrawnPages:
    return DrawnPages()


def last_change(engine: Engine) -> int | None:
    """The audit event of the last change of a record, accounts among them."""
    with engine.connect() as connection:
        return connection.scalar(select(func.max(AuditEvent.id)).where(AuditEvent.action.in_(("insert", "update"))))


@pytest.fixture
def look(
    request: pytest.FixtureRequest, province: Engine, drawn_pages: DrawnPages, monkeypatch: pytest.MonkeyPatch
) -> OpenPage:
    """Open a page as somebody who has just signed in: `look("coverage", "county", region="320583")`.

    A test that changes the code (`monkeypatch`) has its pages drawn for itself.
    """
    freeze(REFERENCE_DAY)
    is_patched = "monkeypatch" in inspect.signature(request.function).parameters
    for module in (authentication, page_runner):
        monkeypatch.setattr(module, "deployment", lambda: SimpleNamespace(engine=province))

    def at(
        page: str = "", who: str = "province", language: str = CHINESE, token: str | None = None, **params: str
    ) -> PageReader:
        address = province.url, last_change(province), page, who, language, *sorted(params.items())
        if not (token or is_patched) and (found := drawn_pages.find(address)):
            monkeypatch.setattr(authentication, "session_token", lambda: found[1])
            return found[0]
        session_token = token or sign_in(province, who, PASSWORD, "127.0.0.1", language)
        monkeypatch.setattr(authentication, "session_token", lambda: session_token)
        test = AppTest.from_file(ROOT / "dashboard" / "app.py", default_timeout=60)
        test._page_hash = calc_hash(page)
        for name, value in params.items():
            test.query_params[name] = value
        drawn = PageReader(test.run())
        if not (token or is_patched):
            drawn_pages.add(address, drawn, session_token)
        return drawn

    return at
