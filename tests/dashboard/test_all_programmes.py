"""One number on one basis: what the card of the overview says of charity stands on the page it leads to."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from dashboard.components.text.number_format import format_exact, format_with_status
from shared.locale import CHINESE, ENGLISH, use_language
from tests.dashboard.test_page_texts import read
from tests.support.dashboard_pages import REGIONS, OpenPage

pytestmark = pytest.mark.xdist_group("dashboard")
LATE = "undelivered_overdue"


def card_of(look: OpenPage, who: str, title: str, **params: str) -> tuple[str, str]:
    """Where the card leads, and what it says."""
    html = look("", who, **params).html
    found = re.search(
        rf'<section class="sz-card">\s*<h2><a href="([^"]*)"[^>]*>{title}</a></h2>(.*?)</section>', html, re.DOTALL
    )
    assert found
    return found[1], " ".join(re.sub(r"<[^>]+>", " ", found[2]).split())


@pytest.mark.parametrize("who", ["province", "city", "county"])
def test_the_card_leads_to_its_own_number(look: OpenPage, province: Engine, who):
    link, text = card_of(look, who, "逾期未发放")
    assert link.startswith("/charity?")
    assert "programme=" not in link
    late = read(province, LATE, REGIONS[who])
    with use_language(CHINESE):
        assert text.startswith(format_with_status(late))
    page = look("charity", who)
    with use_language(CHINESE):
        assert (format_with_status(late) in page.answer) is bool(late.value)
    assert format_exact(late.value, late.indicator.unit) in page.cells["全部项目"]
    if late.value:
        cycles = re.search(r"\d+ 个已到期批次中 \d+ 个未完成", page.answer)
        assert cycles
        assert cycles[0] in text


def test_programmes_and_cycles_add_up_to_it_and_rates_of_all_are_not_said(look: OpenPage, province: Engine):
    page = look("charity", "province", ENGLISH)
    whole = page.cells["All programmes"]
    assert [bool(cell) for cell in whole] == [True, True, True, False, False, True]
    kinds = [page.cells[name] for name in ("Appliance packs", "Rooftop solar") if name in page.cells]
    assert kinds
    late = read(province, LATE, REGIONS["province"]).value
    cycles = [cells for name, cells in page.cells.items() if re.search(r"\(to \d{4}-", name)]
    assert sum(Decimal(cells[0].replace(",", "")) for cells in cycles) == late


def test_the_row_of_a_late_cycle_leads_to_that_cycle(look: OpenPage):
    html = look("charity", "province", ENGLISH).html
    links = re.findall(r'href="/charity\?[^"]*programme=(\w+)&(?:amp;)?cycle=(\d+)"', html)
    assert "run=" not in html
    pages = {cycle: look("charity", "province", ENGLISH, programme=kind, cycle=cycle).html for kind, cycle in links}
    assert any(re.search(rf'id="cycle-{cycle}"[^>]*aria-current', page) for cycle, page in pages.items())


def test_a_finding_about_charity_leads_to_the_number_it_names(look: OpenPage):
    named = {}
    for who in ("province", "city", "county"):
        pattern = r"慈善发放计划逾期未发放 ([\d,]+份)[^<]*<a href=\"[^\"]*region=(\d+)"
        named |= {found[2]: (who, found[1]) for found in re.finditer(pattern, look("", who).html)}
    assert named
    for region, (who, number) in named.items():
        assert number in look("charity", who, region=region).answer


def test_a_township_has_no_quotas_and_says_what_was_delivered(look: OpenPage):
    page = look("charity", "township")
    assert page.answer.startswith("全部项目：已发放")
    assert re.search(r'<th scope="col">发放份数', page.html)
    assert "最低统计到县（市、区）" in page.text
