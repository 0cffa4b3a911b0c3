"""Every response is strict: what it may load, who may frame it, who may keep it."""

from __future__ import annotations

import gzip
import re

import pytest

from server.headers import NOTHING_ALLOWED, STRICT, Headers
from server.page import STREAMLIT
from tests.server.conftest import ANNA, ENGLISH, Door

CHART = next(path.name for path in (STREAMLIT / "static" / "js").glob("PlotlyChart.*.js"))
RESPONSES = {
    "page": ("/", "GET", ANNA),
    "panel": ("/admin/", "GET", ANNA),
    "panel's failure": ("/admin/fails", "GET", ANNA),
    "export": ("/exports/x", "GET", ANNA),
    "sign-in": ("/sign-in", "GET", ""),
    "turned away": ("/", "GET", ""),
    "told to sign in": ("/_stcore/health", "GET", ""),
    "Streamlit's own": ("/_stcore/host-config", "GET", ANNA),
    "unknown page": ("/nowhere", "GET", ANNA),
    "unknown method": ("/", "PUT", ANNA),
    "misshapen": ("//x", "GET", ANNA),
    "health": ("/healthz", "GET", ""),
    "script": (f"/static/js/{CHART}", "GET", ""),
    "shapes": ("/geo/cities.geojson", "GET", ""),
    "style": ("/dashboard-static/dashboard.css", "GET", ""),
}


def test_the_strict_headers_say_what_they_must():
    assert STRICT["X-Content-Type-Options"] == "nosniff"
    assert STRICT["Cache-Control"] == "no-store"
    assert STRICT["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert STRICT["Cross-Origin-Opener-Policy"] == STRICT["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in STRICT["Content-Security-Policy"]
    assert "camera=()" in STRICT["Permissions-Policy"]


@pytest.mark.parametrize("kind", RESPONSES)
def test_every_response_has_every_strict_header(door: Door, kind: str):
    path, method, token = RESPONSES[kind]
    answer = door.ask(path, method, token)
    assert {name for name in STRICT if not answer.headers[name]} == set()
    assert "Server" not in answer.headers
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"] or kind == "panel"


@pytest.mark.parametrize("kind", RESPONSES)
def test_nobody_keeps_what_belongs_to_a_person(door: Door, kind: str):
    path, method, token = RESPONSES[kind]
    kept = "public" in door.ask(path, method, token).headers["Cache-Control"]
    assert kept == (kind in {"script", "shapes", "style"})


def test_the_lost_database_page_is_strict_too(door: Door):
    with door.marked("lost"):
        answer = door.ask("/", token=ANNA)
    assert {name for name in STRICT if not answer.headers[name]} == set()


def test_the_page_allows_no_foreign_source_and_no_unknown_script(door: Door):
    policy = dict(
        part.split(" ", 1) for part in door.ask("/", token=ANNA).headers["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert re.fullmatch(r"'self' 'sha256-[A-Za-z0-9+/]{43}='", policy["script-src"])
    assert "http" not in " ".join(policy.values())


def test_a_policy_of_the_panel_is_left_alone(door: Door):
    assert door.ask("/admin/", token=ANNA).headers["Content-Security-Policy"] == "default-src 'self'"
    assert door.ask("/exports/x", token=ANNA).headers["Content-Security-Policy"] == NOTHING_ALLOWED


@pytest.mark.parametrize(("https", "expected"), [(True, "max-age=31536000"), (False, None)])
def test_browsers_are_told_to_stay_on_https_only_where_there_is_https(*, https: bool, expected: str | None):
    assert Headers(None, https=https).strict.get("Strict-Transport-Security") == expected


def test_the_page_links_our_style(door: Door):
    link = re.search(r'<link rel="stylesheet" href="(/dashboard-static/[^"]+)"', door.ask("/", token=ANNA).text)[1]
    answer = door.ask(link)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert ".sz-table" in answer.text


@pytest.mark.parametrize(("token", "language"), [(ANNA, "zh-CN"), (ENGLISH, "en")])
def test_the_page_speaks_the_persons_language_under_our_name(door: Door, token: str, language: str):
    page = door.ask("/", token=token).text
    assert f'<html lang="{language}">' in page
    assert "<title>苏助 Suzhu</title>" in page
    assert ("启用 JavaScript" in page) == (token == ANNA)
    assert "agent" not in page


def test_scripts_are_packed_for_those_who_can_unpack(door: Door):
    packed = door.ask(f"/static/js/{CHART}", Accept_Encoding="gzip, br")
    plain = door.ask(f"/static/js/{CHART}")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) * 3 < len(plain.body)
    assert "immutable" in plain.headers["Cache-Control"]


def test_downloads_are_not_packed(door: Door):
    assert "Content-Encoding" not in door.ask("/exports/x", token=ANNA, Accept_Encoding="gzip").headers
