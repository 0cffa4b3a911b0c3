"""When something fails, people read what happened and what to do; nothing of the inside is shown, and it recovers."""

from __future__ import annotations

import re

import pytest

from admin.request import context
from shared.errors import DatabaseUnavailableError
from shared.models import Household
from shared.services import history
from tests.support.admin_site import AdminSite
from tests.support.html_pages import Page


def lost(*_: object, **__: object) -> None:
    raise DatabaseUnavailableError("The database cannot be reached.")


def broken(*_: object, **__: object) -> None:
    raise RuntimeError("SELECT secret FROM person")


@pytest.mark.parametrize(
    ("module", "name"), [(context, "actor_from_token"), (history, "recent_changes"), (history, "audit_read")]
)
def test_a_lost_database_is_said_and_the_next_request_works(site: AdminSite, monkeypatch, module, name):
    browser = site.browser()
    path = "person/" if name == "audit_read" else ""
    with monkeypatch.context() as patch:
        patch.setattr(module, name, lost)
        answer = browser.client.get(f"/admin/{path}", headers={"Accept-Language": "en"})
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        assert "The database cannot be reached." in answer.text
    assert browser.get(path).status_code == 200


def test_a_failure_of_the_program_shows_a_reference_and_nothing_else(site: AdminSite, monkeypatch, caplog):
    monkeypatch.setattr(history, "recent_changes", broken)
    answer = site.browser().get("")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    reference = re.search(r"Error number: ([0-9a-f]{8})", answer.text)[1]
    assert reference in caplog.text
    assert "test_outage.py" in caplog.text  # where it happened
    assert "secret" not in caplog.text


def test_what_fails_while_saving_saves_nothing(site: AdminSite, monkeypatch):
    browser, before = site.browser(), site.everything()
    form = browser.page("household/edit/", id=site.here[Household]).form().sent | {"address": "elsewhere"}
    for fault, status in ((lost, 503), (broken, 500)):
        with monkeypatch.context() as patch:
            patch.setattr("admin.records.edit_pages.commit_with_retry", fault)
            answer = browser.post("household/edit/", form, id=site.here[Household])
            assert answer.status_code == status
            assert "Your entries are still on this page." in answer.text
    assert site.everything() == before
    entries = next(form.sent for form in Page(answer.text).forms if "address" in form.sent)
    shown = Page(browser.post("household/edit/", entries | {"show": "1"}, id=site.here[Household]).text).form().sent
    assert shown["address"] == ["elsewhere"]
    assert site.everything() == before
    assert browser.post("household/edit/", entries, id=site.here[Household]).status_code == 302
    assert site.stored(Household, site.here[Household])["address"] == "elsewhere"


def test_a_page_whose_reading_cannot_be_written_down_is_not_shown(site: AdminSite, monkeypatch):
    monkeypatch.setattr(history, "audit_read", lost)
    answer = site.browser().get("person/")
    assert answer.status_code == 503
    assert "王芳" not in answer.text
