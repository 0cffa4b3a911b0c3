"""Forms carry a token, answers carry strict headers, cookies say little, GETs write nothing but the audit trail."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.site import access_control
from admin.views import VIEWS
from shared.models import AuditEvent, Household, Person
from tests.support.admin_site import PEOPLE, AdminSite, path_of
from tests.support.databases import ONE_DATABASE


@ONE_DATABASE
def test_every_form_needs_its_token(site: AdminSite):
    browser, before = site.browser(), site.everything()
    key = site.here[Household]
    form = browser.page("household/edit/", id=key).form().sent | {"address": "elsewhere"}
    for token in ([], ["forged"]):
        answer = browser.client.post(f"/admin/household/edit/?id={key}", data=form | {"csrf_token": token})
        assert answer.status_code == 400
        assert "Check it and save again." in answer.text  # the form again, with everything as typed
        assert 'value="elsewhere"' in answer.text
    for page in ("household/new/", "household/search", f"household/retire/?id={key}", "household/lookup"):
        assert browser.client.post(f"/admin/{page}", data={"reason": "x", "version": "1"}).status_code == 400
    assert site.everything() == before


@ONE_DATABASE
def test_the_token_of_somebody_else_is_none(site: AdminSite):
    browser, other = site.browser(), site.browser("other")
    form = {"csrf_token": other.token, "q": "王"}
    assert browser.client.post("/admin/person/search", data=form).status_code == 400


def test_an_address_that_names_nobody_lets_nobody_in(site: AdminSite, monkeypatch):
    monkeypatch.delitem(access_control.ENDPOINT_PERMISSIONS, "admin.index")
    for login in PEOPLE:
        assert site.app.test_client().get("/admin/").status_code == 303
        assert site.browser(login).client.get("/admin/").status_code == 403


def test_reading_writes_nothing_but_the_audit_trail(site: AdminSite):
    browser, before = site.browser("province"), site.everything()
    for view in VIEWS[::2]:
        path = path_of(view.model)
        browser.get(f"{path}/")
        browser.get(f"{path}/new/")
        for page in ("details", "edit"):
            browser.get(f"{path}/{page}/", id=site.here.get(view.model, 1))
        for page in ("retire", "restore", "reveal", "end", "disable"):
            assert browser.get(f"{path}/{page}/", id=1).status_code in {404, 405}
    assert site.everything() == before


@ONE_DATABASE
def test_every_response_has_the_security_headers(site: AdminSite):
    for path in ("", "person/", "person/details/?id=1", "nothing/", "account/"):
        headers = site.browser().get(path).headers
        assert "script-src 'self';" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"


@ONE_DATABASE
def test_pages_need_no_inline_script_or_style(site: AdminSite):
    for path in ("", "person/", f"person/edit/?id={site.here[Person]}", f"person/details/?id={site.here[Person]}"):
        text = site.browser().get(path).text
        assert not re.search(r"<[^>]+\s(on\w+|style)=", text)
        assert not re.search(r"<script(?![^>]*\ssrc=\"/)", text)
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


@ONE_DATABASE
def test_the_cookie_of_the_admin_is_closed_and_holds_no_name(site: AdminSite):
    cookie = site.browser().get("").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@ONE_DATABASE
def test_only_hosts_of_ours_are_answered(site: AdminSite):
    assert site.browser().client.get("/admin/", headers={"Host": "evil.example"}).status_code == 400


def test_who_read_which_personal_data_is_written_down(site: AdminSite):
    browser, key = site.browser(), site.here[Person]
    browser.get("person/", sex="2")
    browser.get("person/details/", id=key)
    with Session(site.engine) as session:
        events = list(session.scalars(select(AuditEvent).where(AuditEvent.action == "read").order_by(AuditEvent.id)))
    listed, opened = events[-2:]
    assert (listed.actor, listed.record, listed.changes["rows"][1]) == ("clerk", "person", 1)
    assert "sex=2" in listed.changes["filters"][1]
    assert (opened.record, opened.record_id) == ("person", str(key))
