"""The form asks about what is unlikely, in amber, and saves it when a reason is given."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from shared import audit
from shared.access import SYSTEM, open_session
from shared.models import AuditEvent, Person
from tests.support.admin_site import HERE, AdminSite
from tests.support.databases import ONE_DATABASE

TWIN = {"name": "王芳", "born_on": "1950-01-01", "sex": "2", "identity_kind": "none", "region_code": HERE}


def keys_in(text: str) -> list[str]:
    return re.findall(r'name="confirmed" value="(\w+)"', text)


def test_a_doubt_is_confirmed_with_a_reason(site: AdminSite):
    browser = site.browser()
    question = browser.filled("person/new/", TWIN)
    assert (question.status_code, 'class="doubt"' in question.text, len(keys_in(question.text))) == (422, True, 1)
    again = browser.filled("person/new/", TWIN | {"confirmed": keys_in(question.text)[0]})
    assert (again.status_code, "Enter a reason" in again.text, keys_in(again.text)) == (
        422,
        True,
        keys_in(question.text),
    )
    confirmation = {"confirmed": keys_in(question.text)[0], "reason": "a namesake"}
    saved = browser.filled("person/new/", TWIN | confirmation)
    assert saved.status_code == 302
    assert site.stored(Person, int(saved.location.rpartition("=")[2]))["name"] == "王芳"


def test_what_was_changed_meanwhile_is_asked_about_anew(site: AdminSite):
    browser = site.browser()
    question = browser.filled("person/new/", TWIN)
    confirmation = {"confirmed": keys_in(question.text)[0], "reason": "a namesake"}
    saved = browser.filled("person/new/", TWIN | confirmation)
    browser.filled("person/new/", TWIN | confirmation | {"sex": "1"})
    assert saved.status_code == 302
    third = browser.filled("person/new/", TWIN | confirmation | {"sex": "1"})  # two of this name by now
    assert (third.status_code, "2 people with this name" in third.text) == (422, True)


@ONE_DATABASE
@pytest.mark.parametrize("column", ["monthly_fen", "household_id", "region_code", "start_on", "tier"])
@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("Before it was 5.00 yuan.", "Before it was 5.00 yuan."),  # of the first release, without its parts
        ({"sentence": "Before it was {yuan} yuan.", "parts": {"yuan": "5.00"}}, "The previous standard was 5.00 yuan."),
        ({"sentence": "The cycle plans {n} units.", "parts": {"n": "5"}}, "The cycle plans 5 units."),
    ],
)
def test_the_trail_tells_a_doubt_at_any_column(site: AdminSite, column, stored, text):
    values = {"actor": "li", "action": "doubt", "record": "spell", "record_id": "1", "region_code": HERE}
    with open_session(SYSTEM, site.engine, writing=True) as session:
        audit.append(session, **values, reason="it is so", changes={column: [None, stored]})
        session.commit()
        key = session.scalars(select(AuditEvent.id).where(AuditEvent.action == "doubt")).one()
    seen = site.browser("audit").get("audit-event/details/", id=key)
    assert (seen.status_code, text in seen.text) == (200, True)
