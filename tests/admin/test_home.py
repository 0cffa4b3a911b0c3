"""The first page: my region, what is overdue, what is due today, what changed lately."""

from __future__ import annotations

from shared.models import EarlyWarning, Spell, WarningOutcome
from tests.support.admin_site import AdminSite
from tests.support.databases import ONE_DATABASE


@ONE_DATABASE
def test_it_names_the_region_and_greets_in_both_languages(site: AdminSite):
    browser = site.browser()
    assert "320583" in browser.page("").headings[0]
    assert 'lang="en"' in browser.get("").text


def test_a_warning_without_an_outcome_is_overdue(site: AdminSite):
    browser = site.browser()
    assert "No warning is overdue." in browser.get("").text
    browser.post("warning-outcome/retire/", {"reason": "wrong person", "version": "1"}, id=site.here[WarningOutcome])
    page = browser.page("")
    assert f"/admin/early-warning/details/?id={site.here[EarlyWarning]}" in page.links
    assert f"/admin/early-warning/details/?id={site.here[EarlyWarning]}" not in site.browser("other").page("").links


def test_what_is_due_today_stands_apart(site: AdminSite):
    browser = site.browser()
    entries = {"person_id": "王芳", "rule_key": "r/1", "risk": "illness", "level": "red", "issued_on": "2023-12-20"}
    assert browser.filled("early-warning/new/", entries | {"due_on": "2023-12-31"}).status_code == 302
    text = browser.get("").text
    assert "No warning is due today." not in text
    assert "No warning is overdue." in text


def test_what_is_due_within_a_week_follows_and_the_soonest_leads(site: AdminSite):
    browser = site.browser()
    entries = {"person_id": "王芳", "risk": "illness", "level": "red", "issued_on": "2023-12-20"}
    for day in ("2024-01-07", "2024-01-02", "2024-01-08"):
        browser.filled("early-warning/new/", entries | {"due_on": day, "rule_key": day})
    text = browser.get("").text
    assert text.index("due 2024-01-02") < text.index("due 2024-01-07")
    assert "due 2024-01-08" not in text
    assert "state=overdue" not in text


@ONE_DATABASE
def test_who_keeps_no_cases_finds_what_there_is_to_open(site: AdminSite):
    assert site.browser("audit").page("").links.count("/admin/audit-event/") == 2
    assert site.browser("official").page("").links.count("/admin/assistance-standard/") == 2
    assert site.browser().page("").links.count("/admin/assistance-standard/") == 1


@ONE_DATABASE
def test_changes_lead_to_their_record(site: AdminSite):
    browser = site.browser()
    browser.insisted("spell/edit/", {"monthly_fen": "500"}, id=site.here[Spell])
    assert f"/admin/spell/details/?id={site.here[Spell]}" in browser.page("").links


@ONE_DATABASE
def test_every_role_has_a_first_page(site: AdminSite):
    for login in ("official", "approver", "system", "security", "audit", "province"):
        assert site.browser(login).get("").status_code == 200


@ONE_DATABASE
def test_pages_have_one_heading_and_a_language(site: AdminSite):
    browser = site.browser()
    for path in (
        "",
        "person/",
        "person/new/",
        "spell/details/?id=1",
        f"spell/edit/?id={site.here[Spell]}",
        "nothing/",
    ):
        page = browser.get(path).text
        assert page.count("<h1") == 1
        assert '<html lang="en">' in page
        assert 'href="#main"' in page


@ONE_DATABASE
def test_creating_under_a_record_fills_in_what_is_known(site: AdminSite):
    form = site.browser().page("home-visit/new/", warning_id=site.here[EarlyWarning]).form().sent
    assert form["warning_id"][0].endswith(f"#{site.here[EarlyWarning]}")


@ONE_DATABASE
def test_the_same_pages_in_chinese(site: AdminSite):
    browser = site.browser()
    browser.client.post("/language", data={"to": "zh_CN", "csrf_token": browser.token, "next": "/admin/"})
    for path, words in (
        ("person/", "姓名"),
        ("spell/new/", "救助类别"),
        ("", "逾期未办结"),
        ("spell/edit/?id=1", "保存"),
    ):
        text = browser.get(path).text
        assert '<html lang="zh-CN">' in text
        assert words in text
