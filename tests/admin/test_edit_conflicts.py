"""Two people at one record: the second one sees both values and chooses."""

from __future__ import annotations

import pytest

from shared.models import Household, Person, Spell
from tests.support.admin_site import HERE, AdminSite
from tests.support.html_pages import Page


@pytest.fixture
def second(site: AdminSite):
    """The form of the clerk, opened before somebody of the province saved another address."""
    browser, key = site.browser(), site.here[Household]
    form = browser.page("household/edit/", id=key).form().sent
    saved = site.browser("province").filled("household/edit/", {"address": "saved"}, id=key)
    assert saved.status_code == 302
    return browser, key, form


def test_both_values_are_shown_with_who_saved_and_nothing_is_overwritten(site: AdminSite, second):
    browser, key, form = second
    answer = browser.post("household/edit/", form | {"address": "submitted"}, id=key)
    assert answer.status_code == 409
    for text in ("submitted", "saved", "经办province"):
        assert text in answer.text
    assert site.stored(Household, key)["address"] == "saved"


@pytest.mark.parametrize("choice", ["submitted", "saved"])
def test_the_second_user_chooses_between_both_values(site: AdminSite, second, choice):
    browser, key, form = second
    page = Page(browser.post("household/edit/", form | {"address": "submitted"}, id=key).text)
    answer = browser.post("household/edit/", page.form().sent | {"choose-address": choice}, id=key)
    assert answer.status_code == 302
    assert site.stored(Household, key)["address"] == choice


def test_other_entries_of_the_second_one_are_kept(site: AdminSite, second):
    browser, key, form = second
    page = Page(browser.post("household/edit/", form | {"address": "submitted", "residence": "urban"}, id=key).text)
    choices = {"choose-address": "saved", "choose-residence": "submitted"}
    assert browser.post("household/edit/", page.form().sent | choices, id=key).status_code == 302
    stored = site.stored(Household, key)
    assert (stored["address"], stored["residence"]) == ("saved", "urban")


def test_a_third_one_is_seen_while_choosing(site: AdminSite, second):
    browser, key, form = second
    page = Page(browser.post("household/edit/", form | {"address": "submitted"}, id=key).text)
    site.browser("province").filled("household/edit/", {"address": "third"}, id=key)
    answer = browser.post("household/edit/", page.form().sent | {"choose-address": "submitted"}, id=key)
    assert answer.status_code == 409
    assert "third" in answer.text


@pytest.mark.parametrize("version", ["", "0", "abc", "99999999999999999999", "-1", "１"])
def test_a_form_without_its_version_counts_as_old(site: AdminSite, version):
    browser, key = site.browser(), site.here[Person]
    answer = browser.filled("person/edit/", {"name": "王英", "version": version}, id=key)
    assert answer.status_code == 409
    assert site.stored(Person, key)["name"] == "王芳"


def test_saving_the_same_twice_has_one_effect(site: AdminSite):
    browser, key = site.browser(), site.here[Household]
    form = browser.page("household/edit/", id=key).form().sent | {"address": "once"}
    assert [browser.post("household/edit/", form, id=key).status_code for _ in range(2)] == [302, 409]
    stored = site.stored(Household, key)
    assert (stored["address"], stored["version"]) == ("once", 2)


def test_a_record_that_changed_is_not_retired_unseen(site: AdminSite):
    key = site.here[Spell]
    site.browser("province").insisted("spell/edit/", {"monthly_fen": "700"}, id=key)
    answer = site.browser().post("spell/retire/", {"reason": "entered twice", "version": "1"}, id=key)
    assert answer.status_code == 409
    assert site.stored(Spell, key)["retired_on"] is None


def filled_in(site: AdminSite, browser, **changes: str) -> dict:
    """The form of a new grant of temporary assistance, opened and filled in."""
    sent = browser.page("temporary-assistance/new/").form().sent
    entries = {"person_id": f"#{site.here[Person]}", "granted_on": "2023-12-20", "amount_fen": "100"}
    return sent | entries | {"kind": "emergency"} | changes


def made_of(browser, sent: dict) -> str:
    """Where the sent form leads."""
    answer = browser.insisted("temporary-assistance/new/", sent)
    assert answer.status_code == 302, answer.text
    return answer.location


def test_a_form_that_is_sent_twice_makes_one_record(site: AdminSite):
    browser = site.browser()
    sent = filled_in(site, browser)
    first = made_of(browser, sent)
    before = site.everything()
    assert made_of(browser, sent) == first
    assert site.everything() == before
    province = site.browser("province")  # a token counts for the one it was given to
    assert made_of(province, sent | {"csrf_token": province.token}) != first


def test_two_forms_with_equal_entries_make_two_records(site: AdminSite):
    browser = site.browser()
    assert made_of(browser, filled_in(site, browser)) != made_of(browser, filled_in(site, browser))


def test_a_form_that_was_wrong_at_first_makes_its_record_once(site: AdminSite):
    browser = site.browser()
    sent = filled_in(site, browser)
    wrong = browser.post("temporary-assistance/new/", sent | {"amount_fen": "many"})
    again = Page(wrong.text).form().sent
    assert again["submission_token"] == sent["submission_token"]
    assert made_of(browser, again | {"amount_fen": "100"}) == made_of(browser, sent)


def test_a_household_that_is_sent_twice_is_no_other_household(site: AdminSite):
    browser = site.browser()
    page = browser.page("household/new/").form().sent
    sent = page | {"number": "H-1", "region_code": HERE, "residence": "urban", "address": "1 East Road"}
    answers = [browser.post("household/new/", sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302], answers[-1].text
    assert answers[0].location == answers[1].location


def test_only_what_the_second_one_changed_is_asked_and_the_rest_stays_as_saved(site: AdminSite, second):
    browser, key, form = second
    answer = browser.post("household/edit/", form | {"residence": "urban", "reason": "they moved"}, id=key)
    assert answer.status_code == 409
    assert 'name="choose-residence"' in answer.text
    assert 'name="choose-address"' not in answer.text  # untouched here: what was saved meanwhile stays
    page = Page(answer.text).form().sent
    assert page["reason"] == ["they moved"]
    assert browser.post("household/edit/", page | {"all": "submitted"}, id=key).status_code == 302
    stored = site.stored(Household, key)
    assert (stored["address"], stored["residence"]) == ("saved", "urban")
