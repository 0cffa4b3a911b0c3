"""Passwords that only their owner knows, as a browser sees them: the own page, the code of an invitation."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from shared.access import passwords
from shared.models import Account, SignInSession
from tests.admin.test_sign_in import PASSWORD, enter, token_of
from tests.support.admin_site import AdminSite

OTHER = "another fine password"


@pytest.fixture
def owner(site: AdminSite) -> AdminSite:
    """The clerk has a password, and must choose another one."""
    with Session(site.engine.execution_options(writing=True)) as session:
        account = session.get_one(Account, site.here[Account])
        account.password_hash, account.must_change_password = passwords.hash_password(PASSWORD), True
        session.commit()
    return site


def typed(present: str = PASSWORD, password: str = OTHER, again: str = OTHER) -> dict[str, str]:
    return {"present": present, "password": password, "password_repeat": again}


def change(site: AdminSite, entries: dict[str, str]):
    client = site.browser().client
    return client.post("/password", data={"csrf_token": token_of(client.get("/password"))} | entries)


def test_who_was_given_a_password_opens_nothing_before_choosing_another(owner: AdminSite):
    assert owner.browser().get("person/").location == "/password"
    assert "Your password was set by someone else" in owner.browser().client.get("/password").text
    assert change(owner, typed()).location == "/admin/"
    assert owner.browser().get("person/").status_code == 200


@pytest.mark.parametrize(
    "wrong", [typed(present="wrong wrong wrong"), typed(again="typed otherwise"), typed("", "", "")]
)
def test_what_is_wrong_is_said_and_the_old_password_stays(owner: AdminSite, wrong):
    answer = change(owner, wrong)
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)
    assert passwords.verify_password(owner.stored(Account, owner.here[Account])["password_hash"], PASSWORD)


def test_a_code_is_shown_once_and_its_owner_sets_the_password_with_it(site: AdminSite):
    system, key = site.browser("system"), site.here[Account]
    shown = system.post("account/code/", {"reason": "forgotten"}, id=key).text
    code = re.search(r'class="code">([^<]+)<', shown)[1]
    assert code not in system.get("account/details/", id=key).text
    client = site.app.test_client()
    sent = {
        "csrf_token": token_of(client.get("/invitation")),
        "login": "clerk",
        "password": OTHER,
        "password_repeat": OTHER,
    }
    assert client.post("/invitation", data=sent | {"code": "AAAA-AAAA-AAAA"}).status_code == 422
    assert client.post("/invitation", data=sent | {"code": code}).status_code == 303
    assert site.browser().get("person/").status_code == 303  # the sessions of before have ended
    assert enter(client, "clerk", OTHER).status_code == 303
    assert "Your password was changed at" in client.get("/admin/").text
    assert client.post("/invitation", data=sent | {"code": code}).status_code in {400, 422}
    assert "经办clerk" in site.browser("security").get("password-code/").text


def test_no_form_of_an_account_has_a_password(site: AdminSite):
    browser = site.browser("system")
    for page, params in (("new", {}), ("edit", {"id": site.here[Account]})):
        assert (
            'type="password"'
            not in browser.page(f"account/{page}/", **params).text.partition("<main")[2].partition("</main>")[0]
        )


def test_a_grant_waits_until_another_administrator_confirms_it_in_the_admin(site: AdminSite):
    security, key = site.browser("security"), site.here[Account]
    entries = {"account_id": f"#{key}", "role": "official", "region_code": "#320583"}
    waits = security.filled("role-grant/new/", entries)
    page = waits.location.removeprefix("/admin/")
    proposal = page.rpartition("=")[2]
    assert "proposal/confirm" not in security.get(page).text
    assert security.post("proposal/confirm/", id=proposal).status_code in {403, 422}
    assert "proposal/confirm" in site.browser("system").get(page).text
    assert site.browser("system").post("proposal/confirm/", id=proposal).status_code == 302
    assert "Official" in site.browser("security").get("role-grant/", account_id=key).text


def test_ones_own_page_tells_where_the_account_was_signed_in(owner: AdminSite):
    with Session(owner.engine.execution_options(writing=True)) as session:
        session.get_one(Account, owner.here[Account]).must_change_password = False
        own_sessions = session.query(SignInSession).filter_by(account_id=owner.here[Account]).one()
        own_sessions.browser, own_sessions.address = "Firefox · Linux", "10.1.2.3"
        session.commit()
    text = owner.browser().client.get("/password").text
    assert "Firefox · Linux" in text
    assert "10.1.2.3" in text
