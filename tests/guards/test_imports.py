"""Who may import whom (docs/decisions.md): the contracts of pyproject.toml hold."""

import subprocess
import sys

from tests.guards.tree import ROOT


def test_import_contracts_hold():
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
