"""What is true of a person changes on a day, from the page of the person; a correction asks first."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from shared.models import Household, Person, PersonDisability, PersonRegistration
from tests.factories.regions import CHANGSHU, VILLAGES
from tests.support.admin_site import AdminSite
from tests.support.household_pages import household_page, links_to

MOVE = {"registration_region_code": CHANGSHU, "changed_on": "2023-11-20", "reason": "户籍迁移证 7"}


@pytest.fixture
def registered(site: AdminSite) -> AdminSite:
    """The person is registered in the village, and was nowhere else before."""
    with Session(site.engine.execution_options(writing=True)) as session:
        session.execute(update(Person).values(registration_region_code=VILLAGES[0]))
        session.execute(update(PersonRegistration).values(retired_on=date(2023, 1, 1), retired_reason="test"))
        session.commit()
    return site


def test_the_act_starts_from_the_person_and_is_closed_to_others(site: AdminSite):
    path = "person/registration/"
    assert len(links_to(site.browser().page("person/details/", id=site.here[Person]), path)) == 1
    assert site.browser().get(path, id=site.there[Person]).status_code == 404
    assert site.browser("approver").get(path, id=site.here[Person]).status_code == 403
    before = site.everything()
    assert site.browser().post(path, {}, id=site.here[Person]).status_code == 422
    assert site.everything() == before


def test_a_registration_moves_and_both_stories_say_so(registered: AdminSite):
    site = registered
    answer = site.browser().filled("person/registration/", MOVE, id=site.here[Person])
    assert answer.location == f"/admin/person/details/?id={site.here[Person]}", answer.text
    assert site.stored(Person, site.here[Person])["registration_region_code"] == CHANGSHU
    for page in (site.browser().page("person/details/", id=site.here[Person]), household_page(site)):
        assert "Registration moved away from there" in page.text
    form = site.browser().page("person/registration/", id=site.here[Person])
    assert "Since 2023-11-20" in form.text
    assert "Until 2023-11-19" in form.text  # the day before the next one began
    assert site.browser().page("household/undo/", id=site.here[Household]).text.count("Move of a registration")
    page = site.browser().page("person/details/", id=site.here[Person])
    assert len(links_to(page, "person/undo/")) == 1
    preview = site.browser().page("person/undo/", id=site.here[Person]).text
    assert "Place of registration: " in preview.partition('class="confirmation"')[2]
    undone = site.browser().insisted("person/undo/", {"reason": "录入有误"}, id=site.here[Person])
    assert undone.location == f"/admin/person/details/?id={site.here[Person]}", undone.text
    assert site.stored(Person, site.here[Person])["registration_region_code"] == VILLAGES[0]
    assert site.browser().get("person/undo/", id=site.here[Person]).status_code == 404


def test_a_correction_asks_whether_it_is_a_change(registered: AdminSite):
    site, entries = registered, {"registration_region_code": CHANGSHU, "reason": "更正"}
    asked = site.browser().filled("person/edit/", entries, id=site.here[Person])
    assert (asked.status_code, "This corrects all days since birth" in asked.text) == (422, True)
    assert site.browser().insisted("person/edit/", entries, id=site.here[Person]).status_code == 302
    assert site.stored(Person, site.here[Person])["registration_region_code"] == CHANGSHU


def test_a_disability_is_recognised_graded_anew_and_ends(registered: AdminSite):
    site = registered
    with Session(site.engine.execution_options(writing=True)) as session:
        session.execute(update(PersonDisability).values(retired_on=date(2023, 1, 1), retired_reason="test"))
        session.commit()
    page = site.browser().page("person/details/", id=site.here[Person])
    assert len(links_to(page, "person/disability/")) == 1
    entries = {"disability": "4", "disability_level": "2", "changed_on": "2023-12-05", "reason": "残疾人证 7"}
    assert site.browser().filled("person/disability/", entries, id=site.here[Person]).status_code == 302
    ended = {"disability": "", "disability_level": "", "changed_on": "2023-12-20", "reason": "残疾人证注销"}
    half = site.browser().filled("person/disability/", ended | {"disability": "4"}, id=site.here[Person])
    assert (half.status_code, "Enter both the kind and the grade" in half.text) == (422, True)
    assert site.browser().filled("person/disability/", ended, id=site.here[Person]).status_code == 302
    stored = site.stored(Person, site.here[Person])
    assert (stored["disability"], stored["disability_level"]) == (None, None)
    story = household_page(site).text
    assert "Disability recognised; none until then" in story
    assert "until then Physical, Grade 2 (severe)" in story


@pytest.mark.parametrize("path", ["person-registration/", "person-disability/", "person/registration/"])
def test_what_was_since_birth_does_not_tell_the_birth(registered: AdminSite, path: str):
    site = registered
    assert site.browser().filled("person/registration/", MOVE, id=site.here[Person]).status_code == 302
    entries = {"disability": "4", "disability_level": "2", "changed_on": "2023-12-05", "reason": "残疾人证 7"}
    assert site.browser().insisted("person/disability/", entries, id=site.here[Person]).status_code == 302
    assert "1950" not in site.browser().page(path, id=site.here[Person]).text
    for kind in ("person_registration", "person_disability"):
        assert "1950" not in site.browser().client.get(f"/exports/records/{kind}.csv").text
