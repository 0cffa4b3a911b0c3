"""Yields of a year of all installations of a township: entered, corrected and pasted in one list."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import AuditEvent, Person, SolarInstallation, SolarYield
from shared.models.audit_event import audit_subject
from tests.factories import records as make
from tests.support.admin_site import HERE, THERE, AdminSite, Browser
from tests.support.databases import ONE_DATABASE
from tests.support.html_pages import Page

ADDRESS, PLACE = "solar-yield/batch/", {"region_code": HERE[:9], "year": 2023}


@pytest.fixture
def second(site: AdminSite) -> tuple[int, str]:
    """Another installation of the village, without a yield: its number and that of its household."""
    with Session(site.engine.execution_options(writing=True)) as session:
        cycle = session.get_one(SolarInstallation, site.here[SolarInstallation]).delivery.cycle
        home = make.household(HERE)
        installation = make.installation(make.delivery(cycle, home))
        session.add_all([home, installation])
        session.flush()
        found = installation.id, home.number
        session.commit()
    return found


def send(browser: Browser, entries: dict[str, Any], **place: Any):
    sent = browser.page(ADDRESS, **PLACE | place).form("record batch").sent
    return browser.post(ADDRESS, sent | entries, **PLACE | place)


def stored(site: AdminSite, year: int = 2023) -> dict[int, tuple[int, int]]:
    columns = SolarYield.installation_id, SolarYield.energy_kwh, SolarYield.income_fen
    with Session(site.engine) as session:
        found = session.execute(select(*columns).where(SolarYield.year == year))
        return {key: (energy, fen) for key, energy, fen in found}


def test_yields_are_entered_and_corrected_together(site: AdminSite, second: tuple[int, str]):
    first = site.here[SolarInstallation]
    shown = site.browser().get(ADDRESS, **PLACE).text
    assert f'name="energy_kwh-{first}" value="3,000"' in shown
    new = {f"energy_kwh-{second[0]}": "５，０００", f"income_fen-{second[0]}": "0.2万"}
    entries = new | {f"energy_kwh-{first}": "3100"}
    assert send(site.browser(), entries).status_code == 302
    assert stored(site)[first] == (3_100, 120_000)
    assert stored(site)[second[0]] == (5_000, 200_000)


@ONE_DATABASE
def test_what_is_missing_or_unreadable_is_said_at_its_row(site: AdminSite, second: tuple[int, str]):
    before = stored(site)
    answer = send(site.browser(), {f"energy_kwh-{second[0]}": "much"})
    assert answer.status_code == 422
    assert f'id="energy_kwh-{second[0]}-error"' in answer.text
    assert f'id="income_fen-{second[0]}-error"' in answer.text
    assert ('value="much"' in answer.text, stored(site)) == (True, before)


def test_rows_are_pasted_by_the_number_of_the_household(site: AdminSite, second: tuple[int, str]):
    text = f"户编号\t发电量\t收入\n{second[1]}\t5,000\t1,234.50\nH-none\t1\t1\n"
    browser = site.browser()
    shown = send(browser, {"fill": "pasted", "pasted": text})
    assert ("Rows filled in: 1" in shown.text, "No installation of this list" in shown.text) == (True, True)
    assert browser.post(ADDRESS, Page(shown.text).form("record batch").sent, **PLACE).status_code == 302
    assert stored(site)[second[0]] == (5_000, 123_450)


def test_another_year_and_the_years_before_it_was_connected(site: AdminSite, second: tuple[int, str]):
    shown = site.browser().get(ADDRESS, **PLACE | {"year": 2022}).text
    assert "No installation here was connected" in shown
    for year in ("1999", "2030", "x", "99999"):
        assert site.browser().get(ADDRESS, **PLACE | {"year": year}).status_code == 404
    assert f'name="energy_kwh-{second[0]}"' in site.browser().get(ADDRESS, region_code=HERE[:9]).text  # this December


def test_the_same_list_sent_twice_is_saved_once(site: AdminSite, second: tuple[int, str]):
    browser = site.browser()
    sent = browser.page(ADDRESS, **PLACE).form("record batch").sent
    sent |= {f"energy_kwh-{second[0]}": "1", f"income_fen-{second[0]}": "1"}
    assert [browser.post(ADDRESS, sent, **PLACE).status_code for _ in range(2)] == [302, 302]
    assert "already been saved" in browser.get(ADDRESS, **PLACE).text


@pytest.mark.usefixtures("second")
def test_installations_of_another_county_are_neither_listed_nor_entered(site: AdminSite):
    browser, before, foreign = site.browser(), site.everything(), site.there[SolarInstallation]
    assert browser.get(ADDRESS, **PLACE | {"region_code": THERE[:9]}).status_code == 404
    assert send(browser, {f"energy_kwh-{foreign}": "1", f"income_fen-{foreign}": "1"}).status_code == 422
    assert site.everything() == before
    assert site.browser("approver").get(ADDRESS, **PLACE).status_code == 403


@ONE_DATABASE
def test_the_list_leads_there_with_place_and_year(site: AdminSite):
    page = site.browser().get("solar-yield/", year="2023", region_code=HERE[:9]).text
    assert f"/admin/{ADDRESS}?region_code={HERE[:9]}&amp;year=2023" in page


def test_reading_is_audited(site: AdminSite):
    assert site.browser().get(ADDRESS, **PLACE).status_code == 200
    with Session(site.engine) as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
        seen = session.execute(select(audit_subject.c.person_id).where(audit_subject.c.event_id == event.id)).scalars()
        assert (event.action, event.record, set(seen)) == ("read", "solar_installation", {site.here[Person]})
