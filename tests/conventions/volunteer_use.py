"""What follows from the columns of a new kind of record: run by `test_new_record_kind` in a copy of the project."""

import re

from shared.models import Volunteer
from tests.support.admin_site import HERE, THERE, AdminSite, Browser

VALID = {"name": "李 强", "task": "visits", "since": "2023-05-01", "allowance_fen": "1,200.50", "region_code": HERE}


def create(browser: Browser, **entries: str) -> int:
    answer = browser.filled("volunteer/new/", VALID | entries)
    assert answer.status_code == 302, re.findall(r'class="error[^>]*>([^<]+)', answer.text)
    return int(answer.location.rpartition("=")[2])


def test_form_and_checks_follow_from_the_columns(site: AdminSite):
    browser = site.browser()
    form = browser.page("volunteer/new/").form()
    assert form.offered["task"] == ["", "visits", "lessons"]
    assert "The first day of help." in browser.get("volunteer/new/").text
    for name, value, sentence in (
        ("since", "2024-01-01", "Active since: this date is in the future."),
        ("task", "songs", "one of the listed values"),
        ("allowance_fen", "-1", "Allowance a month (yuan): this cannot be below zero."),
        ("name", "", "Full name: this field is required."),
        ("region_code", THERE, "region"),
    ):
        answer = browser.filled("volunteer/new/", VALID | {name: value})
        assert answer.status_code in {403, 422}, name
        assert answer.status_code == 403 or sentence in answer.text, name
    assert site.stored(Volunteer, create(browser))["allowance_fen"] == 120_050


def test_list_filters_files_and_history_follow_too(site: AdminSite):
    browser = site.browser()
    key, other = create(browser), create(browser, name="王芳", task="lessons", since="2023-06-01")
    text = browser.get("volunteer/").text
    assert "Visits families" in text
    assert "1,200.50" in text
    assert "李强" not in browser.get("volunteer/", task="lessons").text
    assert "王芳" not in browser.get("volunteer/", since_to="2023-05-31").text
    listed = browser.client.get("/exports/lists/volunteer.csv?task=visits").data.decode("utf-8-sig")
    assert "Visits families" in listed
    assert "1200.5" in listed
    assert "Gives lessons" not in listed
    records = browser.client.get("/exports/records/volunteer.csv").data.decode("utf-8-sig")
    assert "allowance_fen" in records.splitlines()[0]
    assert "120050" in records
    assert browser.filled("volunteer/edit/", {"allowance_fen": "300"}, id=key).status_code == 302
    assert "1,200.50 → 300.00" in browser.get("volunteer/details/", id=key).text
    assert key != other


def test_the_scope_of_others_ends_before_it(site: AdminSite):
    key = create(site.browser())
    assert site.browser("other").get("volunteer/details/", id=key).status_code == 404
    assert "李" not in site.browser("other").get("volunteer/").text.partition("<tbody")[2]
    assert site.browser("official").get("volunteer/").status_code == 403
