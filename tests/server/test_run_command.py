"""`suzhu run`: from nothing to a served demo province, and from what an interrupted start left behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from seed.demo.account_seeding import FURTHER_ROLES, LOGINS
from shared import audit
from shared.access.sign_in import AuthenticationFailedError, actor_from_token, sign_in
from shared.database import engine_for
from shared.models import Account, CubeBuild, Dataset, Household, RoleGrant
from tests.support.command_line import SECRET, CommandResult, RunSuzhu
from tests.support.server_process import free_port

PASSWORD = "correct horse battery"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ports that would have been served."""
    ports: list[int] = []
    monkeypatch.setattr("server.web.uvicorn_server.serve", lambda _settings, port: ports.append(port))
    return ports


def start(suzhu: RunSuzhu) -> CommandResult:
    return suzhu("run", "--port", str(free_port()), "--scale", "0.001")


def test_a_province_is_made_once_completed_when_needed_and_keeps_its_passwords(
    suzhu: RunSuzhu,
    served: list[int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    suzhu("seed", "reference")  # as far as a kill let it come
    assert start(suzhu).code == 0
    assert suzhu("statistics", "verify").code == suzhu("audit", "verify").code == 0
    assert "already holds records" in suzhu("seed", "demo", "--scale", "0.001").err
    engine = engine_for(f"sqlite:///{tmp_path / 'var' / 'suzhu.db'}")
    audit.set_audit_key(engine, (tmp_path / "var" / "demo.key").read_text().strip())
    with Session(engine.execution_options(writing=True)) as session:
        assert session.scalars(select(Dataset.scale)).all() == [0.001]
        assert set(session.scalars(select(Account.login))) == set(LOGINS)
        for cls in (RoleGrant, Account, CubeBuild):
            session.execute(delete(cls))  # as if it had ended right after the records
        session.commit()
    completed = start(suzhu)
    password = re.search(r"Password of all accounts: (\S+)", completed.out)[1]
    for login in LOGINS:
        held = 1 + len(FURTHER_ROLES.get(login, ()))
        assert len(actor_from_token(engine, sign_in(engine, login, password, "")).grants) == held
        assert login in completed.out
    with Session(engine) as session:
        township = session.scalars(select(Account.region_code).where(Account.login == "township-clerk")).one()
        assert session.scalars(select(Household.id).where(Household.region_code.startswith(township))).first()
        assert session.scalar(select(func.count()).select_from(CubeBuild)) == 1
    later = start(suzhu)
    assert "shown when they were created" in later.out
    assert password not in later.out
    monkeypatch.setenv("SUZHU_DEMO_PASSWORD", PASSWORD)
    assert PASSWORD in start(suzhu).out
    assert sign_in(engine, "province-official", PASSWORD, "")
    with pytest.raises(AuthenticationFailedError):
        sign_in(engine, "province-official", password, "")
    assert len(served) == 4


def test_a_database_meant_for_real_records_is_never_made_a_demo(
    suzhu: RunSuzhu,
    served: list[int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("SUZHU_SECRET_KEY", SECRET)
    suzhu("seed", "reference")
    assert start(suzhu).code == 0
    engine = engine_for(f"sqlite:///{tmp_path / 'var' / 'suzhu.db'}")
    with Session(engine) as session:
        assert session.scalars(select(Dataset)).all() == []
        assert session.scalars(select(Account)).all() == []
    assert len(served) == 1


def test_a_making_that_fails_serves_nothing(
    suzhu: RunSuzhu,
    served: list[int],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("SUZHU_DEMO_PASSWORD", "short")
    assert start(suzhu).code == 1
    assert served == []
