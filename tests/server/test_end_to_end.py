"""Both real apps behind the gateway, over a real database: SQLite and PostgreSQL."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import Engine, text
from websockets.exceptions import InvalidStatus

from shared.access import SYSTEM, Role, open_session
from shared.access.sign_in import COOKIE, end_session
from shared.database import engine_for
from shared.services import accounts, commit
from shared.settings import ROOT
from tests.support.databases import DIALECTS, SECRET
from tests.support.gateway import Answer, Gateway
from tests.support.server_process import free_port, server_process

SERVE = "from server.web.uvicorn_server import serve; from shared.settings import settings; serve(settings(), {port})"
LOGIN, PASSWORD = "anna", "a password for tests"


@dataclass
class StartedServer:
    gateway: Gateway
    engine: Engine

    def sign_in(self, onward: str = "") -> tuple[Answer, str]:
        """Through the form, as a person does: the answer, and the token of the session."""
        form = self.gateway.request("/sign-in")
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form.text)[1]
        body = urlencode({"login": LOGIN, "password": PASSWORD, "csrf_token": token, "next": onward})
        cookie = form.headers["Set-Cookie"].partition(";")[0]
        answer = self.gateway.request("/sign-in", "POST", body=body, Cookie=cookie)
        given = re.search(rf"{COOKIE}=([^;]+)", " ".join(answer.headers.get_all("Set-Cookie")))
        return answer, given[1]


@pytest.fixture(scope="module", params=DIALECTS)
def product(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartedServer]:
    engine = request.getfixturevalue(request.param).fresh("reference", "_end_to_end")
    with open_session(SYSTEM, engine, writing=True) as session:
        account = accounts.create_account(session, LOGIN, "Anna", "320500", PASSWORD)
        session.flush()
        accounts.grant(session, account, Role.CLERK, "320500")
        commit(session)
    port, folder = free_port(), tmp_path_factory.mktemp("end_to_end")
    environment = os.environ | {
        "SUZHU_DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "SUZHU_SECRET_KEY": SECRET,
        "SUZHU_VAR": str(folder),
    }
    with server_process([sys.executable, "-c", SERVE.format(port=port)], port, cwd=ROOT, env=environment) as process:
        yield StartedServer(Gateway(port, folder, process), engine)


def test_one_sign_in_opens_both_apps_until_the_session_ends(product: StartedServer):
    gateway, (answer, token) = product.gateway, product.sign_in("/coverage?region=320500")
    assert (answer.status, answer.headers["Location"]) == (303, "/coverage?region=320500")
    assert [gateway.request(path, token=token).status for path in ("/", "/coverage", "/admin/")] == [200] * 3
    assert "suzhu statistics build" in gateway.request("/exports/brief.pdf", token=token).text  # of the dashboard
    with gateway.open_websocket(token):
        pass

    end_session(product.engine, token)
    assert [gateway.request(path, token=token).status for path in ("/", "/coverage", "/admin/")] == [303] * 3
    with pytest.raises(InvalidStatus):
        gateway.open_websocket(token).close()


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "/\\evil.example", "https:evil.example"])
def test_signing_in_leads_nowhere_else(product: StartedServer, onward: str):
    answer, _token = product.sign_in(onward)
    assert answer.headers["Location"] in {"/", "/admin/"}


def test_another_schema_is_said_and_nobody_signs_in(product: StartedServer):
    with product.engine.begin() as connection:
        ours = connection.scalar(text("SELECT version_num FROM alembic_version"))
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    health = product.gateway.request("/healthz", Accept_Language="en")
    assert health.status == 503
    assert "9999" in json.loads(health.body)["reason"]
    assert product.gateway.request("/sign-in").status == 503
    with product.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :ours"), {"ours": ours})
    assert product.gateway.request("/healthz").status == 200
    assert product.gateway.request("/sign-in").status == 200


def test_a_lost_database_comes_back_by_itself(product: StartedServer):
    _answer, token = product.sign_in()

    def statuses(*paths: str) -> set[int]:
        return {product.gateway.request(path, token=token).status for path in paths}

    assert statuses("/", "/admin/", "/healthz") == {200}
    with lost(product.engine):
        assert statuses("/", "/admin/", "/sign-in", "/healthz") == {503}
    assert statuses("/", "/admin/", "/healthz") == {200}


@contextmanager
def lost(engine: Engine) -> Iterator[None]:
    """Inside the block nobody reaches the database: its file is away, or its server refuses everybody."""
    engine.dispose()
    if engine.dialect.name == "sqlite":
        path = Path(engine.url.database)
        path.rename(path.with_suffix(".away"))
        yield
        path.with_suffix(".away").rename(path)
        return
    with engine_for(engine.url.set(database="postgres").render_as_string(hide_password=False)).connect() as server:
        server.execution_options(isolation_level="AUTOCOMMIT")
        name = engine.url.database
        server.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        server.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"), {"name": name}
        )
        yield
        server.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
