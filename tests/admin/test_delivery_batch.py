"""Deliveries and receipts of a cycle on one list: what is ticked is saved, what is wrong is said at its row."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.access import SYSTEM, open_session
from shared.indicators import cube
from shared.models import AuditEvent, Delivery, Household, HouseholdMember, Programme, ProgrammeCycle, Quota, Receipt
from shared.models.audit_event import audit_subject
from tests.admin.test_doubts import keys_in
from tests.factories import records as make
from tests.support.admin_site import HERE, THERE, AdminSite
from tests.support.databases import ONE_DATABASE

ADDRESS = "delivery/batch/"


@pytest.fixture
def homes(site: AdminSite) -> list[str]:
    """Three more eligible households of the village; the quota has two units left."""
    with Session(site.engine.execution_options(writing=True)) as session:
        found = [make.household(HERE) for _ in range(3)]
        session.add_all(found)
        for home in found:
            person = make.person(HERE, name="李梅")
            session.add_all([make.membership(person, home), make.spell(person, home)])
        session.scalars(select(Quota).where(Quota.cycle_id == site.here[ProgrammeCycle])).one().units = 3
        session.flush()
        keys = [f"h{home.id}" for home in found]
        session.commit()
    return keys


def terms(site: AdminSite, code: str = HERE) -> dict[str, Any]:
    return {"cycle_id": site.here[ProgrammeCycle], "region_code": code}


def ticked(*keys: str, signed: bool = True) -> dict[str, str]:
    return {f"{'signed' if signed else 'delivered'}-{key}": "y" for key in keys}


def counts(site: AdminSite) -> tuple[int, ...]:
    with Session(site.engine) as session:
        return tuple(session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (Delivery, Receipt))


def test_the_list_shows_who_is_eligible_and_why(site: AdminSite, homes: list[str]):
    page = site.browser().get(ADDRESS, **terms(site)).text
    assert all(f'name="signed-{key}"' in page for key in homes)
    assert f'name="signed-h{site.here[Household]}"' not in page  # served and signed for
    assert "李梅, since 2023-01-01" in page
    assert "3; delivered 1; left 2." in page
    form = site.browser().page(ADDRESS, **terms(site)).form("record batch").sent
    assert (form["delivered_on"], form["value_fen"], form["signed_on"]) == (["2023-12-01"], ["2,000"], ["2023-12-01"])
    assert form[f"signed_by-{homes[0]}"] == ["李梅"]


def test_ticks_are_saved_as_deliveries_and_receipts(site: AdminSite, homes: list[str]):
    browser, before = site.browser(), counts(site)
    answer = send(browser, site, ticked(homes[0]) | ticked(homes[1], signed=False))
    assert answer.status_code == 302
    assert counts(site) == (before[0] + 2, before[1] + 1)
    shown = browser.get(ADDRESS, **terms(site)).text
    assert "Rows saved: 2." in shown
    with Session(site.engine) as session:
        waiting = session.scalar(select(func.max(Delivery.id)))
    assert f'name="signed-d{waiting}"' in shown  # delivered, and not signed for yet
    assert send(browser, site, ticked(f"d{waiting}")).status_code == 302
    assert counts(site) == (before[0] + 2, before[1] + 2)


def send(browser, site: AdminSite, entries: dict[str, Any], code: str = HERE):
    sent = browser.page(ADDRESS, **terms(site, code)).form("record batch").sent
    return browser.post(ADDRESS, sent | entries, **terms(site, code))


def test_beyond_the_quota_nothing_is_saved_until_a_reason_stands_at_the_row(site: AdminSite, homes: list[str]):
    browser, before = site.browser(), counts(site)
    entries = ticked(*homes) | {f"signed_by-{homes[0]}": "李强"}
    answer = send(browser, site, entries)
    assert (answer.status_code, answer.text.count("The quota of the county is used up")) == (
        422,
        2,
    )  # above, at the row
    assert f'id="override_reason-{homes[2]}"' in answer.text
    assert re.search(rf'name="signed_by-{homes[0]}" value="李强"', answer.text)
    assert answer.text.count(" checked") == 3
    assert counts(site) == before
    reason = {f"override_reason-{homes[2]}": "one more came"}
    assert send(browser, site, entries | reason).status_code == 302
    assert counts(site) == (before[0] + 3, before[1] + 3)


def test_who_was_served_meanwhile_is_said_at_the_row(site: AdminSite, homes: list[str]):
    browser = site.browser()
    opened = browser.page(ADDRESS, **terms(site)).form("record batch").sent
    send(site.browser("province"), site, ticked(homes[0], signed=False))
    before = counts(site)
    answer = browser.post(ADDRESS, opened | ticked(*homes[:2]), **terms(site))
    assert (answer.status_code, answer.text.count("already a delivery of this cycle")) == (422, 2)
    assert f'id="override_reason-{homes[0]}"' in answer.text
    assert counts(site) == before


def test_the_same_list_sent_twice_is_saved_once(site: AdminSite, homes: list[str]):
    browser, before = site.browser(), counts(site)
    sent = browser.page(ADDRESS, **terms(site)).form("record batch").sent | ticked(homes[0])
    assert [browser.post(ADDRESS, sent, **terms(site)).status_code for _ in range(2)] == [302, 302]
    assert counts(site) == (before[0] + 1, before[1] + 1)
    assert "already been saved" in browser.get(ADDRESS, **terms(site)).text


def test_a_household_of_another_county_is_refused(site: AdminSite, homes: list[str]):
    browser, before = site.browser(), site.everything()
    foreign = f"h{site.there[Household]}"
    answer = send(browser, site, ticked(homes[0], foreign))
    assert (answer.status_code, "1 selected row is outside your regions" in answer.text) == (422, True)
    assert f"signed-{foreign}" not in answer.text
    assert site.everything() == before
    assert send(browser, site, ticked("h987654321")).status_code == 422


@ONE_DATABASE
@pytest.mark.parametrize(
    ("code", "login", "status"),
    [
        (THERE, "clerk", 404),
        ("320583999", "clerk", 404),
        ("x", "clerk", 404),
        (HERE, "official", 403),
        (HERE, "approver", 403),
    ],
)
def test_nobody_lists_another_county_or_without_the_right(site: AdminSite, code: str, login: str, status: int):
    assert site.browser(login).get(ADDRESS, **terms(site, code)).status_code == status


@ONE_DATABASE
def test_what_cannot_be_read_is_said_at_its_field_and_all_stays_as_typed(site: AdminSite, homes: list[str]):
    entries = ticked(homes[0]) | {"delivered_on": "soon", "value_fen": "much", "signed_on": ""}
    answer = send(site.browser(), site, entries)
    assert answer.status_code == 422
    assert all(f'id="{name}-error"' in answer.text for name in ("delivered_on", "value_fen", "signed_on"))
    assert 'value="soon"' in answer.text
    assert answer.text.count(" checked") == 1


@ONE_DATABASE
def test_a_name_that_is_missing_and_a_wrong_day_are_said(site: AdminSite, homes: list[str]):
    browser = site.browser()
    answer = send(browser, site, ticked(homes[0]) | {f"signed_by-{homes[0]}": " "})
    assert (answer.status_code, f'id="signed_by-{homes[0]}-error"' in answer.text) == (422, True)
    answer = send(browser, site, ticked(*homes[:2]) | {"delivered_on": "2022-06-01", "signed_on": "2022-06-01"})
    assert (answer.status_code, answer.text.count('id="delivered_on-error"')) == (422, 1)  # once, not in each row
    answer = send(browser, site, {})
    assert (answer.status_code, "Nothing was entered" in answer.text) == (422, True)


def test_a_doubtful_value_is_confirmed_with_one_reason(site: AdminSite, homes: list[str]):
    browser, entries = site.browser(), ticked(*homes[:2]) | {"value_fen": "2万"}
    asked = send(browser, site, entries)
    assert (asked.status_code, len(keys_in(asked.text))) == (422, 1)
    without = send(browser, site, entries | {"confirmed": keys_in(asked.text)})
    assert (without.status_code, without.text.count('id="reason-error"')) == (422, 1)
    confirmed = {"confirmed": keys_in(asked.text), "reason": "two sets each"}
    assert send(browser, site, entries | confirmed).status_code == 302


def test_figures_of_the_past_are_announced_in_the_round_of_what_is_doubted(site: AdminSite, homes: list[str]):
    with open_session(SYSTEM, site.engine, writing=True) as session:
        cube.build(session)
        session.commit()
    browser, before = site.browser(), counts(site)
    entries = ticked(homes[0]) | {"value_fen": "2万", "delivered_on": "2023-06-01", "signed_on": "2023-06-01"}
    asked = send(browser, site, entries)
    assert (asked.status_code, "will be marked as revised" in asked.text) == (422, True)
    assert (asked.text.count(" checked"), counts(site)) == (1, before)
    confirmed = {"confirmed": keys_in(asked.text), "reason": "two sets each"}
    assert send(browser, site, entries | confirmed).status_code == 302
    assert counts(site) == (before[0] + 1, before[1] + 1)


@ONE_DATABASE
def test_the_other_language_and_an_old_form_keep_every_tick(site: AdminSite, homes: list[str]):
    browser, before = site.browser(), counts(site)
    shown = send(browser, site, ticked(homes[1]) | {"show": "1"})
    assert (shown.status_code, shown.text.count(" checked")) == (200, 1)
    old = send(browser, site, ticked(homes[1]) | {"csrf_token": "old"})
    assert (old.status_code, old.text.count(" checked"), "Check it and save again" in old.text) == (400, 1, True)
    assert counts(site) == before


def test_aid_to_persons_lists_persons(site: AdminSite, homes: list[str]):
    with Session(site.engine.execution_options(writing=True)) as session:
        session.get_one(Programme, site.here[Programme]).beneficiary = "person"
        session.commit()
    browser = site.browser()
    (name,) = re.findall(rf'name="(signed-{homes[0]}p\d+)"', browser.get(ADDRESS, **terms(site)).text)
    assert send(browser, site, {name: "y"}).status_code == 302
    with Session(site.engine) as session:
        made = session.scalars(select(Delivery).order_by(Delivery.id.desc()).limit(1)).one()
        assert name.endswith(f"p{made.person_id}")


def test_a_clerk_of_a_county_chooses_a_township_first(site: AdminSite):
    page = site.browser().get(ADDRESS, cycle_id=site.here[ProgrammeCycle]).text
    assert "Choose a township" in page
    assert f'<option value="{HERE[:9]}"' in page
    assert THERE[:9] not in page
    wide = site.browser("province").get(ADDRESS, cycle_id=site.here[ProgrammeCycle]).text
    assert f'<option value="{THERE[:6]}"' in wide


def test_cycle_and_list_lead_there(site: AdminSite):
    browser, cycle = site.browser(), site.here[ProgrammeCycle]
    assert f"/admin/{ADDRESS}?cycle_id={cycle}" in browser.get("programme-cycle/details/", id=cycle).text
    listed = browser.get("delivery/", cycle_id=cycle, region_code=HERE).text
    assert f"/admin/{ADDRESS}?region_code={HERE}&amp;cycle_id={cycle}" in listed
    assert "/batch/" not in site.browser("approver").get("programme-cycle/details/", id=cycle).text
    for text in ("x", "9" * 30, "-1"):
        assert browser.get(ADDRESS, cycle_id=text).status_code == 404


def test_reading_the_list_is_audited_with_the_people_in_it(site: AdminSite, homes: list[str]):
    site.browser().get(ADDRESS, **terms(site))
    with Session(site.engine) as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
        seen = session.execute(select(audit_subject.c.person_id).where(audit_subject.c.event_id == event.id)).scalars()
        members = select(HouseholdMember.person_id)
        shown = session.scalars(members.where(HouseholdMember.household_id.in_([int(key[1:]) for key in homes])))
        assert (event.action, event.record, set(seen)) == ("read", "delivery", set(shown))
