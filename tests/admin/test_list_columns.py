"""The columns of a list are chosen by who reads it; its files hold the same ones."""

from __future__ import annotations

import re

from admin.records.cell_display import sortable_columns
from shared.models import ProposedChange
from tests.admin.test_list_files import download, read
from tests.support.admin_site import AdminSite


def headings(page: str) -> list[str]:
    table = re.search(r"<thead>.*?</thead>", page, re.DOTALL)[0]
    return [re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in re.findall(r"<th .*?</th>", table, re.DOTALL)]


def test_chosen_columns_are_shown_beside_the_one_that_names_the_record(site: AdminSite):
    browser = site.browser()
    usual = headings(browser.get("household/").text)
    chosen = browser.post("household/search", {"column": ["telephone", "residence"], "q": ""})
    assert chosen.status_code == 302
    shown = headings(browser.client.get(chosen.location).text)
    assert (shown[0], set(shown[1:])) == (usual[0], {"Telephone", "Urban or rural"})
    assert len(usual) > len(shown)


def test_filters_searches_and_orders_keep_the_choice(site: AdminSite):
    browser = site.browser()
    page = browser.get("household/", column="telephone").text
    forms = [form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if "/household/search" in form]
    assert len(forms) == 3
    assert all('name="column" value="telephone"' in form for form in forms)
    assert "column=telephone" in re.search(r'<th [^>]*>\s*<a href="([^"]+)"', page)[1]
    found = browser.post("household/search", {"column": "telephone", "q": "H0"})
    assert "column=telephone" in found.location


def test_the_file_holds_the_columns_of_the_screen(site: AdminSite):
    rows = read(download(site.browser(), "household", column="telephone"))
    assert "Telephone" in rows[0]
    assert "Address" not in rows[0]


def test_what_a_list_must_not_show_is_not_chosen(site: AdminSite):
    browser = site.browser()
    usual = headings(browser.get("person/").text)
    for name in ("identity_encrypted", "identity_index", "born_on", "nothing", "name); DROP TABLE person"):
        answer = browser.get("person/", column=name)
        assert answer.status_code == 200, name
        assert set(headings(answer.text)) <= set(usual), name


def test_no_list_is_sorted_by_what_only_the_program_reads():
    assert sortable_columns(ProposedChange, ("changes", "doubts", "proposed_at")) == {"proposed_at"}
