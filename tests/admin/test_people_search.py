"""The search box of every page: who has it, what it shows, and what stands in no address and no trail."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.site import search_pages
from shared.models import AuditEvent, Household, Person
from shared.models.audit_event import audit_subject
from shared.services.person_search import all_words
from tests.support.admin_site import SEALER, AdminSite
from tests.support.databases import ONE_DATABASE

NUMBER = "99000019500101001X"


def search(site: AdminSite, text: str, login: str = "clerk") -> TestResponse:
    """What somebody sees who types a text into the box."""
    browser = site.browser(login)
    answer = browser.post("search", {"q": text})
    assert answer.status_code == 303
    return browser.client.get(answer.location)


def newest_event(site: AdminSite) -> tuple[AuditEvent, set[int]]:
    with Session(site.engine, expire_on_commit=False) as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
        people = session.execute(select(audit_subject.c.person_id).where(audit_subject.c.event_id == event.id))
        return event, set(people.scalars())


@ONE_DATABASE
@pytest.mark.parametrize("path", ["", "person/", "household/new/", "region/", "search"])
def test_it_stands_on_every_page_of_who_reads_the_registry(site: AdminSite, path: str):
    for login in ("clerk", "approver", "province"):
        if path != "household/new/" or login != "approver":
            assert 'action="/admin/search"' in site.browser(login).get(path).text, login


@ONE_DATABASE
@pytest.mark.parametrize("login", ["official", "system", "security", "audit"])
def test_nobody_else_has_it_or_can_use_it(site: AdminSite, login: str):
    browser = site.browser(login)
    assert 'action="/admin/search"' not in browser.get("").text
    assert browser.get("search").status_code == browser.post("search", {"q": "王"}).status_code == 403


@pytest.mark.parametrize("text", ["王芳", "芳", "wangfang", "wf", "人民路", "人民路1号", "王 1950", "19500101"])
def test_a_person_is_shown_with_what_tells_them_apart(site: AdminSite, text: str):
    page = search(site, text).text
    household = site.stored(Household, site.here[Household])
    assert f"/admin/person/details/?id={site.here[Person]}" in page
    assert f"/admin/household/details/?id={site.here[Household]}" in page
    for shown in ("73 (1950)", "dibao", f"Household of 王芳 · {household['number']}", household["address"]):
        assert shown in page, shown
    assert "1 person matches" in page
    assert f"?id={site.there[Person]}" not in page


def test_another_county_is_not_found(site: AdminSite):
    assert "No one in your regions matches “王强”" in search(site, "王强").text
    assert f"?id={site.there[Person]}" in search(site, "王强", "other").text
    assert "2 people match" in search(site, "王", "province").text


def test_a_void_person_is_not_found(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        person = session.get_one(Person, site.here[Person])
        person.retired_on = person.born_on
        session.commit()
    assert "No one in your regions matches" in search(site, "王芳").text


@ONE_DATABASE
@pytest.mark.parametrize("text", ["王芳", "wangfang", "001X", "19500101", "H000001"])
def test_what_was_typed_stands_in_no_address(site: AdminSite, text: str):
    address = site.browser().post("search", {"q": text}).location
    assert re.fullmatch(r"/admin/search\?q=~[\w-]+", address)
    answer = site.browser().get(f"search?q={text}")
    assert answer.status_code == 200
    assert ("Names and identity numbers are not taken" in answer.text) == (text in {"19500101", "H000001"})


def test_an_identity_number_leads_to_its_person_and_into_no_address(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        person = session.get_one(Person, site.here[Person])
        person.identity_encrypted, person.identity_index = SEALER.encrypt(NUMBER)
        person.identity_masked = "**************001X"
        session.commit()
    answer = site.browser().post("search", {"q": f"王芳 {NUMBER[:6]} {NUMBER[6:]}"})
    assert answer.location == f"/admin/person/details/?id={site.here[Person]}"
    event, people = newest_event(site)
    assert (event.changes["by"], people) == ([None, "identity number"], {site.here[Person]})
    assert f"?id={site.here[Person]}" in search(site, "001x").text


@ONE_DATABASE
@pytest.mark.parametrize(
    "text", [NUMBER, f"王芳 {NUMBER[:6]} {NUMBER[6:]}", "990000500101001", "H12345678", "H1234567801"]
)
def test_a_number_that_nobody_has_goes_into_no_address_in_any_form(site: AdminSite, text: str):
    browser = site.browser()
    answer = browser.post("search", {"q": text})
    assert (answer.status_code, answer.location) == (303, "/admin/search")
    event, people = newest_event(site)
    assert (event.changes["by"], event.changes["rows"], people) == ([None, "identity number"], [None, 0], set())
    page = browser.client.get(answer.location).text
    assert "No one with this identity number is registered in your regions." in page
    assert browser.post("household/search", {"q": text}).location == "/admin/household/"


def test_the_trail_keeps_whom_a_search_showed_and_no_digits(site: AdminSite):
    search(site, "王 1950")
    event, people = newest_event(site)
    assert (event.action, event.record, people) == ("read", "person", {site.here[Person]})
    assert event.changes == {"rows": [None, 1], "by": [None, "search"], "filters": [None, "王 …"]}


def test_who_only_reads_is_told_why_a_birth_date_finds_nobody(site: AdminSite):
    assert "You cannot search by the day of birth" in search(site, "1950-01-01", "approver").text
    assert f"?id={site.here[Person]}" in search(site, "王 1950", "approver").text
    assert "You cannot search" not in search(site, "1950-01-01").text


def test_a_cut_list_says_so(site: AdminSite, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(search_pages, "MAX_PERSONS", 1)
    assert "The first 1 person who matches" in search(site, "王", "province").text


def test_who_finds_nobody_is_led_to_registering_one(site: AdminSite):
    assert 'href="/admin/person/new/"' in search(site, "没有这个人").text
    assert 'href="/admin/person/new/"' not in search(site, "没有这个人", "approver").text
    assert "the whole identity number, or its last four digits" in site.browser().get("search").text


@ONE_DATABASE
def test_the_box_keeps_what_was_typed(site: AdminSite):
    assert 'name="q" value="王芳 &lt;b&gt;"' in search(site, "王芳 <b>").text


def test_what_was_not_looked_through_is_not_said_to_be_missing(site: AdminSite, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(all_words, "MAX_ROWS", 0)
    page = search(site, "王 人民路").text
    assert "Too many people come into question" in page
    assert "No one in your regions" not in page
