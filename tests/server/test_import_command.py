"""`suzhu import`: kinds, templates, and a file checked row by row, with the exit codes that are promised."""

from __future__ import annotations

from pathlib import Path

from shared.record_import.kinds import KINDS
from tests.support.command_line import RunSuzhu, add_user

HEADINGS = "Household number,Tier,Month paid for,Amount (yuan)\n"


def written(folder: Path, text: str) -> str:
    path = folder / "payments.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_kinds_are_listed_and_have_templates(suzhu: RunSuzhu, tmp_path: Path):
    listed = suzhu("import", "--list")
    assert (listed.code, [line.split()[0] for line in listed.out.splitlines()]) == (0, list(KINDS))
    out = tmp_path / "t.xlsx"
    assert suzhu("import", "template", "payments", "--out", str(out)).code == 0
    assert out.read_bytes().startswith(b"PK")
    assert "Household number" in suzhu("import", "template", "payments").out


def test_wrong_usage_is_said(suzhu: RunSuzhu, tmp_path: Path):
    unknown = suzhu("import", "payment", written(tmp_path, HEADINGS), "--as", "li.ming", "--dry-run")
    assert (unknown.code, "payments" in unknown.err) == (2, True)
    without = suzhu("import", "payments")
    assert (without.code, "--as LOGIN" in without.err) == (2, True)


def test_refused_rows_are_said_and_come_back_and_the_command_fails(real: RunSuzhu, tmp_path: Path):
    assert add_user(real, "li.ming", "320583", "--role", "clerk").code == 0
    file = written(tmp_path, HEADINGS + "1,dibao,2023-13,610\n2,dibao,2023-11,610\n")
    errors = tmp_path / "errors.xlsx"
    result = real("import", "payments", file, "--as", "li.ming", "--dry-run", "--errors", str(errors))
    assert result.code == 1
    assert "refused 2" in result.out
    assert "Row 2, Month paid for: Enter the month" in result.err
    assert errors.read_bytes().startswith(b"PK")


def test_a_file_without_faults_ends_with_0(real: RunSuzhu, tmp_path: Path):
    assert add_user(real, "li.ming", "320583", "--role", "clerk").code == 0
    result = real("import", "payments", written(tmp_path, HEADINGS), "--as", "li.ming", "--dry-run")
    assert (result.code, "refused 0" in result.out) == (0, True), result.err


def test_what_cannot_be_read_is_said_in_a_sentence(real: RunSuzhu, tmp_path: Path):
    assert add_user(real, "li.ming", "320583", "--role", "clerk").code == 0
    cases = (("nowhere.csv", "There is no file"), (written(tmp_path, "a,b\n1,2\n"), "columns are missing"))
    for file, sentence in cases:
        result = real("import", "payments", file, "--as", "li.ming", "--dry-run")
        assert (result.code, sentence in result.err) == (1, True), result.err
