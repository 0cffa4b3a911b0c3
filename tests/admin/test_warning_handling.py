"""A warning is handled on one page: visit, outcome and assistance in one transaction, then the next one that is due."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from shared.models import EarlyWarning, HomeVisit, Person, TemporaryAssistance, WarningOutcome, WarningResponse
from tests.factories import records as make
from tests.support.admin_site import AdminSite

VISIT = {"visit_done_on": "2023-12-30", "visit_visitor": "李走访", "visit_findings": "屋顶漏雨"}
OUTCOME = {"outcome_result": "eligible", "outcome_decided_on": "2023-12-30"}
GRANT = {"temporary_kind": "emergency", "temporary_amount_fen": "800", "temporary_granted_on": "2023-12-30"}


@pytest.fixture
def warning(site: AdminSite) -> int:
    """An open warning of the clerk's county, without anything that followed; and a later one."""
    with Session(site.engine.execution_options(writing=True)) as session:
        for record in (WarningResponse, WarningOutcome, HomeVisit, EarlyWarning):
            session.execute(delete(record))
        person = session.get_one(Person, site.here[Person])
        first = make.warning(person, issued_on=date(2023, 12, 1), due_on=date(2023, 12, 31))
        later = make.warning(person, issued_on=date(2023, 12, 2), due_on=date(2024, 1, 20))
        session.add_all([first, later])
        session.commit()
        return first.id


def count(site: AdminSite, record: type) -> int:
    with Session(site.engine) as session:
        return len(session.scalars(select(record)).all())


def test_it_shows_whom_to_visit_and_how_to_reach_them(site: AdminSite, warning: int):
    browser = site.browser()
    page = browser.get("early-warning/handle/", id=warning).text
    assert all(text in page for text in ("王芳", "人民路1号", "Home visit", "Outcome"))
    assert "early-warning/handle/" in browser.get("early-warning/details/", id=warning).text
    assert f"early-warning/handle/?id={warning}" in browser.get("").text


def test_everything_is_saved_together_and_the_next_one_opens(site: AdminSite, warning: int):
    saved = site.browser().insisted("early-warning/handle/", VISIT | OUTCOME | GRANT, id=warning)
    assert saved.status_code == 302, saved.text
    following = int(re.search(r"early-warning/handle/\?id=(\d+)", saved.location)[1])
    assert following != warning
    with Session(site.engine) as session:
        visit, outcome = session.scalars(select(HomeVisit)).one(), session.scalars(select(WarningOutcome)).one()
        granted = session.scalars(select(TemporaryAssistance).order_by(TemporaryAssistance.id.desc())).first()
        response = session.scalars(select(WarningResponse)).one()
        assert (visit.visitor, str(visit.planned_on), outcome.result) == ("李走访", "2023-12-30", "eligible")
        assert (granted.amount_fen, granted.person_id) == (80000, site.here[Person])
        assert (response.kind, response.temporary_id) == ("temporary", granted.id)


def test_a_planned_visit_is_completed_not_entered_twice(site: AdminSite, warning: int):
    with Session(site.engine.execution_options(writing=True)) as session:
        session.add(make.visit(session.get_one(EarlyWarning, warning), planned_on=date(2023, 12, 20), done_on=None))
        session.commit()
    assert site.browser().insisted("early-warning/handle/", VISIT, id=warning).status_code == 302
    with Session(site.engine) as session:
        visit = session.scalars(select(HomeVisit)).one()
        assert (str(visit.planned_on), str(visit.done_on)) == ("2023-12-20", "2023-12-30")


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(site: AdminSite, warning: int):
    browser, grants = site.browser(), count(site, TemporaryAssistance)
    early = browser.filled("early-warning/handle/", VISIT | OUTCOME | {"outcome_decided_on": "2023-11-01"}, id=warning)
    assert (early.status_code, "This is before the warning of" in early.text, "李走访" in early.text) == (
        422,
        True,
        True,
    )
    assert 'aria-invalid="true"' in re.search(r'<input [^>]*name="outcome_decided_on"[^>]*>', early.text)[0]
    nothing = browser.filled("early-warning/handle/", {}, id=warning)
    assert (nothing.status_code, "Fill in at least one part" in nothing.text) == (422, True)
    no_amount = browser.filled("early-warning/handle/", VISIT | GRANT | {"temporary_amount_fen": ""}, id=warning)
    assert no_amount.status_code == 422
    assert 'aria-invalid="true"' in re.search(r'<input [^>]*name="temporary_amount_fen"[^>]*>', no_amount.text)[0]
    assert (count(site, HomeVisit), count(site, WarningOutcome), count(site, TemporaryAssistance)) == (0, 0, grants)


def test_a_decided_warning_is_not_decided_again(site: AdminSite, warning: int):
    browser = site.browser()
    browser.insisted("early-warning/handle/", OUTCOME, id=warning)
    assert 'name="outcome_result"' not in browser.get("early-warning/handle/", id=warning).text
    again = browser.post("early-warning/handle/", OUTCOME, id=warning)
    assert (again.status_code, count(site, WarningOutcome)) == (422, 1)


def test_a_referral_names_the_department(site: AdminSite, warning: int):
    entries = {"referral_department": "医保局", "referral_started_on": "2023-12-30"}
    assert site.browser().insisted("early-warning/handle/", entries, id=warning).status_code == 302
    with Session(site.engine) as session:
        assert session.scalars(select(WarningResponse)).one().department == "医保局"


def test_only_the_office_of_the_warning_handles_it(site: AdminSite, warning: int):
    for login, allowed in (("other", {403, 404}), ("official", {403, 404}), ("approver", {403, 404})):
        assert site.browser(login).get("early-warning/handle/", id=warning).status_code in allowed, login
        assert site.browser(login).post("early-warning/handle/", OUTCOME, id=warning).status_code in allowed, login
    assert count(site, WarningOutcome) == 0
