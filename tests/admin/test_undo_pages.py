"""A death and a hand-over are undone from the page of the household, as every act on a family."""

from __future__ import annotations

from shared.models import Household, HouseholdTransfer, Person, Spell
from tests.admin.test_deaths import child_of
from tests.admin.test_household_transfers import offer
from tests.support.admin_site import HERE, THERE, AdminSite, Browser
from tests.support.household_pages import household_page, links_to

DEAD = {"died_on": "2023-11-15", "ends": "y"}


def undo(browser: Browser, key: int, **entries: str) -> object:
    return browser.insisted("household/undo/", {"reason": "录入有误"} | entries, id=key)


def test_a_death_is_undone_from_the_household(site: AdminSite):
    heir, key, before = child_of(site), site.here[Household], site.everything()
    head = {f"head-{key}": str(heir)}
    assert site.browser().insisted("person/edit/", DEAD | head, id=site.here[Person]).status_code == 302
    shown = household_page(site)
    assert (links_to(shown, "household/undo/"), "Undo: Death" in shown.text) == ([{"id": [str(key)]}], True)
    answer = undo(site.browser(), key)
    assert (answer.status_code, answer.location) == (302, f"/admin/household/details/?id={key}")
    assert site.stored(Person, site.here[Person])["died_on"] is None
    assert site.stored(Spell, site.here[Spell])["end_on"] is None
    assert before != site.everything()  # what was made by it stays in the trail and out of use
    assert links_to(household_page(site), "household/undo/") == []


def test_a_hand_over_is_undone_by_the_new_office_and_waits_again(site: AdminSite):
    transfer, key, there = offer(site), site.here[Household], site.browser("other")
    entries = {"region_code": THERE, "address": "新街3号"}
    assert there.filled("household-transfer/accept/", entries, id=transfer).status_code == 302
    page = there.page("household/undo/", id=key)
    for words in ("Undo: Transfer to another office", "its offer awaits your answer again", "Benefit spells (2)"):
        assert words in page.text, words
    assert site.browser().get("household/undo/", id=key).status_code == 403
    answer = undo(there, key)
    assert (answer.status_code, answer.location) == (302, f"/admin/household-transfer/details/?id={transfer}")
    assert "household-transfer/accept/" in there.get("household-transfer/details/", id=transfer).text
    assert there.get("household/details/", id=key).status_code == 404
    assert site.stored(HouseholdTransfer, transfer)["state"] == "offered"
    assert site.stored(Household, key)["region_code"] == HERE
    assert "The family has moved away" not in household_page(site).text
