"""What must never be committed or asked for at run time."""

import re

import pytest

from tests.guards.tree import CODE, ROOT, tracked

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


@pytest.mark.parametrize("path", CODE, ids=str)
def test_statements_that_pass_the_scope_by_stand_in_few_places(path):
    """`text()` and raw SQL skip the scope of the session; only these modules may use them, each for its reason."""
    allowed = {
        "shared/audit/",  # the lock of the chain
        "shared/database.py",  # pragmas
        "shared/migrations",  # the schema itself
        "seed",  # bulk load into an empty database
        "server/health.py",  # does the database answer
    }
    if not any(str(path).startswith(place) for place in allowed):
        assert not re.search(r"(?<![\w.])(text|exec_driver_sql)\(\s*f?[\"']", (ROOT / path).read_text("utf-8"))
