"""Security headers stand on every response: what it may load, who may frame it, who may cache it."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from dashboard.components.html.rendering import render_template
from dashboard.static_page import StaticPage
from server.web.dashboard_shell import STREAMLIT_DIR, insert_content, render_index_html
from server.web.security_headers_middleware import SecurityHeadersMiddleware
from shared.web.security_headers import DEFAULT_HEADERS, content_security_policy
from tests.support.gateway import ANNA, ERIK, Gateway

CHART = next(path.name for path in (STREAMLIT_DIR / "static" / "js").glob("PlotlyChart.*.js"))
RESPONSES = {
    "page": ("/", "GET", ANNA),
    "admin": ("/admin/", "GET", ANNA),
    "failing admin": ("/admin/fails", "GET", ANNA),
    "export": ("/exports/x", "GET", ANNA),
    "sign-in": ("/sign-in", "GET", ""),
    "redirect": ("/", "GET", ""),
    "script without session": ("/_stcore/health", "GET", ""),
    "of Streamlit": ("/_stcore/host-config", "GET", ANNA),
    "unknown page": ("/nowhere", "GET", ANNA),
    "unknown method": ("/", "PUT", ANNA),
    "malformed": ("//x", "GET", ANNA),
    "health": ("/healthz", "GET", ""),
    "script": (f"/static/js/{CHART}", "GET", ""),
    "shapes": ("/geo/cities.geojson", "GET", ""),
    "style": ("/dashboard-static/dashboard.css", "GET", ""),
}


def test_the_strict_headers_say_what_they_must():
    assert DEFAULT_HEADERS["X-Content-Type-Options"] == "nosniff"
    assert DEFAULT_HEADERS["Cache-Control"] == "no-store"
    assert DEFAULT_HEADERS["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert (
        DEFAULT_HEADERS["Cross-Origin-Opener-Policy"]
        == DEFAULT_HEADERS["Cross-Origin-Resource-Policy"]
        == "same-origin"
    )
    assert "frame-ancestors 'none'" in DEFAULT_HEADERS["Content-Security-Policy"]
    assert "camera=()" in DEFAULT_HEADERS["Permissions-Policy"]


@pytest.mark.parametrize("kind", RESPONSES)
def test_every_response_has_every_strict_header(gateway: Gateway, kind: str):
    path, method, token = RESPONSES[kind]
    answer = gateway.request(path, method, token)
    assert {name for name in DEFAULT_HEADERS if not answer.headers[name]} == set()
    assert "Server" not in answer.headers
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"] or kind == "admin"


@pytest.mark.parametrize("kind", RESPONSES)
def test_nobody_keeps_what_belongs_to_a_person(gateway: Gateway, kind: str):
    path, method, token = RESPONSES[kind]
    kept = "public" in gateway.request(path, method, token).headers["Cache-Control"]
    assert kept == (kind in {"script", "shapes", "style"})


def test_the_lost_database_page_is_strict_too(gateway: Gateway):
    with gateway.switched_on("lost"):
        answer = gateway.request("/", token=ANNA)
    assert {name for name in DEFAULT_HEADERS if not answer.headers[name]} == set()


def test_the_page_allows_no_foreign_source_and_no_unknown_script(gateway: Gateway):
    policy = dict(
        part.split(" ", 1) for part in gateway.request("/", token=ANNA).headers["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert re.fullmatch(r"'self' 'sha256-[A-Za-z0-9+/]{43}='", policy["script-src"])
    assert "http" not in " ".join(policy.values())


def test_a_policy_of_the_admin_is_left_alone(gateway: Gateway):
    assert gateway.request("/admin/", token=ANNA).headers["Content-Security-Policy"] == "default-src 'self'"
    assert gateway.request("/exports/x", token=ANNA).headers["Content-Security-Policy"] == content_security_policy()


@pytest.mark.parametrize(("https", "expected"), [(True, "max-age=31536000"), (False, None)])
def test_browsers_are_told_to_stay_on_https_only_where_there_is_https(*, https: bool, expected: str | None):
    assert SecurityHeadersMiddleware(None, https=https).headers.get("Strict-Transport-Security") == expected


def test_the_page_links_our_style(gateway: Gateway):
    link = re.search(r'<link rel="stylesheet" href="(/dashboard-static/[^"]+)"', gateway.request("/", token=ANNA).text)[
        1
    ]
    answer = gateway.request(link)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert ".sz-table" in answer.text


def test_the_page_loads_our_scripts_by_their_content(gateway: Gateway):
    page = gateway.request("/", token=ANNA).text
    scripts = re.findall(r'<script src="(/server-static/(\w+)\.js\?[0-9a-f]{12})"', page)
    assert [name for _, name in scripts] == ["connection", "static_page", "links", "figure_drawer"]
    assert all(gateway.request(address).status == 200 for address, _ in scripts)


@pytest.mark.parametrize(("token", "language"), [(ANNA, "zh-CN"), (ERIK, "en")])
def test_the_page_speaks_the_persons_language_under_our_name(gateway: Gateway, token: str, language: str):
    page = gateway.request("/", token=token).text
    assert f'<html lang="{language}">' in page
    assert "<title>苏助 Suzhu</title>" in page
    assert ("启用 JavaScript" in page) == (token == ANNA)
    assert "agent" not in page


@pytest.mark.parametrize("height", [0, 300])
def test_what_draws_charts_is_fetched_at_once_where_there_are_some(height: int):
    place = render_template("element_place", height=height) if height else ""
    page = insert_content(render_index_html("zh_CN"), StaticPage("Overview", Markup("<h1>12</h1>") + place))
    fetched = f'<link rel="modulepreload" crossorigin href="./static/js/{CHART}" fetchpriority="low" />' in page
    assert fetched is bool(height)
