"""Lookups find people as the search box does, offer few records untyped, and take no offer that is stale."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.records import lookup_page
from shared.models import AuditEvent, EarlyWarning, Household, HouseholdMember, Person, Spell, WarningOutcome
from shared.models.base import Base
from tests.factories import records as make
from tests.support.admin_site import HERE, AdminSite, path_of
from tests.support.databases import ONE_DATABASE


def ask(site: AdminSite, record: type[Base], text: str) -> dict:
    answer = site.browser().post(f"{path_of(record)}/lookup", {"q": text})
    assert answer.status_code == 200, answer.text
    return answer.json


@pytest.mark.parametrize("record", [Person, Household, Spell, EarlyWarning, HouseholdMember])
def test_records_are_offered_by_whatever_is_known_of_their_people(site: AdminSite, record: type[Base]):
    for text in ("王芳", "芳", "wangf", "wf", "人民路1", "19500101", "王 1950"):
        (offer,) = ask(site, record, text)["options"]
        assert offer.endswith(f"#{site.here[record]}"), text


def test_nobody_of_another_county_is_offered(site: AdminSite):
    for record in (Person, Household, Spell, EarlyWarning):
        for text in ("王强", "wangq", "王"):
            assert not any(offer.endswith(f"#{site.there[record]}") for offer in ask(site, record, text)["options"])


@ONE_DATABASE
@pytest.mark.parametrize("record", [Spell, EarlyWarning, HouseholdMember])
def test_an_offer_says_of_whom_it_is(site: AdminSite, record: type[Base]):
    number = site.stored(Household, site.here[Household])["number"]
    (offer,) = ask(site, record, "王芳")["options"]
    assert f"born 1950 · household {number}" in offer


def test_a_household_says_its_address(site: AdminSite):
    assert "head 王芳 · 人民路1号 ·" in ask(site, Household, "王芳")["options"][0]


def test_few_records_are_offered_untyped_and_many_are_not(site: AdminSite, monkeypatch: pytest.MonkeyPatch):
    for record in (Person, Household, Spell):
        answer = ask(site, record, "")
        assert [offer.rpartition("#")[2] for offer in answer["options"]] == [str(site.here[record])]
        monkeypatch.setattr(lookup_page, "MAX_UNTYPED_RESULTS", 0)
        answer = ask(site, record, "")
        assert (answer["options"], answer["message"]) == ([], "Enter what you know to search.")
        monkeypatch.undo()


def test_of_warnings_the_open_ones_are_offered_untyped(site: AdminSite):
    assert ask(site, EarlyWarning, "")["options"] == []
    site.browser().post("warning-outcome/retire/", {"reason": "wrong", "version": "1"}, id=site.here[WarningOutcome])
    assert len(ask(site, EarlyWarning, "")["options"]) == 1


def test_what_is_offered_stands_in_the_trail(site: AdminSite):
    ask(site, Spell, "wangfang")
    with Session(site.engine) as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
        assert (event.action, event.record, event.changes["by"]) == ("read", "spell", [None, "lookup"])


def test_nobody_found_leads_to_registering(site: AdminSite):
    link = ask(site, Person, "没有这个人")["create_link"]
    assert link == {"href": "/admin/person/new/", "text": "Register a person in another tab"}


def error_of(site: AdminSite, person: str) -> str:
    """What the form of a special assistance says of an entry in the field of the person."""
    entries = {"person_id": person, "household_id": f"#{site.here[Household]}", "kind": "medical"}
    answer = site.browser().filled("special-assistance/new/", entries | {"granted_on": "2023-12-20", "amount_fen": "1"})
    return answer.text if answer.status_code == 422 else ""


def test_an_offer_is_taken_as_it_was_chosen(site: AdminSite):
    (offer,) = ask(site, Person, "wangf")["options"]
    assert error_of(site, offer) == ""


@ONE_DATABASE
def test_an_offer_changed_by_hand_is_not_taken(site: AdminSite):
    (offer,) = ask(site, Person, "王芳")["options"]
    assert "no longer fits the record" in error_of(site, offer.replace("王芳", "王强"))


def test_an_offer_of_a_record_that_was_changed_meanwhile_is_not_taken(site: AdminSite):
    (offer,) = ask(site, Person, "王芳")["options"]
    with Session(site.engine.execution_options(writing=True)) as session:
        session.get_one(Person, site.here[Person]).name = "王丽"
        session.commit()
    assert "no longer fits the record" in error_of(site, offer)


def test_a_record_that_was_voided_meanwhile_is_not_taken(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        void = make.person(HERE, name="王丽", retired_on=date(2023, 1, 1))
        session.add(void)
        session.commit()
        key = void.id
    assert "has been voided" in error_of(site, f"#{key}")


def test_whom_a_text_does_not_name_is_asked_for_not_taken(site: AdminSite):
    """Pinyin or an address finds one person; that this one is meant a person says."""
    for text in ("wangfang", "人民路1号", "芳"):
        assert "Is it 王芳" in error_of(site, text), text
    assert error_of(site, "王芳") == ""
