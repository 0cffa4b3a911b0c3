"""No address opens without a valid session, by HTTP or by WebSocket."""

from __future__ import annotations

import re
import socket
import time
from contextlib import ExitStack
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette import starlette_routes
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection

from server.web import url_prefixes
from server.web.auth_middleware import CLOSE_PERMISSIONS_CHANGED, CLOSE_SIGNED_OUT
from server.web.websocket_sessions import MAX_TABS_PER_SIGN_IN
from tests.server.fake_apps import RECHECK_SECONDS
from tests.support.gateway import ANNA, ERIK, Gateway

PAGES = ("/", "/coverage", "/?level=counties&in=3205", "/admin/", "/admin/person/?search=1", "/exports/x", "/sign-out")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("token", ["", "forged", "../lost", "zh_CN-"])
def test_without_a_session_one_is_sent_to_the_sign_in_page_and_back(gateway: Gateway, path: str, token: str):
    answer = gateway.request(path, token=token)
    assert answer.status == 303
    to = urlsplit(answer.headers["Location"])
    assert (to.scheme, to.netloc, to.path) == ("", "", "/sign-in")
    assert parse_qs(to.query) == {"next": [path]}


@pytest.mark.parametrize("path", url_prefixes.STREAMLIT_PATHS)
def test_a_script_without_a_session_is_told_so(gateway: Gateway, path: str):
    answer = gateway.request(path)
    assert answer.status == 401
    assert "请重新登录" in answer.text


@pytest.mark.parametrize("path", ["/", "/coverage", "/admin/", "/exports/x", *url_prefixes.STREAMLIT_PATHS])
def test_a_signed_in_user_may_open(gateway: Gateway, path: str):
    assert gateway.request(path, token=ANNA).status == 200


@pytest.mark.parametrize("path", ["/", "/admin/", "/exports/x"])
def test_an_ended_session_opens_nothing(gateway: Gateway, path: str):
    with gateway.session_ended(ANNA):
        assert gateway.request(path, token=ANNA).status == 303
    assert gateway.request(path, token=ANNA).status == 200


def test_a_form_sent_after_the_session_ended_leads_back_to_the_admin_app(gateway: Gateway):
    answer = gateway.request("/admin/person/new?x=1", "POST")
    assert (answer.status, answer.headers["Location"]) == (303, "/sign-in?next=/admin/")


@pytest.mark.parametrize(
    "path", ["//evil.example/x", "/%2Fevil.example", "/%5Cevil.example", "/\\evil.example", "/%5C/e"]
)
def test_next_cannot_leave_the_site(gateway: Gateway, path: str):
    answer = gateway.request(path)
    assert answer.status == 400
    assert "Location" not in answer.headers


def test_next_cannot_break_out_of_its_parameter(gateway: Gateway):
    location = gateway.request("/a%26next=//evil.example%0d%0aX:y?b=1&next=//evil.example").headers["Location"]
    assert location is None or parse_qs(urlsplit(location).query)["next"][0].startswith("/a&next=")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "localhost.evil.example", "[", "", "a@localhost:x"]
)
def test_a_foreign_host_is_refused(gateway: Gateway, host: str):
    assert gateway.request("/", token=ANNA, Host=host).status == 400
    assert gateway.request("/sign-in", Host=host).status == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1"])
def test_our_own_hosts_are_served(gateway: Gateway, host: str):
    assert gateway.request("/", token=ANNA, Host=host).status == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/admin/", "/_stcore/health"])
def test_unknown_methods_are_refused(gateway: Gateway, method: str, path: str):
    assert gateway.request(path, method, token=ANNA).status == 405


def test_forms_go_to_the_admin_app_only(gateway: Gateway):
    assert gateway.request("/admin/", "POST", token=ANNA).status == 200
    assert gateway.request("/", "POST", token=ANNA).status == 405
    assert gateway.request("/exports/x", "POST", token=ANNA).status == 405


ROUTES = [value for name, value in vars(starlette_routes).items() if "ROUTE_" in name and isinstance(value, str)]
CLOSED = {
    *(re.sub(r"\{.*?\}", "x", f"/{route}") for route in ROUTES),
    "/_stcore/agent/interact",
    "/_stcore/agent/openapi.json",
    "/_stcore/stream",
    "/app/static/x",
    "/server-static/",
    "/geo/regions.csv",
} - {"/_stcore/health", "/_stcore/host-config", "/static"}


@pytest.mark.parametrize("path", sorted(CLOSED))
def test_addresses_of_streamlit_that_nobody_needs_are_closed(gateway: Gateway, path: str):
    assert gateway.request(path, token=ANNA).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/admin/%00",
        "/exports/%00?x=%00",
        "/static/%2e%2e/index.html",
        "/static/../../../etc/passwd",
        "/geo/..%2f..%2fpyproject.toml",
        "/server-static/%2e%2e%2fserve.py",
        "/?level=%ff%fe",
        "/admin/?id=%F0%28",
        "/" + "a" * 8000,
        "/admin/" + "../" * 200,
    ],
)
def test_malicious_addresses_do_no_harm(gateway: Gateway, path: str):
    for token in ("", ANNA):
        answer = gateway.request(path, token=token)
        assert answer.status < 500
        assert b"root:" not in answer.body
        assert b"[project]" not in answer.body


