"""Reports by month: each file whole, once, and never in the way of the server; briefs on the command line."""

from __future__ import annotations

import logging
import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import Engine

from server.reports import monthly_reports, report_worker
from server.reports.monthly_reports import due_month, origin_address, read_month, report_reader
from shared import clock
from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.deployment import deployment
from shared.errors import UserError
from shared.indicators import cube
from shared.settings import settings
from tests.support.command_line import RunSuzhu, add_user

on_sqlite = pytest.mark.parametrize("filled", ["sqlite"], indirect=True)  # about files, not about SQL
NOVEMBER = Period.month(2023, 11)
NAMES = {f"brief-{code}-2023-11-{language}.pdf" for code in ("320000", "320100", "320500") for language in ("en", "zh")}


@pytest.fixture
def counted(real: RunSuzhu, engine: Engine) -> RunSuzhu:
    clock.freeze(date(2023, 12, 31))
    with open_session(SYSTEM, engine, writing=True) as session:
        cube.build(session)
        session.commit()
    return real


@on_sqlite
def test_each_report_is_written_once_and_whole(counted: RunSuzhu, tmp_path: Path):
    folder = tmp_path / "reports"
    result = counted("export", "report", "--month", "2023-11", "--folder", str(folder))
    assert (result.code, result.err) == (0, "")
    files = {path.name: path for path in (folder / "2023-11").iterdir()}
    assert set(files) == NAMES
    first = PdfReader(files["brief-320000-2023-11-zh.pdf"]).pages[0]
    assert "地区3200002023年11月社会救助会议简报" in first.extract_text()
    before = {name: (path.stat().st_mtime_ns, path.read_bytes()) for name, path in files.items()}
    files["brief-320500-2023-11-en.pdf"].unlink()
    again = counted("export", "report", "--month", "2023-11", "--folder", str(folder))
    assert again.out.split() == [str(files["brief-320500-2023-11-en.pdf"])]
    kept = {name for name, seen in before.items() if (files[name].stat().st_mtime_ns, files[name].read_bytes()) == seen}
    assert kept == NAMES - {"brief-320500-2023-11-en.pdf"}
    assert "already" in counted("export", "report", "--month", "2023-11", "--folder", str(folder)).out

    assert not monthly_reports._write_once(files["brief-320500-2023-11-zh.pdf"], b"late")  # another process was first
    assert files["brief-320500-2023-11-zh.pdf"].read_bytes() == before["brief-320500-2023-11-zh.pdf"][1]
    assert {path.name for path in (folder / "2023-11").iterdir()} == NAMES  # no temporary file


@on_sqlite
def test_a_disk_that_fails_leaves_nothing_half_and_the_server_goes_on(
    counted: RunSuzhu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(monthly_reports, "_brief", lambda *_: b"%PDF")

    def full(_number: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    counted("export", "--list")
    with caplog.at_level(logging.ERROR, "server.reports.report_worker"):
        assert report_worker.write_due_reports(deployment().engine, tmp_path) == []
    assert "reports:" in caplog.text
    assert [path.name for path in tmp_path.rglob("*.pdf*")] == []
    result = counted("export", "report", "--folder", str(tmp_path))
    assert (result.code, "cannot be written" in result.err) == (1, True)


@on_sqlite
def test_the_office_may_have_them_written_as_an_account_sees_them(counted: RunSuzhu, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SUZHU_REPORT_AS", "li.ming")
    monkeypatch.setenv("SUZHU_ADDRESS", "https://suzhu.example/")
    add_user(counted, "li.ming", "320583", "--role", "official")
    counted("export", "--list")
    with open_session(SYSTEM, deployment().engine) as system:
        assert report_reader(system, "x", settings().report_as).login == "li.ming"
        assert report_reader(system, "x").has_permission("figures:observations:read", "320000")
        with pytest.raises(UserError, match="nobody"):
            report_reader(system, "x", "nobody")
    assert origin_address() == "https://suzhu.example"


def test_what_is_due():
    clock.freeze(date(2023, 12, 4))
    assert (due_month(5), due_month(4)) == (Period.month(2023, 10), NOVEMBER)
    clock.freeze(date(2024, 1, 28))
    assert (due_month(5), read_month("2023年12月")) == (Period.month(2023, 12), Period.month(2023, 12))
    for wrong in ("2024-01", "2023", "soon"):
        with pytest.raises(UserError, match="2023-12"):
            read_month(wrong)


@on_sqlite
def test_no_folder_no_thread(counted: RunSuzhu):
    counted("export", "--list")
    assert report_worker.start_report_worker(deployment().engine) is None
    assert counted("export", "report").code == 2


@on_sqlite
def test_a_brief_on_the_command_line(counted: RunSuzhu, tmp_path: Path):
    out, more = tmp_path / "brief.docx", ("--region", "320500", "--period", "2023-11")
    assert counted("export", "brief", *more, "--format", "docx", "--lang", "zh", "--out", str(out)).code == 0
    assert out.read_bytes().startswith(b"PK")
    add_user(counted, "li.ming", "320583", "--role", "official")
    denied = counted("export", "brief", *more, "--as", "li.ming", "--lang", "en", "--out", str(out))
    assert (denied.code, "You do not have permission" in denied.err) == (1, True)
    own = counted("export", "brief", "--region", "320583", "--as", "li.ming", "--out", str(tmp_path / "own.pdf"))
    assert (own.code, own.err) == (0, "")
    assert len(PdfReader(BytesIO((tmp_path / "own.pdf").read_bytes())).pages) == 2
    assert "no active account" in counted("export", "brief", "--as", "nobody").err
    assert "--region" in counted("export", "brief", "--help").out
