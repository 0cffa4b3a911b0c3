"""Two people at one record: the second one sees both values and chooses."""

from __future__ import annotations

import pytest

from shared.models import Household, Person, Spell
from tests.admin.conftest import HERE, Panel
from tests.admin.pages import Page


@pytest.fixture
def second(panel: Panel):
    """The form of the clerk, opened before somebody of the province saved another address."""
    browser, key = panel.browser(), panel.here[Household]
    form = browser.page("household/edit/", id=key).form().sent
    saved = panel.browser("province").filled("household/edit/", {"address": "theirs"}, id=key)
    assert saved.status_code == 302
    return browser, key, form


def test_both_values_are_shown_with_who_saved_and_nothing_is_overwritten(panel: Panel, second):
    browser, key, form = second
    answer = browser.post("household/edit/", form | {"address": "mine"}, id=key)
    assert answer.status_code == 409
    for text in ("mine", "theirs", "经办province"):
        assert text in answer.text
    assert panel.stored(Household, key)["address"] == "theirs"


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_the_second_one_chooses(panel: Panel, second, choice):
    browser, key, form = second
    page = Page(browser.post("household/edit/", form | {"address": "mine"}, id=key).text)
    answer = browser.post("household/edit/", page.form().sent | {"choose-address": choice}, id=key)
    assert answer.status_code == 302
    assert panel.stored(Household, key)["address"] == choice


def test_other_entries_of_the_second_one_are_kept(panel: Panel, second):
    browser, key, form = second
    page = Page(browser.post("household/edit/", form | {"address": "mine", "residence": "urban"}, id=key).text)
    choices = {"choose-address": "theirs", "choose-residence": "mine"}
    assert browser.post("household/edit/", page.form().sent | choices, id=key).status_code == 302
    stored = panel.stored(Household, key)
    assert (stored["address"], stored["residence"]) == ("theirs", "urban")


def test_a_third_one_is_seen_while_choosing(panel: Panel, second):
    browser, key, form = second
    page = Page(browser.post("household/edit/", form | {"address": "mine"}, id=key).text)
    panel.browser("province").filled("household/edit/", {"address": "third"}, id=key)
    answer = browser.post("household/edit/", page.form().sent | {"choose-address": "mine"}, id=key)
    assert answer.status_code == 409
    assert "third" in answer.text


@pytest.mark.parametrize("version", ["", "0", "abc", "99999999999999999999", "-1", "１"])
def test_a_form_without_its_version_counts_as_old(panel: Panel, version):
    browser, key = panel.browser(), panel.here[Person]
    answer = browser.filled("person/edit/", {"name": "王英", "version": version}, id=key)
    assert answer.status_code == 409
    assert panel.stored(Person, key)["name"] == "王芳"


def test_saving_the_same_twice_has_one_effect(panel: Panel):
    browser, key = panel.browser(), panel.here[Household]
    form = browser.page("household/edit/", id=key).form().sent | {"address": "once"}
    assert [browser.post("household/edit/", form, id=key).status_code for _ in range(2)] == [302, 409]
    stored = panel.stored(Household, key)
    assert (stored["address"], stored["version"]) == ("once", 2)


def test_a_record_that_changed_is_not_retired_unseen(panel: Panel):
    key = panel.here[Spell]
    panel.browser("province").filled("spell/edit/", {"monthly_fen": "700"}, id=key)
    answer = panel.browser().post("spell/retire/", {"reason": "entered twice", "version": "1"}, id=key)
    assert answer.status_code == 409
    assert panel.stored(Spell, key)["retired_on"] is None


def entered(panel: Panel, browser, **changes: str) -> str:
    """Where the form of a new grant of temporary assistance leads, sent as it was filled in."""
    path = "temporary-assistance/new/"
    sent = browser.page(path).form().sent | {"person_id": f"#{panel.here[Person]}", "granted_on": "2023-12-20"}
    answer = browser.post(path, sent | {"amount_fen": "100", "kind": "emergency"} | changes)
    assert answer.status_code == 302, answer.text
    return answer.location


def test_a_new_record_that_is_sent_twice_is_made_once(panel: Panel):
    browser = panel.browser()
    first = entered(panel, browser)
    before = panel.everything()
    assert entered(panel, browser) == first
    assert panel.everything() == before
    assert entered(panel, browser, amount_fen="200") != first
    assert entered(panel, panel.browser("province")) != first  # another person may know of another one


def test_what_was_taken_out_of_use_can_be_entered_again(panel: Panel):
    browser = panel.browser()
    first = entered(panel, browser)
    key = first.partition("id=")[2]
    browser.post("temporary-assistance/retire/", {"reason": "wrong family", "version": "1"}, id=key)
    assert entered(panel, browser) != first
    assert entered(panel, browser) != first


def test_a_household_that_is_sent_twice_is_no_other_household(panel: Panel):
    browser = panel.browser()
    page = browser.page("household/new/").form().sent
    sent = page | {"number": "H-1", "region_code": HERE, "residence": "urban", "address": "1 East Road"}
    answers = [browser.post("household/new/", sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302], answers[-1].text
    assert answers[0].location == answers[1].location
