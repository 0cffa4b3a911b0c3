"""The dashboard over a small demo province, looked at by people of every level."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard import authentication, page_runner
from shared.access import SYSTEM, Role, open_session
from shared.access.sign_in import sign_in
from shared.clock import freeze
from shared.indicators import cube
from shared.locale import CHINESE
from shared.services import accounts, commit
from shared.settings import ROOT
from tests.dashboard.page_reader import PageReader
from tests.support.dashboard_pages import PASSWORD, REFERENCE_DAY, REGIONS, Look
from tests.support.databases import DIALECTS


@pytest.fixture(scope="session", params=DIALECTS)
def province(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A small demo province with its figures, and an official of each level."""
    freeze(REFERENCE_DAY)
    engine = request.getfixturevalue(request.param).fresh("demo", "_dashboard")
    with open_session(SYSTEM, engine, writing=True) as session:
        cube.build(session)
        for level, code in REGIONS.items():
            _person(session, level, Role.OFFICIAL, code)
        _person(session, "administrator", Role.SYSTEM_ADMIN, REGIONS["province"])
        _person(session, "two-counties", Role.OFFICIAL, "320102", "320583")
        commit(session)
    yield engine
    engine.dispose()


def _person(session, login: str, role: Role, *codes: str) -> None:
    region = codes[0] if len(codes) == 1 else REGIONS["province"]
    account = accounts.create_account(session, login, f"姓名 {login}", region, PASSWORD)
    session.flush()
    for code in codes:
        accounts.grant(session, account, role, code)


@pytest.fixture
def look(province: Engine, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Open a page as somebody who has just signed in: `look("coverage", "county", region="320583")`."""
    freeze(REFERENCE_DAY)
    for module in (authentication, page_runner):
        monkeypatch.setattr(module, "deployment", lambda: SimpleNamespace(engine=province))

    def at(
        page: str = "", who: str = "province", language: str = CHINESE, token: str | None = None, **asked: str
    ) -> PageReader:
        given = token or sign_in(province, who, PASSWORD, "127.0.0.1", language)
        monkeypatch.setattr(authentication, "session_token", lambda: given)
        test = AppTest.from_file(ROOT / "dashboard" / "app.py", default_timeout=60)
        test._page_hash = calc_hash(page)
        for name, value in asked.items():
            test.query_params[name] = value
        return PageReader(test.run())

    return at
