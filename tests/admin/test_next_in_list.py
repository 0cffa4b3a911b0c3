"""Lists that are worked one by one: saving leads to the next one, the most urgent first, days left in the row."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from admin.display.days_left import format_days_left
from admin.records import pagination
from shared.locale import CHINESE, ENGLISH, use_language
from shared.models import HomeVisit, Household, Person, ProgrammeCycle
from tests.factories import records as make
from tests.support.admin_site import HERE, AdminSite


@pytest.fixture
def busy(site: AdminSite) -> dict[str, list[int]]:
    """Two visits to make, two warnings without outcome, two deliveries without receipt: the later one first."""
    with Session(site.engine.execution_options(writing=True)) as session:
        person, home = session.get_one(Person, site.here[Person]), session.get_one(Household, site.here[Household])
        cycle = session.get_one(ProgrammeCycle, site.here[ProgrammeCycle])
        days = (date(2024, 1, 20), date(2024, 1, 10))
        warnings = [make.warning(person, rule_key=f"rule-{day}", due_on=day) for day in days]
        visits = [make.visit(one, planned_on=day, done_on=None) for one, day in zip(warnings, days, strict=True)]
        deliveries = [make.delivery(cycle, home, delivered_on=day) for day in (date(2023, 12, 20), date(2023, 12, 10))]
        session.add_all([*warnings, *visits, *deliveries])
        session.commit()
        return {name: [one.id for one in rows] for name, rows in (("w", warnings), ("v", visits), ("d", deliveries))}


def test_a_visit_leads_to_the_next_visit(site: AdminSite, busy):
    browser, (later, sooner) = site.browser(), busy["v"]
    assert "Save and go to the next visit" in browser.get("home-visit/edit/", id=sooner).text
    assert "Save and go to the next visit" not in browser.get("home-visit/edit/", id=site.here[HomeVisit]).text
    answer = browser.insisted("home-visit/edit/", {"done_on": "2023-12-30", "next": "y"}, id=sooner)
    assert answer.headers["Location"] == f"/admin/home-visit/edit/?id={later}"
    answer = browser.insisted("home-visit/edit/", {"done_on": "2023-12-30", "next": "y"}, id=later)
    assert answer.headers["Location"] == f"/admin/home-visit/details/?id={later}"
    assert "Nothing else is waiting" in browser.client.get(answer.headers["Location"]).text


def test_an_outcome_leads_to_the_next_warning(site: AdminSite, busy):
    later, sooner = busy["w"]
    entries = {"warning_id": f"#{sooner}", "result": "not_in_need", "decided_on": "2023-12-30", "next": "y"}
    answer = site.browser().insisted("warning-outcome/new/", entries)
    assert answer.headers["Location"] == f"/admin/warning-outcome/new/?warning_id={later}"


def test_a_receipt_leads_to_the_next_delivery_of_the_cycle(site: AdminSite, busy):
    later, sooner = busy["d"]
    entries = {"delivery_id": f"#{sooner}", "signed_on": "2023-12-30", "signed_by": "王芳", "next": "y"}
    answer = site.browser().insisted("receipt/new/", entries)
    assert answer.headers["Location"] == f"/admin/receipt/new/?delivery_id={later}"


@pytest.mark.parametrize(("path", "state", "name"), [("home-visit", "planned", "v"), ("early-warning", "open", "w")])
def test_the_most_urgent_stands_first_with_the_days_left(site: AdminSite, busy, path, state, name):
    page, (later, sooner) = site.browser().get(f"{path}/", state=state).text, busy[name]
    assert page.index(f"{path}/details/?id={sooner}") < page.index(f"{path}/details/?id={later}")
    assert "Days left" in page
    assert ">10 days left</td>" in page


def test_days_are_told_in_words_also_when_they_have_passed():
    def told(language: str) -> list[str]:
        with use_language(language):
            return [format_days_left(days) for days in (-24, -1, 0, 1, 10, None)]

    assert told(ENGLISH) == ["24 days overdue", "1 day overdue", "due today", "1 day left", "10 days left", ""]
    assert told(CHINESE) == ["逾期 24 天", "逾期 1 天", "今日到期", "还剩 1 天", "还剩 10 天", ""]


def test_a_long_list_says_how_many_at_most(site: AdminSite, monkeypatch: pytest.MonkeyPatch):
    with Session(site.engine.execution_options(writing=True)) as session:
        session.add_all(make.person(HERE) for _ in range(30))
        session.commit()
    assert "31 in total" in site.browser().get("person/", page_size=20).text
    monkeypatch.setattr(pagination, "MAX_COUNTED", 25)
    assert "more than 25 in total" in site.browser().get("person/", page_size=20).text