def test_bytes_that_are_no_address_are_refused(gateway: Gateway):
    with socket.create_connection(("127.0.0.1", gateway.port)) as line:
        line.sendall(b"GET /sign-in?next=\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 400")


def test_an_unknown_page_is_explained_in_the_reader_s_language(gateway: Gateway):
    answer = gateway.request("/nowhere", token=ANNA)
    assert answer.status == 404
    assert "没有此页面" in answer.text
    assert "not found" not in answer.text


def test_the_stream_opens_for_a_signed_in_person(gateway: Gateway):
    with gateway.open_websocket() as stream:
        assert stream.subprotocol == "streamlit"


@pytest.mark.parametrize(
    "options",
    [
        {"token": ""},
        {"token": "forged"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": None},
        {"origin": "http://localhost:1"},
    ],
    ids=str,
)
def test_the_stream_is_refused(gateway: Gateway, options: dict[str, str | None]):
    with pytest.raises(InvalidStatus) as refused:
        gateway.open_websocket(**options)
    assert refused.value.response.status_code == 403


def test_the_stream_is_refused_under_a_foreign_host(gateway: Gateway):
    with pytest.raises(InvalidStatus) as refused:
        gateway.open_websocket(host="evil.example", origin="http://evil.example")
    assert refused.value.response.status_code == 403


def test_the_stream_is_refused_after_the_session_has_ended(gateway: Gateway):
    with gateway.session_ended(ANNA), pytest.raises(InvalidStatus):
        gateway.open_websocket()


def test_there_is_no_other_stream(gateway: Gateway):
    with pytest.raises(InvalidStatus):
        gateway.open_websocket(path="/_stcore/other")


def test_an_open_stream_ends_with_its_session(gateway: Gateway):
    with gateway.open_websocket() as stream, gateway.session_ended(ANNA):
        time.sleep(RECHECK_SECONDS * 3)
    assert stream.close_code == CLOSE_SIGNED_OUT


def test_only_people_keep_a_session_from_idling_out(gateway: Gateway):
    noted = gateway.folder / "active"
    noted.unlink(missing_ok=True)
    with gateway.open_websocket():
        gateway.request("/_stcore/health", token=ANNA)
        time.sleep(RECHECK_SECONDS * 2)
    assert not noted.exists()
    for path in ("/", "/admin/"):
        gateway.request(path, token=ANNA)
        assert noted.exists()
        noted.unlink()


def test_an_open_stream_outlives_a_lost_database(gateway: Gateway):
    with gateway.open_websocket() as stream:
        with gateway.switched_on("lost"):
            time.sleep(RECHECK_SECONDS * 3)
        assert stream.ping().wait(5)


def test_an_open_stream_ends_when_the_person_may_do_other_things(gateway: Gateway):
    with gateway.open_websocket() as stream, gateway.switched_on("other-rights"):
        time.sleep(RECHECK_SECONDS * 3)
    assert stream.close_code == CLOSE_PERMISSIONS_CHANGED


def test_a_copied_session_id_disconnects_nobody(gateway: Gateway):
    """Another user names the session of Anna's tab: Streamlit makes a new one, hers continues."""
    with gateway.open_websocket() as stream:
        name = session_of(stream)
        with gateway.open_websocket(token=ERIK, subprotocols=["streamlit", "x", name]) as thief:
            assert session_of(thief) != name
            assert stream.ping().wait(5)
            time.sleep(0.3)
            assert stream.close_code is None


def test_ones_own_session_goes_on_after_a_lost_connection(gateway: Gateway):
    with gateway.open_websocket() as stream:
        name = session_of(stream)
    with gateway.open_websocket(subprotocols=["streamlit", "x", name]) as again:
        assert session_of(again) == name


def session_of(stream: ClientConnection) -> str:
    """Ask for the page, and read which session Streamlit made for it."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    stream.send(message.SerializeToString())
    while True:
        found = ForwardMsg.FromString(stream.recv(timeout=10)).new_session.initialize.session_id
        if found:
            return found


def test_one_person_has_only_so_many_tabs(gateway: Gateway):
    with ExitStack() as tabs:
        for _tab in range(MAX_TABS_PER_SIGN_IN + 1):
            tabs.enter_context(gateway.open_websocket())
        with pytest.raises(InvalidStatus):
            gateway.open_websocket()
        answer = gateway.request("/", token=ANNA)
        assert answer.status == 409
        assert "页面过多" in answer.text
        assert gateway.request("/admin/", token=ANNA).status == 200
        with gateway.open_websocket(token=ERIK):
            assert gateway.request("/", token=ERIK).status == 200
    time.sleep(0.3)
    assert gateway.request("/", token=ANNA).status == 200


@pytest.mark.parametrize("path", url_prefixes.STREAMLIT_PATHS)
def test_nothing_that_streamlit_answers_is_kept(gateway: Gateway, path: str):
    assert gateway.request(path, token=ANNA).headers["Cache-Control"] == "no-store"
