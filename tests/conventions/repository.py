"""The files of the project, for tests about the project itself."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked(*patterns: str) -> list[Path]:
    """Files that belong to the project (known to git, or new and not ignored), relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(Path(line) for line in set(listed.stdout.splitlines()) if (ROOT / line).is_file())


SOURCES = tracked("*.py")
CODE = [path for path in SOURCES if path.parts[0] in {"shared", "admin", "dashboard", "seed", "server"}]


@cache
def text_of(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def syntax(path: Path) -> ast.Module:
    """The syntax tree of a file: parsed once for all rules."""
    return ast.parse(text_of(path))
