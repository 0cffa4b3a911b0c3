"""A new kind of record is a model, a migration and a view: the three files of the recipe, in a copy of the project."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shared.migrations import schema
from tests.conventions.recipes import BLOCKS
from tests.conventions.repository import ROOT, tracked
from tests.conventions.test_recipes import NEW_KIND

USE = Path(__file__).with_name("volunteer_use.py")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project with three files more, and what the recipe says of the list of models."""
    for path in tracked():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix not in {".png", ".pdf"}:
            os.link(ROOT / path, target)
    for path in NEW_KIND:
        (tmp_path / path).write_text(BLOCKS[path].replace("<the last one>", schema.head()), "utf-8")
    models = tmp_path / "shared/models/__init__.py"
    text = models.read_text("utf-8")
    models.unlink()  # a link to the project's own
    models.write_text(text.replace("from .working_day", "from .volunteer import Volunteer\nfrom .working_day"), "utf-8")
    shutil.copy(USE, tmp_path / "tests/admin/test_volunteers.py")
    return tmp_path


def test_three_files_make_a_kind_of_record(copy: Path):
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "tests/admin/test_volunteers.py"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert "6 passed" in done.stdout  # three tests, each on both databases
