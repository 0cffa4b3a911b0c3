"""The command line: help, languages, messages about wrong arguments, exit codes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from server.cli import main
from shared.settings import ROOT
from shared.version import VERSION
from tests.factories.regions import KUNSHAN, NANJING
from tests.support.command_line import CommandResult, RunSuzhu, add_user

USAGE_ERRORS = {
    "unknown verb": (("expor",), "There is no command expor. Possible values: export, import."),
    "unknown command": (("user", "ad"), "There is no command ad. Possible values: add."),
    "unknown option": (("user", "list", "--lnag"), "There is no option --lnag. Possible values: --lang"),
    "unknown language": (("--lang", "de"), "'--lang' has an invalid value. Possible values: en, zh."),
    "unknown role": (
        ("user", "grant", "li.ming", "--role", "clark", "--region", KUNSHAN),
        "Possible values: approver, aud",
    ),
    "unknown account": (("user", "disable", "li.min"), "There is no li.min. Possible values: li.ming."),
    "unknown region": (("user", "grant", "li.ming", "--role", "clerk", "--region", "320584"), "320583"),
    "no region": (
        ("user", "grant", "li.ming", "--role", "clerk", "--region", "Suzhou"),
        "Possible values: 320000, 3201",
    ),
    "hostile region": (("user", "grant", "li.ming", "--role", "clerk", "--region", "\0"), "Possible values: 320000"),
    "missing option": (("user", "grant", "li.ming", "--role", "clerk"), "'--region' is missing."),
    "missing argument": (("user", "disable"), "'LOGIN' is missing."),
    "not held": (
        ("user", "revoke", "li.ming", "--role", "clerk", "--region", NANJING, "--reason", "x"),
        "Possible values: clerk 320583.",
    ),
    "scale": (("seed", "demo", "--scale", "50"), "'--scale' has an invalid value. It must lie between 0.001 and 3.0."),
    "no scale": (
        ("seed", "demo", "--scale", "nan"),
        "'--scale' has an invalid value. It must lie between 0.001 and 3.0.",
    ),
    "scale in words": (("seed", "demo", "--scale", "large"), "It must lie between 0.001 and 3.0."),
    "seed": (("seed", "demo", "--seed", "-1"), "It must lie between 0 and 2147483647."),
    "port": (("run", "--port", "http"), "'--port' has an invalid value. It must be a number."),
    "too many words": (("audit", "verify", "everything"), "`suzhu audit verify --help` shows how to write it."),
    "no verb": (("--lang", "en"), "`suzhu --help` shows how to write it."),
    "no value": (("export", "--level"), "--help` shows how to write it."),
}


def test_wrong_words_are_answered_with_the_right_ones(real: RunSuzhu):
    add_user(real, "li.ming", KUNSHAN, "--role", "clerk")
    results = {case: real(*words) for case, (words, _sentence) in USAGE_ERRORS.items()}
    assert {case: found for case, found in results.items() if (found.code, found.out) != (2, "")} == {}
    assert {case: found.err for case, found in results.items() if USAGE_ERRORS[case][1] not in found.err} == {}
    assert [case for case, found in results.items() if "Traceback" in found.err] == []


def test_wrong_words_are_never_answered_half_in_english(suzhu: RunSuzhu):
    for words in (("audit", "verify", "everything"), ("export", "--level"), ("export", "--list=x"), ("--lang", "zh")):
        result = suzhu("--lang", "zh", *words)
        assert result.code == 2
        outside = re.sub(r"`.*?`", "", result.err)
        assert not re.search(r"[a-z]+ [a-z]+", outside), words


def test_bytes_that_are_no_text_are_refused(real: RunSuzhu):
    for words in (("user", "disable", "li\udcff"), ("export", "quota", "--region", "\udcff"), ("\udcff",)):
        result = real(*words)
        assert (result.code, result.out) == (1, "")
        assert result.err == "The command contains characters that cannot be read. Write it in UTF-8.\n"


def test_a_full_disk_behind_standard_output_is_said():
    with Path("/dev/full").open("w") as full:
        words = [sys.executable, "-m", "server.cli.main", "--lang", "zh", "export", "--list"]
        done = subprocess.run(words, cwd=ROOT, check=False, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (1, "无法写出：磁盘已满。\n")


def test_no_words_show_the_help_of_all_verbs(suzhu: RunSuzhu):
    result = suzhu()
    assert result.code == 2
    assert all(re.search(rf"^  {verb}  ", result.err, re.MULTILINE) for verb in main.COMMANDS)
    assert suzhu("--help").out.strip() == result.err.strip()


@pytest.mark.parametrize("verb", main.COMMANDS)
def test_every_verb_has_help_in_both_languages(suzhu: RunSuzhu, verb):
    english, chinese = suzhu("--lang", "en", verb, "--help"), suzhu("--lang", "zh", verb, "--help")
    assert (english.code, chinese.code) == (0, 0)
    assert english.out.startswith("Usage: suzhu")
    assert chinese.out.startswith("用法： suzhu")
    assert not re.search(r"[一-鿿]", english.out)
    assert not re.search(r"\b(the|and|of)\b", chinese.out)


def test_the_language_is_the_machines_unless_it_is_said(suzhu: RunSuzhu, monkeypatch: pytest.MonkeyPatch):
    assert suzhu("expor").err.startswith("There is no command")
    assert suzhu("--lang", "zh", "expor").err.startswith("没有命令")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert suzhu("user", "nothing").err.startswith("没有命令")


def test_what_should_not_happen_is_a_number_and_no_secret(real: RunSuzhu, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise RuntimeError("320583195001010027")

    monkeypatch.setattr("shared.audit.find_faults", fail)
    result = real("audit", "verify")
    assert result.code == 1
    reference = re.search(r"error number ([0-9a-f]{8})", result.err)[1]
    assert result.err.startswith(f"[{reference}] builtins.RuntimeError\n")
    assert "320583195001010027" not in result.err
    assert "Traceback" not in result.err


def test_the_installed_command_exits_as_it_says():
    for words, code in ((["--help"], 0), (["nothing"], 2)):
        assert (
            subprocess.run([sys.executable, "-m", "server.cli.main", *words], cwd=ROOT, check=False).returncode == code
        )


def test_the_version_is_printed(suzhu: RunSuzhu):
    assert suzhu("--version") == CommandResult(0, f"suzhu {VERSION}\n", "")
    assert "--version" in suzhu("--help").out


def test_named_heads_that_are_not_there_are_an_error(real: RunSuzhu, tmp_path: Path):
    result = real("audit", "verify", "--heads", str(tmp_path / "nothing"), "--lang", "en")
    assert (result.code, "does not exist" in result.err) == (1, True)
