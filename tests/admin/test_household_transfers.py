"""A family handed over between counties, seen from both sides of the counter."""

from __future__ import annotations

import re

from shared.models import Household, HouseholdTransfer, Person, Spell
from tests.support.admin_site import HERE, THERE, AdminSite

TODAY = {"moves_on": "2023-12-10", "paid_from": "2024-01"}


def offer(site: AdminSite, **more: str) -> int:
    entries = {"to_region_code": THERE[:6], "reason": "moved to the daughter"} | TODAY | more
    sent = site.browser().filled("household/transfer/", entries, id=site.here[Household])
    assert sent.status_code == 302, sent.text
    shown = site.browser("other").get("household-transfer/").text
    return max(int(key) for key in re.findall(r"household-transfer/details/\?id=(\d+)", shown))


def test_it_is_offered_accepted_and_seen_from_both_sides(site: AdminSite):
    key, here, there = offer(site), site.browser(), site.browser("other")
    assert "household/transfer/" in here.get("household/details/", id=site.here[Household]).text
    waiting = there.get("household-transfer/details/", id=key)
    assert (waiting.status_code, "王芳" in waiting.text, "household-transfer/accept/" in waiting.text) == (
        200,
        True,
        True,
    )
    assert "household-transfer/accept/" not in here.get("household-transfer/details/", id=key).text
    assert there.get("household/details/", id=site.here[Household]).status_code == 404
    entries = {"region_code": THERE, "address": "新街3号"}
    assert there.filled("household-transfer/accept/", entries, id=key).status_code == 302
    assert site.stored(Household, site.here[Household])["region_code"] == THERE
    for browser in (here, there):
        page = browser.get("household/details/", id=site.here[Household])
        assert (page.status_code, "王芳" in page.text) == (200, True)
        assert browser.get("spell/details/", id=site.here[Spell]).status_code == 200
        assert browser.get("person/details/", id=site.here[Person]).status_code == 200
    assert "household/edit/" not in here.get("household/details/", id=site.here[Household]).text
    assert here.get("household/edit/", id=site.here[Household]).status_code in {403, 404}
    assert "王芳" in here.get("spell/").text


def test_what_is_wrong_is_said_at_its_field(site: AdminSite):
    browser, key = site.browser(), site.here[Household]
    entries = {"to_region_code": THERE[:6], "reason": ""} | TODAY
    without = browser.filled("household/transfer/", entries, id=key)
    assert (without.status_code, "Enter a reason" in without.text) == (422, True)
    inside = browser.filled("household/transfer/", entries | {"to_region_code": HERE, "reason": "moved"}, id=key)
    assert (inside.status_code, "edit its address" in inside.text) == (422, True)
    nowhere = browser.filled("household/transfer/", entries | {"to_region_code": "nowhere", "reason": "moved"}, id=key)
    assert (nowhere.status_code, 'value="nowhere"' in nowhere.text) == (422, True)


def test_an_offer_is_refused_or_taken_back(site: AdminSite):
    for who, act in (("other", "refuse"), ("clerk", "withdraw")):
        key = offer(site)
        browser = site.browser(who)
        assert browser.post(f"household-transfer/{act}/", {"reason": ""}, id=key).status_code == 422
        assert browser.post(f"household-transfer/{act}/", {"reason": "a mistake"}, id=key).status_code == 302
        assert browser.post(f"household-transfer/{act}/", {"reason": "again"}, id=key).status_code == 422
        assert site.stored(HouseholdTransfer, key)["state"] in {"refused", "withdrawn"}
    assert site.browser("other").get("household-transfer/accept/", id=key).status_code == 403
