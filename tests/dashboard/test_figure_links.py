"""The walk: on every page each figure leads to its page, whose first link is the list behind it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import Engine

from dashboard.figure_page.figure_request import read_figure
from shared.access import SYSTEM, open_session
from tests.dashboard.page_reader import TAG, PageReader
from tests.support.dashboard_pages import OpenPage

PAGES = ("", "coverage", "warnings", "charity", "regions")
WALK = [(page, "province") for page in PAGES] + [("", "township"), ("warnings", "county"), ("charity", "county")]
LINK = re.compile(r'<a href="([^"]*)" data-figure>')
ELEMENTS = {
    "card": r'<p class="sz-value[^>]*>(.*?)</p>',
    "bar": r'<td class="sz-bar-value[^>]*>(.*?)</td>',
    "finding": r"<li>(.*?)</li>(?=\s*(?:<li>|</ul>\s*</section>))",
    "headline": r'<h1 id="headline"[^>]*>.*?</h1>(.*?)</div>',
    "row": r'<th scope="row">(?:(?!</th>).)*</th>((?:(?!</tr>).)*<td(?:(?!</tr>).)*)</tr>',
}


def elements_without_link(page: PageReader) -> list[tuple[str, str]]:
    """Elements with a digit in their numbers that lead to no figure."""
    return [
        (kind, " ".join(TAG.sub(" ", body).split())[:80])
        for kind, pattern in ELEMENTS.items()
        for body in re.findall(pattern, page.html, re.DOTALL)
        if re.search(r"\d", TAG.sub(" ", body)) and not LINK.search(body)
    ]


def test_what_is_found_leads_to_its_figure(look: OpenPage):
    drawn = look("search", q="昆山市 low_income_population")
    assert elements_without_link(drawn) == []
    assert LINK.search(drawn.html)


@pytest.mark.parametrize(("page", "who"), WALK)
def test_each_figure_element_of_a_page_leads_to_its_figure(look: OpenPage, page, who):
    drawn = look(page, who)
    assert elements_without_link(drawn) == []
    assert len(LINK.findall(drawn.html)) >= (3 if who == "township" else 10)
    tables = re.findall(r"<table class=\"sz-table sz-numbers\">.*?</table>", drawn.html, re.DOTALL)
    assert len(drawn.charts) <= sum(bool(LINK.search(table)) for table in tables), "a chart without a table that links"


def test_what_the_links_name_are_figures(look: OpenPage, province: Engine):
    links = {unescape(link) for page, who in WALK for link in LINK.findall(look(page, who).html)}
    by_kind = {(urlsplit(link).path, "dimension" in link): link for link in sorted(links)}
    with open_session(SYSTEM, province) as session:
        for (path, _by), link in by_kind.items():
            figure = read_figure(session, path.rpartition("/")[2], dict(parse_qsl(urlsplit(link).query)))
            assert figure.value.value is not None, link
            assert figure.url() == link
