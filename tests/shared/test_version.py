"""The version is that of pyproject.toml, and CHANGELOG.md says what it changed."""

import re
import tomllib

from shared.settings import ROOT
from shared.version import VERSION

DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def test_the_installed_version_is_the_declared_one():
    assert VERSION == DECLARED


def test_the_changelog_begins_with_this_version():
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == DECLARED
