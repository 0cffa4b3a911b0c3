"""The way in and out, as a browser sees it."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.app import create_app
from shared import clock
from shared.access import passwords
from shared.access.sign_in import COOKIE, actor_from_token
from shared.access.throttle import FREE_ATTEMPTS_PER_PAIR
from shared.errors import DatabaseUnavailableError
from shared.locale import CHINESE, ENGLISH
from shared.models import Account, AuditEvent, SignInSession
from shared.settings import settings
from tests.support.admin_site import PEOPLE, AdminSite, opened_on
from tests.support.databases import ONE_DATABASE

PASSWORD = "correct horse battery"
OWN = "http://localhost"


@pytest.fixture
def entrance(site: AdminSite) -> AdminSite:
    """The admin, where everybody now has a password."""
    with Session(site.engine.execution_options(writing=True)) as session:
        for account in session.scalars(select(Account)):
            account.password_hash = passwords.hash_password(PASSWORD)
        session.commit()
    return site


@pytest.fixture
def stranger(entrance: AdminSite) -> FlaskClient:
    return entrance.app.test_client()


def token_of(page: TestResponse) -> str:
    return re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]


def enter(client: FlaskClient, login: str, password: str = PASSWORD, onward: str = "") -> TestResponse:
    token = token_of(client.get("/sign-in"))
    return client.post("/sign-in", data={"csrf_token": token, "login": login, "password": password, "next": onward})


def session_cookie(client: FlaskClient) -> str | None:
    cookie = client.get_cookie(COOKIE)
    return cookie.value if cookie else None


def test_the_form_opens_the_admin(stranger: FlaskClient):
    assert enter(stranger, "clerk").status_code == 303
    assert stranger.get("/admin/").status_code == 200


@ONE_DATABASE
def test_the_cookie_is_for_this_site_and_no_script(entrance: AdminSite, stranger: FlaskClient, monkeypatch):
    set_cookie = next(c for c in enter(stranger, "clerk").headers.getlist("Set-Cookie") if c.startswith(COOKIE))
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(set_cookie.split("; "))
    assert not any(part in set_cookie for part in ("Secure", "Expires", "Max-Age", "Domain"))
    monkeypatch.setattr(settings(), "https", True)
    secured = enter(entrance.app.test_client(), "clerk").headers.getlist("Set-Cookie")
    assert all("Secure" in c for c in secured if c.startswith(COOKIE))
    assert create_app(opened_on(entrance.engine)).config["SESSION_COOKIE_SECURE"]


@ONE_DATABASE
@pytest.mark.parametrize("login", PEOPLE)
def test_everybody_arrives_where_the_work_is(stranger: FlaskClient, login):
    assert enter(stranger, login).location == ("/" if login == "official" else "/admin/")


@ONE_DATABASE
@pytest.mark.parametrize(
    ("requested", "reached"),
    [
        ("/admin/person/?page=2", "/admin/person/?page=2"),
        ("/charity?region=320583", "/charity?region=320583"),
        ("/", "/admin/"),
        ("", "/admin/"),
        ("https://evil.example/", "/admin/"),
        ("https:evil.example", "/admin/"),
        ("//evil.example", "/admin/"),
        ("///evil.example", "/admin/"),
        ("/\\evil.example", "/admin/"),
        ("\\\\evil.example", "/admin/"),
        ("/\t/evil.example", "/admin/"),
        ("/\n/evil.example", "/admin/"),
        ("javascript:alert(1)", "/admin/"),
        ("evil.example", "/admin/"),
        ("//[", "/admin/"),
    ],
)
def test_one_goes_on_to_a_page_of_this_site_only(stranger: FlaskClient, requested, reached):
    assert enter(stranger, "clerk", onward=requested).location == reached


def test_who_is_signed_in_already_goes_on(stranger: FlaskClient):
    enter(stranger, "official")
    assert stranger.get("/sign-in?next=/charity").location == "/charity"


def test_a_wrong_password_is_said_at_the_form_and_keeps_the_login(stranger: FlaskClient):
    answer = enter(stranger, "clerk", "wrong wrong wrong", "/charity")
    assert answer.status_code == 401
    assert 'role="alert"' in answer.text
    assert 'value="clerk"' in answer.text
    assert 'value="/charity"' in answer.text
    assert "wrong wrong wrong" not in answer.text
    assert session_cookie(stranger) is None


def test_pages_for_unknown_and_known_logins_are_the_same(entrance: AdminSite):
    def page(login: str) -> str:
        client = entrance.app.test_client()
        return re.sub(r'name="csrf_token" value="[^"]+"', "", enter(client, login, "wrong wrong wrong").text)

    assert page("clerk").replace("clerk", "?") == page("nobody").replace("nobody", "?")


def test_too_many_failures_have_to_wait(stranger: FlaskClient):
    for _attempt in range(FREE_ATTEMPTS_PER_PAIR):
        enter(stranger, "clerk", "wrong wrong wrong")
    answer = enter(stranger, "clerk")
    assert answer.status_code == 429
    assert 'role="alert"' in answer.text


def test_each_sign_in_has_a_session_of_its_own_and_ends_the_one_before(entrance: AdminSite, stranger: FlaskClient):
    stranger.set_cookie(COOKIE, "chosen by somebody else")
    token = token_of(stranger.get("/sign-in"))
    stranger.post("/sign-in", data={"csrf_token": token, "login": "clerk", "password": PASSWORD})
    first = session_cookie(stranger)
    assert first != "chosen by somebody else"
    other = entrance.app.test_client()
    token = token_of(other.get("/sign-in"))
    other.set_cookie(COOKIE, first)  # the tab was open on the form while another signed in
    other.post("/sign-in", data={"csrf_token": token, "login": "approver", "password": PASSWORD})
    assert actor_from_token(entrance.engine, first) is None
    assert actor_from_token(entrance.engine, session_cookie(other)).login == "approver"


def test_signing_out_ends_the_session_itself(entrance: AdminSite, stranger: FlaskClient):
    enter(stranger, "clerk")
    token = session_cookie(stranger)
    page = stranger.get("/sign-out")
    assert actor_from_token(entrance.engine, token)
    assert stranger.post("/sign-out", data={"csrf_token": token_of(page)}).location == "/sign-in"
    assert session_cookie(stranger) is None
    assert actor_from_token(entrance.engine, token) is None
    stranger.set_cookie(COOKIE, token)
    assert stranger.get("/admin/").status_code == 303


@ONE_DATABASE
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/language"])
@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://localhost.evil.example", "localhost"])
def test_a_form_of_another_site_does_nothing(entrance: AdminSite, stranger: FlaskClient, path, origin):
    enter(stranger, "clerk")
    token = session_cookie(stranger)
    headers = {"Origin": origin} if origin else {}
    answer = stranger.post(path, data={"login": "clerk", "password": PASSWORD, "to": CHINESE}, headers=headers)
    assert answer.status_code == 400
    assert actor_from_token(entrance.engine, token).language == ENGLISH


@ONE_DATABASE
def test_the_dashboard_signs_out_and_changes_the_language_by_its_origin(entrance: AdminSite, stranger: FlaskClient):
    enter(stranger, "clerk")
    token = session_cookie(stranger)
    answer = stranger.post("/language?to=zh_CN&next=/charity", headers={"Origin": OWN})
    assert answer.location == "/charity"
    assert actor_from_token(entrance.engine, token).language == CHINESE
    stranger.post("/sign-out", headers={"Origin": OWN})
    assert actor_from_token(entrance.engine, token) is None


@ONE_DATABASE
def test_the_language_is_the_browsers_until_one_is_chosen(stranger: FlaskClient):
    for accepted, language in (("en-GB,en;q=0.9", "en"), ("zh-TW,zh;q=0.8", "zh-CN"), ("de", "zh-CN"), ("", "zh-CN")):
        page = stranger.get("/sign-in", headers={"Accept-Language": accepted})
        assert f'<html lang="{language}">' in page.text
    stranger.post("/language", data={"to": "en", "next": "//evil.example"}, headers={"Origin": OWN})
    page = stranger.get("/sign-in", headers={"Accept-Language": "zh-CN"})
    assert '<html lang="en">' in page.text


@ONE_DATABASE
def test_the_chosen_language_is_spoken_after_signing_in(entrance: AdminSite, stranger: FlaskClient):
    stranger.post("/language", data={"to": CHINESE}, headers={"Origin": OWN})
    enter(stranger, "clerk")
    assert actor_from_token(entrance.engine, session_cookie(stranger)).language == CHINESE


@ONE_DATABASE
@pytest.mark.parametrize("chosen", ["", "tlh", "zh", "<script>", "zh_CN\r\nX: y"])
def test_another_language_changes_nothing(entrance: AdminSite, stranger: FlaskClient, chosen):
    enter(stranger, "clerk")
    assert stranger.post("/language", data={"to": chosen}, headers={"Origin": OWN}).status_code == 303
    assert actor_from_token(entrance.engine, session_cookie(stranger)).language == ENGLISH
    assert stranger.get_cookie("suzhu_language") is None


def test_no_get_request_writes(entrance: AdminSite, stranger: FlaskClient):
    enter(stranger, "clerk")
    before = counted(entrance)
    for path in ("/sign-in", "/sign-out", "/language?to=zh_CN", "/sign-in?login=clerk&password=x"):
        stranger.get(path)
    assert counted(entrance) == before
    assert actor_from_token(entrance.engine, session_cookie(stranger)).language == ENGLISH


def counted(entrance: AdminSite) -> list[int]:
    with Session(entrance.engine) as session:
        queries = (select(func.count()).select_from(cls) for cls in (AuditEvent, SignInSession))
        return [session.scalar(query) for query in queries]


@pytest.mark.parametrize("login", ["", "\0", "x" * 9000, "<script>alert(1)</script>", "' OR 1=1 --", "李明"])
def test_strange_logins_are_refused_like_wrong_ones(stranger: FlaskClient, login):
    answer = enter(stranger, login)
    assert answer.status_code in {400, 401}
    assert "<script>alert" not in answer.text


def test_a_lost_database_is_a_page_that_says_so(stranger: FlaskClient, monkeypatch):
    def lost(*_):
        raise DatabaseUnavailableError("The database cannot be reached.")

    monkeypatch.setattr("shared.access.sign_in.sign_in", lost)
    assert enter(stranger, "clerk").status_code == 503


@ONE_DATABASE
def test_each_page_has_a_title_of_its_own(stranger: FlaskClient):
    enter(stranger, "clerk")
    for path, title in (("/sign-out", "Sign out"), ("/language", "Language")):
        assert f"<title>{title} ·" in stranger.get(path).text


def test_whoever_was_signed_out_is_told_why(entrance: AdminSite, stranger: FlaskClient):
    enter(stranger, "clerk")
    for why, message in (("ended", "An administrator ended your session"), ("password", "Your password was changed")):
        with Session(entrance.engine.execution_options(writing=True)) as session:
            own_session = session.scalars(select(SignInSession).order_by(SignInSession.id.desc())).first()
            own_session.ended_at, own_session.ended_why = clock.now(), why
            session.commit()
        assert message in stranger.get("/sign-in").text


def test_the_list_of_sessions_tells_address_and_browser(entrance: AdminSite, stranger: FlaskClient):
    token = token_of(stranger.get("/sign-in"))
    sent = {"csrf_token": token, "login": "clerk", "password": PASSWORD}
    agent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
    stranger.post("/sign-in", data=sent, headers={"User-Agent": agent})
    page = entrance.browser("security").get("sign-in-session/").text
    assert "Chrome · Windows" in page
    assert "127.0.0.1" in page
