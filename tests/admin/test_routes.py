"""Every address of the admin names who may come in, and docs/routes.md says the same, both ways."""

from __future__ import annotations

from admin.site.access_control import EVERYBODY, EXPORT_OF_AREA, SIGNED_IN
from shared.access import Permission
from tests.admin.routes import TABLE, served


def published() -> list[tuple[str, ...]]:
    """The rows of the table."""
    lines = TABLE.read_text("utf-8").splitlines()
    rows = [tuple(cell.strip(" `") for cell in line.strip("|").split("|")) for line in lines if line.startswith("| `")]
    return sorted(rows)


def test_the_published_table_is_what_is_served(app):
    assert published() == served(app)


def test_every_route_names_somebody(app):
    known = {EVERYBODY, EXPORT_OF_AREA, SIGNED_IN, *(str(permission) for permission in Permission)}
    assert [row for row in served(app) if row[2] not in known] == []


def test_what_everybody_may_open_is_the_way_in_and_our_own_files(app):
    assert {path for path, _, who in served(app) if who == EVERYBODY} == {
        "/admin-static/<path:filename>",
        "/sign-in",
        "/sign-out",
        "/language",
        "/invitation",
    }


def test_what_changes_records_is_asked_for_by_post_and_needs_more_than_reading(app):
    for path, methods, who in served(app):
        if "POST" in methods.split() and who.endswith(":read"):
            own_views = ("/views/save", "/views/remove")  # how somebody likes to see a list: no record
            assert path.endswith(("/search", "/lookup", *own_views))
