"""The acts on a family, each from the page of its household: seen, done, refused, and undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import AssistanceStandard, AuditEvent, Household, HouseholdMember, Person, Spell
from shared.models.person_registration import registration_on
from tests.factories import records as make
from tests.factories.regions import SUZHOU, VILLAGES
from tests.support.admin_site import AdminSite
from tests.support.databases import ONE_DATABASE
from tests.support.household_pages import change_family, grow_family, household_page, links_to
from tests.support.html_pages import Page

PATHS = ("move", "birth", "marriage", "split", "merge", "stop")
REGISTRATION = (date(2023, 12, 19), date(2023, 12, 20))
BORN = {"name": "王小宝", "sex": "1", "born_on": "2023-12-01", "reason": "出生医学证明 7"}


def act(site: AdminSite, name: str, entries: dict[str, Any], login: str = "clerk") -> Any:
    return site.browser(login).filled(f"household/{name}/", entries, id=site.here[Household])


def answered(site: AdminSite, name: str, entries: dict[str, Any]) -> Any:
    """The act, with what the page asks for after the first answer left as it is proposed."""
    browser, path, key = site.browser(), f"household/{name}/", site.here[Household]
    first = browser.post(path, browser.page(path, id=key).form().sent | entries, id=key)
    assert (first.status_code, "Not saved yet" in first.text) == (200, True), first.text
    return browser.insisted_post(path, Page(first.text).form().sent | entries, id=key)


def members(site: AdminSite, household: int, day: date = date(2023, 12, 31)) -> list[tuple[str, str]]:
    with Session(site.engine) as session:
        own = (HouseholdMember.household_id == household, HouseholdMember.is_in_force(day))
        return sorted(
            (one.person.name, str(one.relation)) for one in session.scalars(select(HouseholdMember).where(*own))
        )


def lone_household(site: AdminSite) -> tuple[int, int]:
    """A household of one in the neighbouring township: keys of household and person."""
    keys = []

    def add(session: Session, _household: Household) -> None:
        home, person = make.household(VILLAGES[1]), make.person(VILLAGES[1], name="孙梅", born_on=date(1992, 2, 2))
        session.add_all([make.membership(person, home), make.spell(person, home)])
        session.flush()
        keys.extend((home.id, person.id))

    change_family(site, add)
    return keys[0], keys[1]


@ONE_DATABASE
@pytest.mark.parametrize("name", PATHS)
def test_every_act_starts_from_the_household_and_is_closed_to_others(site: AdminSite, name):
    grow_family(site, 1)
    path = f"household/{name}/"
    assert len(links_to(household_page(site), path)) == 1
    browser = site.browser()
    assert browser.get(path, id=site.here[Household]).status_code == 200
    assert browser.get(path, id=site.there[Household]).status_code == 404
    assert site.browser("other").get(path, id=site.here[Household]).status_code == 404
    assert site.browser("approver").get(path, id=site.here[Household]).status_code == 403
    assert links_to(household_page(site, "approver"), path) == []
    before = site.everything()
    assert browser.post(path, {}, id=site.there[Household]).status_code == 404
    assert browser.post(path, {}, id=site.here[Household]).status_code == 422
    assert site.everything() == before


def test_a_move_says_what_goes_along_and_takes_it(site: AdminSite):
    page = site.browser().page("household/move/", id=site.here[Household])
    assert "王芳" in page.text.partition('class="confirmation"')[2]
    answer = act(site, "move", {"region_code": VILLAGES[1], "address": "解放路3号", "moves_on": "2023-12-10"})
    assert answer.location == f"/admin/household/details/?id={site.here[Household]}", answer.text
    moved = site.stored(Household, site.here[Household])
    assert (moved["region_code"], moved["address"]) == (VILLAGES[1], "解放路3号")
    assert site.stored(Person, site.here[Person])["region_code"] == VILLAGES[1]


def test_a_move_to_another_county_is_refused_and_nothing_typed_is_lost(site: AdminSite):
    answer = act(site, "move", {"region_code": VILLAGES[3], "address": "解放路3号"})
    assert (answer.status_code, 'id="region_code-error"' in answer.text) == (422, True)
    assert 'value="解放路3号"' in answer.text


def test_whoever_was_slower_sees_the_conflict(site: AdminSite):
    browser, key = site.browser(), site.here[Household]
    sent = browser.page("household/move/", id=key).form().sent | {"region_code": VILLAGES[1], "address": "解放路3号"}
    assert browser.filled("household/edit/", {"telephone": "13812345678"}, id=key).status_code == 302
    answer = browser.post("household/move/", sent, id=key)
    assert (answer.status_code, "Someone else changed this record" in answer.text) == (422, True)


def test_a_birth_proposes_amounts_by_the_standard_from_next_month(site: AdminSite):
    def add(session: Session, _household: Household) -> None:
        session.get_one(Person, site.here[Person]).registration_region_code = VILLAGES[1]
        values = {"kind": "dibao", "coverage": "全市", "monthly_fen": 100_000, "valid_from": date(2023, 7, 1)}
        session.add(AssistanceStandard(region_code=SUZHOU, status="confirmed", source="test", **values))

    change_family(site, add)
    sent = site.browser().page("household/birth/", id=site.here[Household]).form().sent
    (own,) = [name for name in sent if name.startswith("amount-") and name != "amount-child"]
    due = 63_000  # of the one who is recognised
    assert int(sent[own][0]) + int(sent["amount-child"][0]) == (due + 100_000) // 100
    assert (sent["from_month"], sent["tier"], sent["recognise"]) == (["2024-01"], ["dibao"], ["y"])
    assert sent["registration"] == [VILLAGES[1]]  # that of the head
    assert act(site, "birth", BORN | {"registered_on": "2023-12-20"}).status_code == 302
    with Session(site.engine) as session:
        child = session.scalars(select(Person).where(Person.name == "王小宝")).one()
        registered = [session.scalar(select(registration_on(day)).where(Person.id == child.id)) for day in REGISTRATION]
        assert registered == [None, VILLAGES[1]]
        spell = session.scalars(select(Spell).where(Spell.person_id == child.id)).one()
        assert (spell.start_on, spell.entry_reason, spell.household_id) == (
            date(2024, 1, 1),
            "birth",
            site.here[Household],
        )
    assert ("王小宝", "child") in members(site, site.here[Household])


def test_a_child_that_is_not_recognised_is_only_a_member(site: AdminSite):
    browser = site.browser()
    sent = browser.page("household/birth/", id=site.here[Household]).form().sent | BORN
    del sent["recognise"]
    assert browser.post("household/birth/", sent, id=site.here[Household]).status_code == 302
    with Session(site.engine) as session:
        child = session.scalars(select(Person).where(Person.name == "王小宝")).one()
        assert session.scalars(select(Spell).where(Spell.person_id == child.id)).all() == []


def test_a_marriage_moves_the_membership_and_the_benefits(site: AdminSite):
    home, person = lone_household(site)
    answer = answered(site, "marriage", {"person_id": f"#{person}", "day": "2023-12-10", "reason": "结婚证 1"})
    assert answer.status_code == 302, answer.text
    assert members(site, home) == []
    assert ("孙梅", "spouse") in members(site, site.here[Household])


def test_a_head_who_marries_away_is_first_answer_the_next_one(site: AdminSite):
    home, _person = lone_household(site)
    grow_family(site, 1)
    browser, person = site.browser(), site.here[Person]
    sent = browser.page("household/marriage/", id=home).form().sent
    sent |= {"person_id": f"#{person}", "day": "2023-12-10", "reason": "结婚证 1"}
    first_answer = browser.post("household/marriage/", sent, id=home)
    assert (first_answer.status_code, 'name="new_head"' in first_answer.text) == (200, True)
    sent |= Page(first_answer.text).form().sent
    with Session(site.engine) as session:
        own = (HouseholdMember.household_id == site.here[Household], HouseholdMember.relation == "child")
        heir = session.scalars(select(HouseholdMember.id).where(*own)).one()
    assert browser.insisted_post("household/marriage/", sent | {"new_head": str(heir)}, id=home).status_code == 302
    assert members(site, site.here[Household]) == [("成员0", "head")]


def test_members_who_are_ticked_found_a_household(site: AdminSite):
    grow_family(site, 2)
    sent = site.browser().page("household/split/", id=site.here[Household]).form().sent
    first, second = sorted(name.removeprefix("relation-") for name in sent if name.startswith("relation-"))[1:]
    entries = {f"leaves-{first}": "y", f"relation-{first}": "head", f"leaves-{second}": "y"}
    entries |= {"address": "新村5号", "day": "2023-12-10", "reason": "分户申请"}
    nobody = act(site, "split", {"address": "新村5号", "reason": "分户申请"})
    assert (nobody.status_code, "Tick the members who leave" in nobody.text) == (422, True)
    answer = act(site, "split", entries)
    assert answer.status_code == 302, answer.text
    founded = int(answer.location.rpartition("=")[2])
    assert founded != site.here[Household]
    assert members(site, founded) == [("成员0", "head"), ("成员1", "other")]
    assert members(site, site.here[Household]) == [("王芳", "head")]


def test_a_merger_asks_what_each_member_is_to_the_head(site: AdminSite):
    home, _person = lone_household(site)
    first = act(site, "merge", {"household_id": f"#{home}", "day": "2023-12-10", "reason": "并户申请"})
    assert (first.status_code, "孙梅" in first.text) == (200, True)
    with Session(site.engine) as session:
        key = session.scalars(select(HouseholdMember.id).where(HouseholdMember.household_id == home)).one()
    entries = {"household_id": f"#{home}", "day": "2023-12-10", "reason": "并户申请", f"relation-{key}": "sibling"}
    assert answered(site, "merge", entries).status_code == 302
    assert ("孙梅", "sibling") in members(site, site.here[Household])


def test_a_stop_ends_the_benefits_of_all(site: AdminSite):
    asked = act(site, "stop", {"exit_reason": "income", "reason": "复核 3", "end_on": "2023-06-01"})
    assert (asked.status_code, asked.text.count(": goes void")) == (422, 1)  # the raise of July
    assert act(site, "stop", {"exit_reason": "income", "reason": "复核 3"}).status_code == 302
    stopped = site.stored(Spell, site.here[Spell])
    assert (stopped["end_on"], stopped["exit_reason"]) == (date(2024, 1, 1), "income")


@ONE_DATABASE
def test_everything_that_is_wrong_with_a_split_is_said_at_once(site: AdminSite):
    grow_family(site, 1)
    sent = site.browser().page("household/split/", id=site.here[Household]).form().sent
    last = max(int(name.removeprefix("relation-")) for name in sent if name.startswith("relation-"))
    answer = act(site, "split", {"address": "", "telephone": "12", f"leaves-{last}": "y"})
    summary = answer.text.partition('id="error-summary"')[2].partition("</div>")[0]
    for words in ("Address", "mobile number", "Enter a reason", "as the head of the new household"):
        assert words in summary, words


@ONE_DATABASE
def test_an_act_without_a_reason_is_refused(site: AdminSite):
    for name, entries in (("stop", {"exit_reason": "income"}), ("birth", BORN | {"reason": ""})):
        answer = act(site, name, entries)
        assert (answer.status_code, "Enter a reason" in answer.text) == (422, True), name


@pytest.mark.parametrize("event", ["9" * 5000, "²", "x", ""])
def test_an_event_that_is_none_cannot_be_undone(site: AdminSite, event: str):
    browser, key = site.browser(), site.here[Household]
    assert act(site, "stop", {"exit_reason": "income", "reason": "复核 3"}).status_code == 302
    sent = browser.page("household/undo/", id=key).form().sent | {"event": event, "reason": "录入有误"}
    answer = browser.post("household/undo/", sent, id=key)
    assert (answer.status_code, "can no longer be undone" in answer.text) == (422, True)


def test_the_newest_act_is_undone_from_the_household(site: AdminSite):
    browser, key = site.browser(), site.here[Household]
    assert links_to(household_page(site), "household/undo/") == []
    assert browser.get("household/undo/", id=key).status_code == 404
    assert act(site, "stop", {"exit_reason": "income", "reason": "复核 3"}).status_code == 302
    shown = household_page(site)
    assert links_to(shown, "household/undo/") == [{"id": [str(key)]}]
    assert "Undo: Stop of benefits" in shown.text
    page = browser.page("household/undo/", id=key)
    assert ("复核 3" in page.text, "Benefit spells (1)" in page.text) == (True, True)
    assert site.browser("other").get("household/undo/", id=key).status_code == 404
    assert browser.filled("household/undo/", {"reason": ""}, id=key).status_code == 422
    sent = page.form().sent | {"reason": "wrong family"}
    assert browser.post("household/undo/", sent, id=key).status_code == 302
    assert site.stored(Spell, site.here[Spell])["end_on"] is None
    again = browser.post("household/undo/", sent | {"submission_token": "of another page"}, id=key)
    assert (again.status_code, "no longer be undone" in again.text) == (422, True)


def test_what_rests_on_an_act_is_said_and_stays(site: AdminSite):
    assert act(site, "stop", {"exit_reason": "income", "reason": "复核 3"}).status_code == 302
    browser, key = site.browser(), site.here[Household]
    assert browser.filled("household/edit/", {"telephone": "13812345678"}, id=key).status_code == 302
    answer = browser.filled("household/undo/", {"reason": "wrong family"}, id=key)
    assert (answer.status_code, "Later changes rest on it (Households)" in answer.text) == (422, True)
    assert site.stored(Spell, site.here[Spell])["end_on"] == date(2024, 1, 1)


def test_the_auditor_reads_the_act_in_words(site: AdminSite):
    assert act(site, "stop", {"exit_reason": "income", "reason": "复核 3"}).status_code == 302
    with Session(site.engine) as session:
        event = session.scalars(select(AuditEvent.id).where(AuditEvent.action == "act")).one()
    shown = site.browser("audit").get("audit-event/details/", id=event).text
    for words in ("recorded an event in a family", "Stop of benefits", "Benefit spells (1)"):
        assert words in shown, words
