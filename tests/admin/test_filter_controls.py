"""Filters are drawn as people choose: short lists by title, linked records not at all, accounts by search."""

from __future__ import annotations

from shared.models import Person, ProgrammeCycle
from tests.support.admin_site import AdminSite


def test_a_cycle_is_chosen_from_the_list_of_cycles(site: AdminSite):
    form = next(f for f in site.browser().page("delivery/").forms if "cycle_id" in f.offered)
    assert str(site.here[ProgrammeCycle]) in form.offered["cycle_id"]


def test_the_person_a_list_was_opened_for_stays_when_it_is_filtered_further(site: AdminSite):
    page = site.browser().page("spell/", person_id=site.here[Person])
    forms_with_person = [form for form in page.forms if form.sent.get("person_id") == [str(site.here[Person])]]
    assert any("start_on_from" in form.sent for form in forms_with_person)
    assert all("person_id" not in form.sent for form in site.browser().page("spell/").forms)


def test_grants_and_sessions_are_found_by_login(site: AdminSite):
    browser = site.browser("security")
    for path in ("role-grant", "sign-in-session"):
        text = browser.get(f"{path}/", q="appr").text
        assert "经办approver" in text
        assert "经办clerk" not in text
