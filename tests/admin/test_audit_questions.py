"""The auditor's question: who saw this person?"""

from __future__ import annotations

import csv
import io
import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from shared.access import SYSTEM, open_session
from shared.models import AuditEvent, Household, Person
from shared.services import subjects
from tests.factories import records as make
from tests.support.admin_site import AdminSite

NOT_ABOUT_ONE = {"account", "programme", "run", "pledge", "quota", "village_mechanism"}


def ask(site: AdminSite, **params: str) -> TestResponse:
    """As the form of filters does it: typed by POST, on to the list."""
    browser = site.browser("audit")
    return browser.client.get(browser.post("audit-event/search", params).location)


def rows(page: TestResponse) -> list[str]:
    return re.findall(r"<tr.*?</tr>", page.text.partition("<tbody>")[2], re.DOTALL)


@pytest.fixture
def looked_at(site: AdminSite) -> AdminSite:
    """A clerk looks at a list, a family and a person; one of another county at a list."""
    clerk = site.browser()
    for path, more in (
        ("person/", {}),
        ("household/details/", {"id": site.here[Household]}),
        ("person/details/", {"id": site.here[Person]}),
    ):
        assert clerk.get(path, **more).status_code == 200
    assert site.browser("other").get("person/").status_code == 200
    return site


def test_a_question_by_name_finds_lists_families_and_pages(looked_at: AdminSite):
    found = rows(ask(looked_at, whose="王芳"))
    assert len(found) == 3
    assert all("经办clerk (clerk)" in row for row in found)
    assert len(rows(ask(looked_at, whose="王强"))) == 1


def test_the_auditor_chooses_between_persons_of_one_name_first(looked_at: AdminSite):
    with Session(looked_at.engine.execution_options(writing=True)) as session:
        other = make.person(name="王芳")
        session.add(other)
        session.commit()
        key = other.id
    page = ask(looked_at, whose="王芳")
    assert rows(page) == []
    assert f"#{key}" in page.text
    assert rows(ask(looked_at, whose=f"王芳 #{key}")) == []
    assert len(rows(ask(looked_at, whose=f"王芳 #{looked_at.here[Person]}"))) == 3


def test_the_question_is_audited_without_the_typed_text(looked_at: AdminSite):
    ask(looked_at, whose="王芳")
    ask(looked_at, whose="990583195001010027")
    with Session(looked_at.engine) as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.actor == "audit")).all()
    assert [event.changes["by"] for event in events if "by" in event.changes] == [[None, "question"]]
    assert not any("王芳" in str(event.changes) or "990583" in str(event.changes) for event in events)


def test_a_question_can_be_narrowed_by_user_day_and_action(looked_at: AdminSite):
    assert len(rows(ask(looked_at, actor="经办clerk"))) == 3
    assert len(rows(ask(looked_at, actor="other"))) == 1
    assert len(rows(ask(looked_at, record="household"))) == 1
    assert rows(ask(looked_at, at_to="2020-01-01")) == []
    assert len(rows(ask(looked_at, at_from="2020-01-01", action="read"))) == 4


def test_the_answer_is_a_file_too(looked_at: AdminSite):
    page = ask(looked_at, whose="王芳")
    address = re.search(r'href="(/exports/lists/audit_event\.csv[^"]*)"', page.text)[1].replace("&amp;", "&")
    answer = looked_at.browser("audit").client.get(address, buffered=True)
    lines = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    actors = ["经办audit (audit)", *["经办clerk (clerk)"] * 3]  # who asks sees as well
    assert [line["Done by"] for line in lines] == actors
    assert "Number of records: 1" in lines[-1]["Changes"]


def test_a_file_of_a_region_may_have_held_everybody_there(looked_at: AdminSite):
    looked_at.browser().client.get("/exports/records/person.csv")
    assert len(rows(ask(looked_at, whose="王芳"))) == 4
    assert len(rows(ask(looked_at, whose="王强"))) == 1


def test_persons_of_other_regions_are_not_found(looked_at: AdminSite):
    assert rows(ask(looked_at, whose="没有这个人")) == []


def test_the_people_of_every_kind_of_record_are_known(site: AdminSite):
    with open_session(SYSTEM, site.engine) as session:
        for kind, key in site.here.items():
            table = kind.__tablename__
            found = subjects.people_in(session, [session.get_one(kind, key)])
            assert bool(found) == (table not in NOT_ABOUT_ONE), table
            assert found <= {site.here[Person]}
