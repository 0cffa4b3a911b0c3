"""The recipes of CONTRIBUTING.md and the code in them."""

import re
import textwrap

from tests.conventions.repository import ROOT

GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
_CODE_BLOCK = re.compile(r"^ *```python\n *# (\S+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
BLOCKS = {path: textwrap.dedent(code) for path, code in _CODE_BLOCK.findall(GUIDE)}
"""Code by the file it is meant for."""


def recipe(title: str) -> str:
    """The text of a recipe."""
    return re.search(rf"^### {title}\n(.*?)(?=^##)", GUIDE, re.MULTILINE | re.DOTALL)[1]
