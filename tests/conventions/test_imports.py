"""Who may import whom (docs/decisions.md): the contracts of pyproject.toml hold, and no module imports itself."""

import subprocess
import sys

import grimp

from tests.conventions.repository import ROOT


def test_import_contracts_hold():
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


ROOT_PACKAGES = ("admin", "dashboard", "seed", "server", "shared")
TWO_WAY_RELATIONSHIPS = [{"shared.models.account", "shared.models.role_grant"}]  # each names the other's class


def test_no_modules_import_each_other_in_a_circle():
    graph = grimp.build_graph(*ROOT_PACKAGES, cache_dir=None)
    imported = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imported) > 400
    assert [circle for circle in circles(imported) if circle not in TWO_WAY_RELATIONSHIPS] == []


def test_a_circle_is_found_wherever_it_is_entered():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}) == [{"b", "c"}]
    assert circles({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": set()}) == []


def circles(imported: dict[str, set[str]]) -> list[set[str]]:
    """Groups of modules that reach each other: what reaches a module and is reached by it."""
    reached = {module: reachable(module, imported) for module in imported}
    found = {frozenset(other for other in reached[module] if module in reached[other]) for module in imported}
    return [set(circle) for circle in found if circle]


def reachable(module: str, imported: dict[str, set[str]]) -> set[str]:
    """Everything a module imports, directly or through others."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        new = imported[waiting.pop()] - found
        found |= new
        waiting += new
    return found
