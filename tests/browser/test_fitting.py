"""A form shows what belongs to the chosen kind, and sends nothing else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def shown(page: Page) -> list[str]:
    """The fields of one choice that can be seen."""
    entries = page.locator("[data-show-if]:visible [name]")
    return [str(control.get_attribute("name")) for control in entries.all()]


def test_the_field_of_the_chosen_assistance_alone_is_shown_and_sent(open_page):
    page = (tab := open_page("kunshan-clerk")).page
    page.goto(f"{tab.address}/admin/warning-response/new/")
    assert shown(page) == []
    page.select_option("#kind", "referral")
    page.fill("#department", "教育局")
    page.select_option("#kind", "temporary")
    assert shown(page) == ["temporary_id"]
    expect(page.locator("#department")).to_be_disabled()
    page.select_option("#kind", "referral")
    assert shown(page) == ["department"]
    expect(page.locator("#department")).to_have_value("教育局")


def test_a_sex_that_no_card_says_is_offered_without_one(open_page):
    page = (tab := open_page("kunshan-clerk")).page
    page.goto(f"{tab.address}/admin/person/new/")
    offered = page.locator("#sex option:not(:disabled)")
    expect(offered).to_have_text(["—", "男", "女"])
    page.select_option("#identity_kind", "none")
    expect(offered).to_have_count(5)
    page.select_option("#sex", "0")
    page.select_option("#identity_kind", "resident")
    expect(page.locator("#sex")).to_have_value("")
