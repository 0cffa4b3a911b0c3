"""The form of a person ends what a death ends, on the same page, and lets it go on when the death is taken back."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.locale import CHINESE, ENGLISH
from shared.models import AuditEvent, Household, HouseholdMember, Person, Spell
from tests.factories import records as make
from tests.support.admin_site import HERE, AdminSite, Browser


def child_of(site: AdminSite) -> int:
    """Another member of the clerk's family."""
    with Session(site.engine.execution_options(writing=True)) as session:
        member = make.membership(make.person(HERE, name="张明"), session.get_one(Household, site.here[Household]))
        member.relation = "child"
        session.add(member)
        session.commit()
        return member.id


def test_a_death_is_one_act_and_can_be_taken_back(site: AdminSite):
    heir, browser, key = child_of(site), site.browser(), site.here[Person]
    entries = {"died_on": "2023-11-15"}
    question = browser.filled("person/edit/", entries, id=key)
    assert question.status_code == 422
    assert "Ended together with this death" in question.text
    head = f"head-{site.here[Household]}"
    without = browser.filled("person/edit/", entries | {"ends": "y", head: ""}, id=key)
    assert (without.status_code, "Choose the new head" in without.text) == (422, True)
    assert site.stored(Spell, site.here[Spell])["end_on"] is None
    assert browser.filled("person/edit/", entries | {"ends": "y", head: str(heir)}, id=key).status_code == 302
    assert str(site.stored(Spell, site.here[Spell])["end_on"]) == "2023-12-01"
    assert str(site.stored(HouseholdMember, heir)["end_on"]) == "2023-11-16"

    back = browser.filled("person/edit/", {"died_on": ""}, id=key)
    assert (back.status_code, "had ended" in back.text) == (422, True)
    assert browser.filled("person/edit/", {"died_on": "", "reopens": "y"}, id=key).status_code == 302
    assert site.stored(Spell, site.here[Spell])["end_on"] is None
    assert site.stored(Person, key)["died_on"] is None


def test_what_a_death_ended_stays_ended_when_somebody_says_so(site: AdminSite):
    browser, key = site.browser(), site.here[Person]
    assert browser.filled("person/edit/", {"died_on": "2023-11-15", "ends": "y"}, id=key).status_code == 302
    assert browser.filled("person/edit/", {"died_on": "", "reopens": "n"}, id=key).status_code == 302
    assert str(site.stored(Spell, site.here[Spell])["end_on"]) == "2023-12-01"


@pytest.mark.parametrize(("writer", "reader", "text"), [(CHINESE, ENGLISH, "Died"), (ENGLISH, CHINESE, "死亡")])
def test_the_reason_that_nobody_wrote_is_told_in_the_reader_s_language(site: AdminSite, writer, reader, text):
    browser, key = site.browser(), site.here[Person]
    set_language(browser, writer)
    assert browser.filled("person/edit/", {"died_on": "2023-11-15", "ends": "y"}, id=key).status_code == 302
    assert reasons(site) == {"Died"}
    set_language(browser, reader)
    history = browser.get("person/details/", id=key).text.partition('<ol class="history">')[2]
    assert f"<q>{text}</q>" in history
    set_language(audit := site.browser("audit"), reader)
    event = audit.get("audit-event/", record="person", action="update").text
    assert re.search(rf"<td[^>]*>\s*{text}\s*</td>", event)


def set_language(browser: Browser, language: str) -> None:
    browser.client.post("/language", data={"to": language, "csrf_token": browser.token, "next": "/admin/"})


def reasons(site: AdminSite) -> set[str]:
    with Session(site.engine) as session:
        return set(session.scalars(select(AuditEvent.reason).where(AuditEvent.action == "update")))
