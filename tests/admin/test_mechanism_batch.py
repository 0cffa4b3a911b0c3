"""The villages of a township without a mechanism: day and worker for all that are ticked, or for each."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import DiscoveryMechanism
from tests.factories.regions import region
from tests.support.admin_site import HERE, THERE, AdminSite, Browser
from tests.support.databases import ONE_DATABASE
from tests.support.html_pages import Page

ADDRESS, TOWNSHIP = "discovery-mechanism/batch/", HERE[:9]
NEW = [f"{TOWNSHIP}{number}" for number in ("002", "003", "004")]


@pytest.fixture
def villages(site: AdminSite) -> list[str]:
    """Three villages without a mechanism, beside the one that has one."""
    with Session(site.engine.execution_options(writing=True)) as session:
        for code, name in zip(NEW, ("东村村委会", "西村村委会", "新城社区居委会"), strict=True):
            village = region(code)
            village.name = name
            session.add(village)
        session.commit()
    return NEW


def send(browser: Browser, entries: dict[str, Any], code: str = TOWNSHIP):
    sent = browser.page(ADDRESS, region_code=code).form("record batch").sent
    return browser.post(ADDRESS, sent | entries, region_code=code)


def stored(site: AdminSite) -> dict[str, tuple[date, str]]:
    query = select(DiscoveryMechanism.region_code, DiscoveryMechanism.built_on, DiscoveryMechanism.responsible)
    with Session(site.engine) as session:
        return {code: (day, name) for code, day, name in session.execute(query)}


def ticked(*codes: str) -> dict[str, str]:
    return {f"built-{code}": "y" for code in codes}


def test_villages_without_one_are_listed(site: AdminSite, villages: list[str]):
    page = site.browser().get(ADDRESS, region_code=TOWNSHIP).text
    assert [f'name="built-{code}"' in page for code in (HERE, *villages)] == [False, True, True, True]
    assert "1 of 4 villages has a mechanism" in page


def test_all_that_are_ticked_get_the_day_and_the_worker_above(site: AdminSite, villages: list[str]):
    own = {f"built_on-{villages[1]}": "2023年6月1日", f"responsible-{villages[1]}": "王强"}
    answer = send(site.browser(), ticked(*villages[:2]) | {"built_on": "2023-05-01", "responsible": "李强"} | own)
    assert answer.status_code == 302
    found = stored(site)
    assert found[villages[0]] == (date(2023, 5, 1), "李强")
    assert found[villages[1]] == (date(2023, 6, 1), "王强")
    assert villages[2] not in found


@ONE_DATABASE
def test_what_is_missing_everywhere_is_said_once(site: AdminSite, villages: list[str]):
    before = stored(site)
    answer = send(site.browser(), ticked(*villages))
    assert (answer.status_code, answer.text.count("Responsible worker: this field is required.")) == (
        422,
        2,
    )  # above, at the field
    assert (answer.text.count(" checked"), stored(site)) == (3, before)


@ONE_DATABASE
def test_what_is_missing_in_one_row_is_said_there(site: AdminSite, villages: list[str]):
    names = {f"responsible-{code}": "李强" for code in villages[:2]}
    answer = send(site.browser(), ticked(*villages) | names | {f"built_on-{villages[1]}": "2030-01-01"})
    assert answer.status_code == 422
    assert f'id="responsible-{villages[2]}-error"' in answer.text
    assert f'id="built_on-{villages[1]}-error"' in answer.text
    assert f'id="responsible-{villages[0]}-error"' not in answer.text
    assert villages[0] not in stored(site)


@ONE_DATABASE
def test_a_day_that_is_none_is_said_at_its_field(site: AdminSite, villages: list[str]):
    answer = send(site.browser(), ticked(*villages) | {"built_on": "soon", "responsible": "李强"})
    assert (answer.status_code, answer.text.count('id="built_on-error"')) == (422, 1)


def test_rows_are_pasted_and_ticked(site: AdminSite, villages: list[str]):
    right = ["东村\t２０２３．５．１\t李强", "西村村民委员会\t2023-06-01\t王强"]
    text = "\n".join([*right, f"{HERE}\t2023-01-01\t王强", "南村\t2023-01-01\t王强"])
    browser = site.browser()
    shown = send(browser, {"fill": "pasted", "pasted": text})
    assert (shown.status_code, shown.text.count(" checked"), "Rows filled in: 2" in shown.text) == (200, 2, True)
    assert ("nothing is missing there" in shown.text, "This is not one of your regions" in shown.text) == (True, True)
    answer = browser.post(ADDRESS, Page(shown.text).form("record batch").sent, region_code=TOWNSHIP)
    assert answer.status_code == 302
    assert stored(site)[villages[0]] == (date(2023, 5, 1), "李强")
    assert stored(site)[villages[1]] == (date(2023, 6, 1), "王强")


def test_the_same_list_sent_twice_is_saved_once(site: AdminSite, villages: list[str]):
    browser = site.browser()
    sent = browser.page(ADDRESS, region_code=TOWNSHIP).form("record batch").sent
    sent |= ticked(*villages) | {"responsible": "李强"}
    assert [browser.post(ADDRESS, sent, region_code=TOWNSHIP).status_code for _ in range(2)] == [302, 302]
    assert len(stored(site)) == len(villages) + 2


@pytest.mark.usefixtures("villages")
def test_a_village_of_another_county_is_not_entered(site: AdminSite):
    browser, before = site.browser(), site.everything()
    assert browser.get(ADDRESS, region_code=THERE[:9]).status_code == 404
    assert send(browser, ticked(THERE) | {"responsible": "李强"}).status_code == 422
    assert site.everything() == before
    assert site.browser("approver").get(ADDRESS, region_code=TOWNSHIP).status_code == 403


@ONE_DATABASE
def test_the_list_leads_there(site: AdminSite):
    page = site.browser().get("discovery-mechanism/", region_code=TOWNSHIP).text
    assert f"/admin/{ADDRESS}?region_code={TOWNSHIP}" in page
