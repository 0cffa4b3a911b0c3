"""`suzhu export`: the same numbers as on screen, in a file that is whole or not there."""

from __future__ import annotations

import csv
import io
import os
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shared import clock
from shared.access import SYSTEM, Role, open_session
from shared.clock import Period
from shared.indicators import cube
from shared.indicators.catalogue import INDICATORS
from shared.indicators.cube_snapshot import current_snapshot
from shared.indicators.figure_lists import Part, definition_version, select_rows
from shared.models import AuditEvent, CubeBuild
from shared.services import accounts, commit
from tests.factories.family import family
from tests.factories.regions import KUNSHAN, SUZHOU, VILLAGES
from tests.support.command_line import RunSuzhu

KEY = "low_income_population"


@pytest.fixture
def counted(real: RunSuzhu, engine: Engine) -> RunSuzhu:
    clock.freeze(date(2023, 12, 31))
    with Session(engine.execution_options(writing=True)) as session:
        family(session, VILLAGES[0])
        session.commit()
    with open_session(SYSTEM, engine, writing=True) as session:
        cube.build(session)
        session.commit()
    return real


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def test_a_figure_goes_to_standard_output(counted: RunSuzhu):
    result = counted("export", KEY, "--lang", "en")
    assert (result.code, result.err) == (0, "")
    (row,) = rows(result.out)
    assert (row["figure_name"], row["region_code"], row["period"], row["value"], row["unit"]) == (
        "Low-income population",
        "320000",
        "2023-12",
        "1",
        "people",
    )


def test_a_file_is_written_whole(counted: RunSuzhu, tmp_path: Path):
    out = tmp_path / "县.csv"
    result = counted("export", KEY, "--level", "county", "--region", SUZHOU, "--period", "2023", "--out", str(out))
    assert (result.code, result.out) == (0, "")
    assert out.read_bytes().startswith(b"\xef\xbb\xbffigure,")
    assert {row["region_code"]: row["value"] for row in rows(out.read_text("utf-8"))} == {KUNSHAN: "1", "320581": "0"}
    assert list(tmp_path.glob(".*")) == []
    assert counted("export", "return", "--period", "2023-11", "--out", str(tmp_path / "return.xlsx")).code == 0
    assert (tmp_path / "return.xlsx").read_bytes().startswith(b"PK")
    result = counted("export", "return", "--format", "csv", "--region", SUZHOU, "--lang", "en")
    assert (result.code, result.err) == (0, "")
    whole, *counties = rows(result.out)
    assert (whole["region_code"], whole["month"], whole["persons"], whole["rural_persons"]) == (
        SUZHOU,
        "2023-12",
        "1",
        "1",
    )
    assert [row["region_code"] for row in counties] == ["320581", KUNSHAN]


def test_the_list_names_every_figure(counted: RunSuzhu):
    result = counted("export", "--list", "--lang", "en")
    assert result.code == 0
    assert [line.split()[0] for line in result.out.splitlines()] == list(INDICATORS)
    assert "[people]" in result.out


def test_who_took_what_is_in_the_audit_trail(counted: RunSuzhu, engine: Engine):
    counted("export", KEY, "--level", "village")
    with Session(engine) as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "export")).one()
    assert event.actor.startswith("suzhu export (")
    assert event.record == KEY
    assert event.changes == {"asked": [None, "village 320000 2023-12"], "rows": [None, len(VILLAGES)]}


def test_several_figures_and_a_workbook(counted: RunSuzhu, tmp_path: Path):
    assert [row["figure"] for row in rows(counted("export", KEY, "entries").out)] == [KEY, "entries"]
    out, words = tmp_path / "县.xlsx", ("--level", "city", "--format", "xlsx", "--lang", "zh")
    assert counted("export", KEY, "entries", *words, "--out", str(out)).code == 0
    table = CalamineWorkbook.from_path(str(out)).get_sheet_by_index(1).to_python()
    assert table[-1] == [f"地区{SUZHOU}", 1, 0]


