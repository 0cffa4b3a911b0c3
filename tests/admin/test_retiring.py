"""Records go out of use for a reason, come back for a reason, and never disappear."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from shared.models import Household, HouseholdMember, Person, Spell, WarningOutcome
from tests.factories import records as make
from tests.support.admin_site import TODAY, AdminSite
from tests.support.databases import ONE_DATABASE


def test_a_record_goes_out_of_use_with_its_reason(site: AdminSite):
    browser, key = site.browser(), site.here[WarningOutcome]
    answer = browser.post("warning-outcome/retire/", {"reason": "entered twice", "version": "1"}, id=key)
    assert answer.status_code == 302
    stored = site.stored(WarningOutcome, key)
    assert (stored["retired_on"], stored["retired_reason"]) == (TODAY, "entered twice")
    page = browser.get("warning-outcome/details/", id=key).text
    assert "entered twice" in page
    assert f"/admin/warning-outcome/edit/?id={key}" not in page
    edited = browser.filled("warning-outcome/edit/", {"reason": "entered twice"}, id=key)
    assert (edited.status_code, "restore it before you edit it" in edited.text) == (422, True)
    assert f"/admin/warning-outcome/details/?id={key}" not in browser.page("warning-outcome/").links
    assert f"/admin/warning-outcome/details/?id={key}" in browser.page("warning-outcome/", use="retired").links


def test_a_retired_record_can_be_put_back_in_use(site: AdminSite):
    browser, key = site.browser(), site.here[WarningOutcome]
    browser.post("warning-outcome/retire/", {"reason": "entered twice", "version": "1"}, id=key)
    assert (
        browser.post("warning-outcome/restore/", {"reason": "it was right", "version": "2"}, id=key).status_code == 302
    )
    assert site.stored(WarningOutcome, key)["retired_on"] is None


@ONE_DATABASE
@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_without_a_reason_nothing_happens_and_what_was_typed_stays(site: AdminSite, reason):
    browser, key = site.browser(), site.here[WarningOutcome]
    answer = browser.post("warning-outcome/retire/", {"reason": reason, "version": "1"}, id=key)
    assert answer.status_code == 422
    assert site.stored(WarningOutcome, key)["retired_on"] is None
    assert reason.strip() in answer.text


def test_what_others_rest_on_stays(site: AdminSite):
    answer = site.browser().post("person/retire/", {"reason": "moved", "version": "1"}, id=site.here[Person])
    assert answer.status_code == 422
    for names in ("Benefit spells (1)", "Warnings (1)"):
        assert names in answer.text


def test_what_rests_on_a_record_is_a_click_away(site: AdminSite):
    """Kind by kind, with its number, its first records and the list of all."""
    browser, key = site.browser(), site.here[Person]
    page = browser.post("person/retire/", {"reason": "moved", "version": "1"}, id=key)
    rests = page.text.partition('class="error-summary dependents"')[2].partition('<div class="record-summary')[0]
    for name in ("Benefit spells (1)", "Household members (1)", "Warnings (1)"):
        address = re.search(rf'href="([^"]+)">{re.escape(name)}', rests)[1].replace("&amp;", "&")
        assert f"person_id={key}" in address
        assert 'class="row-link"' in browser.client.get(address).text, name
    assert f'href="/admin/spell/details/?id={site.here[Spell]}"' in rests
    assert "In other regions" not in rests


def test_what_rests_on_it_in_another_region_is_counted_and_not_named(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        there = session.get_one(Household, site.there[Household])
        session.add(make.special(session.get_one(Person, site.here[Person]), there))
        session.commit()
    page = site.browser().post("person/retire/", {"reason": "moved", "version": "1"}, id=site.here[Person])
    assert "Special assistance (2)" in page.text
    assert "In other regions: 1." in page.text


def test_a_retired_spell_cannot_come_back_over_another(site: AdminSite):
    browser, key = site.browser(), site.here[Spell]
    browser.post("spell/retire/", {"reason": "wrong tier", "version": "1"}, id=key)
    entries = browser.page("spell/edit/", id=key).form().sent | {"tier": "marginal", "monthly_fen": "0"}
    assert browser.insisted_post("spell/new/", entries).status_code == 302
    answer = browser.post("spell/restore/", {"reason": "back", "version": "2"}, id=key)
    assert answer.status_code == 422
    assert "already has a benefit spell on some of these days" in answer.text


def test_the_last_member_of_a_household_with_benefits_is_not_voided(site: AdminSite):
    browser, key = site.browser(), site.here[HouseholdMember]
    asked = browser.filled("household-member/edit/", {"end_on": "2023-12-20", "reason": "left"}, id=key)
    assert (asked.status_code, "in this household go on" in asked.text) == (422, True)
    answer = browser.post("household-member/retire/", {"reason": "left", "version": "1"}, id=key)
    assert (answer.status_code, "stop them first" in answer.text) == (422, True)
    listed = browser.post("household-member/bulk/", {"act": "void", "ticked": [f"{key}-1"]})
    assert "stop them first" in listed.text


def test_a_member_with_benefits_is_voided_after_a_question_about_the_entry(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        home, spouse = session.get_one(Household, site.here[Household]), make.person(name="李梅")
        membership = make.membership(spouse, home, relation="spouse")
        session.add_all([spouse, membership, make.spell(spouse, home)])
        session.commit()
        key = membership.id
    asked = site.browser().post("household-member/retire/", {"reason": "wrong home", "version": "1"}, id=key)
    assert (asked.status_code, "Please check: correct the entry" in asked.text) == (422, True)
    assert "Figures of past months change" not in asked.text
