"""A family handed over between counties, seen from both sides of the counter."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import Household, HouseholdTransfer, Person, Spell
from tests.factories.identity_numbers import identity_number
from tests.factories.regions import VILLAGES
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


def accepted(site: AdminSite) -> None:
    """The family moved, and its new office wrote down a telephone number."""
    key, there = offer(site), site.browser("other")
    entries = {"region_code": THERE, "address": "新街3号"}
    assert there.filled("household-transfer/accept/", entries, id=key).status_code == 302
    changed = there.filled("household/edit/", {"telephone": "13800138000"}, id=site.here[Household])
    assert changed.status_code == 302, changed.text


def test_the_old_office_reads_the_family_as_it_was_there(site: AdminSite):
    before = site.stored(Household, site.here[Household])["address"]
    accepted(site)
    there = site.browser("other").get("household/details/", id=site.here[Household]).text
    assert all(text in there for text in ("新街3号", "13800138000", before))  # the new office the whole story
    for path, key in (("household", site.here[Household]), ("person", site.here[Person])):
        page = site.browser().get(f"{path}/details/", id=key)
        assert page.status_code == 200
        assert "The family has moved away" in page.text
        assert not any(text in page.text for text in ("新街3号", "13800138000", "person/edit/", "spell/new/"))
    assert before in site.browser().get("household/details/", id=site.here[Household]).text


def test_later_changes_of_a_person_are_not_read_by_the_old_office(site: AdminSite):
    accepted(site)
    there, key = site.browser("other"), site.here[Person]
    changed = there.insisted("person/edit/", {"name": "新姓名", "disability": "4", "disability_level": "2"}, id=key)
    assert changed.status_code == 302, changed.text
    for login in ("clerk", "approver"):
        page = site.browser(login).get("person/details/", id=key).text
        assert ("王芳" in page, "新姓名" in page, "Grade 2" in page) == (True, False, False), login
        assert "The family has moved away" in page
        for path in ("household/details/", "spell/", "spell/details/"):
            query = {} if path == "spell/" else {"id": site.here[Spell if "spell" in path else Household]}
            text = site.browser(login).get(path, **query).text
            assert ("王芳" in text, "新姓名" in text) == (True, False), (login, path)
    assert "新姓名" in there.get("person/details/", id=key).text


def test_the_old_office_sees_the_members_of_the_last_day_there(site: AdminSite):
    accepted(site)
    page = site.browser().get("household/details/", id=site.here[Household]).text
    assert "This household has no head" not in page
    assert "not a member" not in page
    assert "household-member/details" not in page


def test_nothing_is_done_to_a_family_that_moved_away(site: AdminSite):
    accepted(site)
    browser, sent = site.browser(), {"reason": "to see it"}
    revealed = browser.post("person/reveal/", sent, id=site.here[Person])
    assert (revealed.status_code, 'class="revealed"' in revealed.text) == (422, False)
    for path in ("household/amounts/", "household/transfer/", "household/edit/"):
        assert browser.get(path, id=site.here[Household]).status_code in {403, 404}
    assert browser.post("household/retire/", sent, id=site.here[Household]).status_code in {403, 404}


def test_who_joined_after_the_move_is_not_read_by_the_old_office(site: AdminSite):
    accepted(site)
    there = site.browser("other")
    entries = {"name": "新成员", "region_code": THERE, "sex": "2", "born_on": "2023-12-20", "identity_kind": "none"}
    assert there.insisted("person/new/", entries).status_code == 302
    with Session(site.engine) as session:
        child = session.scalars(select(Person.id).where(Person.name == "新成员")).one()
    known = {
        "household_id": f"#{site.here[Household]}",
        "person_id": f"#{child}",
        "relation": "child",
        "start_on": "2023-12-20",
    }
    joined = there.insisted("household-member/new/", known)
    assert joined.status_code == 302, joined.text
    assert there.get("person/details/", id=child).status_code == 200
    assert site.browser().get("person/details/", id=child).status_code == 404
    assert "新成员" not in site.browser().get("household/details/", id=site.here[Household]).text


def test_members_are_shown_until_the_transfer_is_decided(site: AdminSite):
    key = offer(site)
    assert "王芳" in site.browser("other").get("household-transfer/details/", id=key).text
    assert "Families offered to your office" in site.browser("other").get("").text
    assert "Families offered to your office" not in site.browser().get("").text
    site.browser("other").post("household-transfer/refuse/", {"reason": "not here"}, id=key)
    assert "王芳" not in site.browser("other").get("household-transfer/details/", id=key).text
    assert "Families offered to your office" not in site.browser("other").get("").text


def test_what_is_wrong_is_said_at_its_field(site: AdminSite):
    browser, key = site.browser(), site.here[Household]
    entries = {"to_region_code": THERE[:6], "reason": ""} | TODAY
    without = browser.filled("household/transfer/", entries, id=key)
    assert (without.status_code, "Enter a reason" in without.text) == (422, True)
    inside = browser.filled("household/transfer/", entries | {"to_region_code": HERE, "reason": "moved"}, id=key)
    assert (inside.status_code, "edit its address" in inside.text) == (422, True)
    nowhere = browser.filled("household/transfer/", entries | {"to_region_code": "nowhere", "reason": "moved"}, id=key)
    assert (nowhere.status_code, 'value="nowhere"' in nowhere.text) == (422, True)


def test_days_that_cannot_be_are_refused(site: AdminSite):
    browser, key = site.browser(), site.here[Household]
    entries = {"to_region_code": THERE[:6], "reason": "moved"} | TODAY
    for wrong, said in (
        ({"moves_on": "2019-01-01", "paid_from": "2019-01"}, "The family has lived here since"),
        ({"paid_from": "2024-04"}, "at the latest"),
        ({"paid_from": "2023-11"}, "from the month of the move at the earliest"),
        ({"moves_on": "2024-01-01"}, "still to come"),
    ):
        answer = browser.filled("household/transfer/", entries | wrong, id=key)
        assert (answer.status_code, said in answer.text) == (422, True), wrong
    assert browser.filled("household/transfer/", entries | {"paid_from": "2024-03"}, id=key).status_code == 302


def test_a_family_that_moved_meanwhile_is_not_taken_over(site: AdminSite):
    key = offer(site)
    moved = site.browser().insisted(
        "household/move/",
        {"region_code": VILLAGES[1], "address": "西村5号", "moves_on": "2023-12-20", "reason": "moved"},
        id=site.here[Household],
    )
    assert moved.status_code == 302, moved.text
    entries = {"region_code": THERE, "address": "新街3号"}
    refused = site.browser("other").filled("household-transfer/accept/", entries, id=key)
    assert (refused.status_code, "has moved since it was offered" in refused.text) == (422, True)
    assert site.stored(HouseholdTransfer, key)["state"] == "offered"
    assert site.browser("other").post("household-transfer/refuse/", {"reason": "moved"}, id=key).status_code == 302


def test_an_offer_is_refused_or_taken_back(site: AdminSite):
    for who, act in (("other", "refuse"), ("clerk", "withdraw")):
        key = offer(site)
        browser = site.browser(who)
        assert browser.post(f"household-transfer/{act}/", {"reason": ""}, id=key).status_code == 422
        assert browser.post(f"household-transfer/{act}/", {"reason": "a mistake"}, id=key).status_code == 302
        assert browser.post(f"household-transfer/{act}/", {"reason": "again"}, id=key).status_code == 422
        assert site.stored(HouseholdTransfer, key)["state"] in {"refused", "withdrawn"}
    assert site.browser("other").get("household-transfer/accept/", id=key).status_code == 403


def test_the_search_box_of_the_old_office_takes_the_whole_number(site: AdminSite):
    number, key = identity_number(date(1950, 1, 1), 8), site.here[Person]
    numbered = site.browser().insisted("person/edit/", {"identity_number": number, "identity_kind": "resident"}, id=key)
    assert numbered.status_code == 302, numbered.text
    accepted(site)
    for login in ("clerk", "other"):
        answer = site.browser(login).post("search", {"q": number})
        assert answer.location == f"/admin/person/details/?id={key}", login
    page = site.browser().get("person/details/", id=key).text
    assert ("The family has moved away" in page, "新街3号" in page) == (True, False)