WRONG = [
    ((KEY, "--format", "pdf"), 1, "xlsx"),
    (("return", "dibao_monthy"), 1, "dibao_monthly"),
    (("return", "--period", "2023"), 1, "2023-11"),
    (("return", "--format", "pdf"), 2, "csv"),
    ((), 2, "suzhu export --list"),
    (("low_income",), 1, "low_income_population"),
    ((KEY, "--level", "contry"), 1, "county"),
    ((KEY, "--level", "city", "--region", KUNSHAN), 1, "township"),
    ((KEY, "--region", "999999"), 1, "320000"),
    ((KEY, "--region", "320584"), 1, "320583"),
    ((KEY, "--region", "Suzhou"), 1, "320500"),
    ((KEY, "--period", "2019"), 1, "2023"),
    ((KEY, "--period", "12/2023"), 1, "2023-12"),
    ((KEY, "--dimension", "teir"), 1, "tier"),
    ((KEY, "--split", "tier"), 2, "`--dimension`"),
    ((KEY, "--lang", "fr"), 2, "zh"),
    ((KEY, "--levle", "city"), 2, "--level"),
    ((KEY, "--out", "/nowhere/at/all.csv"), 1, "/nowhere/at/all.csv cannot be written: there is no such folder"),
    ((KEY, "--out", "/dev/null"), 1, "/dev/null"),
    ((KEY, "--out", "x" * 300), 1, "the name is too long"),
    ((KEY, "--list"), 2, "`--list` takes no other argument"),
    (("--list", "--level", "city"), 2, "`--list` takes no other argument"),
]


def test_wrong_words_are_answered_with_a_sentence(counted: RunSuzhu):
    for words, code, helps in WRONG:
        result = counted("export", *words)
        assert (result.code, result.out) == (code, ""), words
        assert helps in result.err, words
        assert "Traceback" not in result.err, words


def test_a_full_disk_leaves_the_old_file(counted: RunSuzhu, tmp_path: Path, monkeypatch):
    out = tmp_path / "figures.csv"
    out.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("server.cli.commands.export.figure_file", lambda *_: map(full, [1]))
    result = counted("export", KEY, "--out", str(out))
    assert result.code == 1
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out] or {p.name for p in tmp_path.iterdir()} <= {"figures.csv", "var"}


def test_figures_of_other_definitions_are_not_written(counted: RunSuzhu, engine: Engine):
    with Session(engine.execution_options(writing=True)) as session:
        session.scalars(select(CubeBuild)).one().definitions = "of the release before"
        session.commit()
    result = counted("export", KEY, "--lang", "en")
    assert (result.code, result.out) == (1, "")
    assert "suzhu statistics build" in result.err


def test_figures_that_were_never_built_are_a_sentence(real: RunSuzhu):
    result = real("export", KEY)
    assert result.code == 1
    assert "suzhu statistics build" in result.err


LIST = ("export", KEY, "--rows", "--region", KUNSHAN, "--period", "2023", "--lang", "en")


def test_the_list_behind_a_figure_is_for_the_account_that_takes_it(counted: RunSuzhu, engine: Engine):
    with open_session(SYSTEM, engine, writing=True) as session:
        for login, role in (("lin", Role.CLERK), ("mei", Role.OFFICIAL)):
            account = accounts.create_account(session, login, login, KUNSHAN, "Try-me-2026-now")
            session.flush()
            accounts.grant(session, account, role, KUNSHAN)
        commit(session)
        state = current_snapshot(session)
        digest = select_rows(INDICATORS[KEY], Part.NUMERATOR, KUNSHAN, Period.parse("2023"), state).digest
    taken = counted(*LIST, "--by", "lin")
    assert (taken.code, taken.err) == (0, "")
    (row,) = rows(taken.out)
    assert (row["As of"], row["Selection"]) == ("2023-12-31", digest)
    assert row["Version of the definition"] == definition_version(INDICATORS[KEY])
    denied = counted(*LIST, "--by", "mei")
    assert (denied.code, denied.out) == (1, "")
    assert "open to these roles" in denied.err
    with Session(engine) as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.actor == "lin")).one()
    assert event.changes["asked"][1].startswith("suzhu export (")
    assert event.changes["rows"] == [None, 1]


@pytest.mark.parametrize("wrong", [("--level", "county", "--by", "lin"), ()])
def test_a_list_goes_without_levels_and_with_an_account(real: RunSuzhu, wrong):
    result = real(*LIST, *wrong)
    assert (result.code, "--by" in result.err) == (2, True)
