"""`make lint` and `make types` find nothing: part of every run of the tests, so that CI checks them too."""

import subprocess
import sys

import pytest

from tests.conventions.repository import ROOT


@pytest.mark.parametrize("command", [["ruff", "check", "--quiet"], ["mypy"]], ids=["lint", "types"])
def test_nothing_is_found(command):
    run = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_ci_runs_what_a_newcomer_is_told_to_run():
    command = "make test"
    assert f"    {command}  " in (ROOT / "README.md").read_text("utf-8")
    assert (ROOT / ".ci/run").read_text("utf-8").splitlines()[-1] == command
