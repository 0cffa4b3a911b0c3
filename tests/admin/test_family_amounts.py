"""A family's amounts change on one page from a month on; what is wrong is said at its field, what is typed stays."""

from __future__ import annotations

import pytest

from shared.models import Household, Spell
from tests.admin.test_doubts import keys_in
from tests.support.admin_site import AdminSite

ADDRESS = "household/amounts/"


def entries(site: AdminSite, amount: str, **more: str) -> dict[str, str]:
    return {f"amount-{site.here[Spell]}": amount, "month": "2030-01", "reason": "new standard"} | more


def save(site: AdminSite, browser, entered: dict[str, str]):
    answer = browser.post(ADDRESS, entered, id=site.here[Household])
    if keys := keys_in(answer.text):
        answer = browser.post(ADDRESS, entered | {"confirmed": keys}, id=site.here[Household])
    return answer


def test_the_household_leads_there_and_an_amount_changes(site: AdminSite):
    browser = site.browser()
    assert f"{ADDRESS}?id={site.here[Household]}" in browser.get("household/details/", id=site.here[Household]).text
    shown = browser.get(ADDRESS, id=site.here[Household], month="2030-01").text
    assert 'value="630"' in shown
    assert "<h1>Change the amounts of Household of 王芳" in shown
    assert save(site, browser, entries(site, "650")).status_code == 302
    assert 'value="650"' in browser.get(ADDRESS, id=site.here[Household], month="2030-01").text
    assert 'value="630"' in browser.get(ADDRESS, id=site.here[Household], month="2029-12").text
    assert site.stored(Spell, site.here[Spell])["monthly_fen"] == 60_000


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"reason": ""}, "Enter a reason"),
        ({"month": "soon"}, "such as 2023-12"),
        ({"month": "2010-01"}, "No one in this household"),
    ],
)
def test_what_is_wrong_is_said(site: AdminSite, more, sentence):
    answer = save(site, site.browser(), entries(site, "650", **more))
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert site.stored(Spell, site.here[Spell])["monthly_fen"] == 60_000


def test_an_amount_that_is_none_stays_as_typed_at_its_row(site: AdminSite):
    answer = save(site, site.browser(), entries(site, "much"))
    assert (answer.status_code, 'value="much"' in answer.text, "at most two decimals" in answer.text) == (
        422,
        True,
        True,
    )


def test_nobody_changes_amounts_elsewhere_or_without_the_right(site: AdminSite):
    assert site.browser().get(ADDRESS, id=site.there[Household]).status_code == 404
    assert site.browser("official").get(ADDRESS, id=site.here[Household]).status_code == 403
