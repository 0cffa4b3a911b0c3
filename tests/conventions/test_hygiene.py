"""What must never be committed or asked for at run time."""

import re

from tests.conventions.repository import ROOT, tracked

# Built from parts so that this file does not name what it forbids.
REGISTRIES = re.compile(
    "|".join([r"py" + r"pi\.org", r"python" + r"hosted\.org", r"npm" + r"js\.(org|com)", "mirrors?" + r"\."])
)
REMOTE = re.compile(
    r"""(?:src|href|url|import|from)\s*[=(:]?\s*["'(]\s*(?:https?:)?//(?!127\.0\.0\.1|localhost)""", re.IGNORECASE
)
TEXT = {".py", ".toml", ".txt", ".md", ".html", ".css", ".js", ".yml", ".sh", ".po", ""}


def test_no_package_registry_is_named():
    found = [p for p in tracked() if p.suffix in TEXT and REGISTRIES.search((ROOT / p).read_text("utf-8", "ignore"))]
    assert found == []


def test_no_page_loads_anything_from_elsewhere():
    pages = [p for p in tracked("*.html", "*.css", "*.js", "*.py") if p.parts[0] != "tests"]
    assert [p for p in pages if REMOTE.search((ROOT / p).read_text("utf-8", "ignore"))] == []


def test_no_database_key_or_environment_is_committed():
    assert tracked("*.db", "*.sqlite*", "*.key", "*.pem", ".env", "*.mo", "var/**", ".venv/**") == []
