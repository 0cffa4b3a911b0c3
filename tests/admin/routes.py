"""The table of all addresses: `python -m tests.admin.routes` writes docs/routes.md anew."""

from __future__ import annotations

from flask import Flask

from admin.app import create_app
from admin.site.access_control import endpoint_permission
from tests.conventions.repository import ROOT
from tests.support.admin_site import opened_on

TABLE = ROOT / "docs/routes.md"
HEAD = """# Addresses of the admin

Every address names who may come in: a permission (`shared/access/permissions.py`), everybody, or whoever is signed in.
An address that names nobody lets nobody in (`admin/site/access_control.py`); inside it the scope of the session
decides which records there are. `tests/admin/test_routes.py` compares this table with what is served, both ways;
`python -m tests.admin.routes` writes it.

| address | methods | who |
| --- | --- | --- |
"""


def served(app: Flask) -> list[tuple[str, str, str]]:
    """(address, methods, who) of every route, sorted."""
    with app.app_context():
        return sorted(
            (rule.rule, " ".join(sorted(rule.methods - {"HEAD", "OPTIONS"})), str(endpoint_permission(rule.endpoint)))
            for rule in app.url_map.iter_rules()
        )


if __name__ == "__main__":
    rows = served(create_app(opened_on(None)))  # type: ignore[arg-type]
    TABLE.write_text(HEAD + "".join(f"| `{path}` | {methods} | {who} |\n" for path, methods, who in rows), "utf-8")
