"""What comes out of the printer: the words of the PDF that Chromium makes."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
OUTSIDE = """[...document.querySelectorAll('.js-plotly-plot .ytick text, .js-plotly-plot .xtick text')].filter(text => {
  const [label, chart] = [text, text.closest('.stPlotlyChart')].map(part => part.getBoundingClientRect());
  return label.left < chart.left - 1 || label.right > chart.right + 1;
}).map(text => text.textContent)"""
HIDDEN = """[...document.querySelectorAll('.js-plotly-plot .ytick text, .js-plotly-plot .xtick text')]
  .filter(text => !text.getClientRects().length).map(text => text.textContent)"""
TITLES = {"/coverage": "覆盖情况", "/warnings": "预警与救助", "/charity?programme=appliance": "慈善"}


def printed(page: Page) -> list[str]:
    """The words of each sheet, without blanks; what a font writes as a radical is read as the character."""
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return [plain(sheet.extract_text()) for sheet in sheets]


def plain(words: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words)).replace("−", "-")


def axis(page: Page) -> list[str]:
    """What stands at the axes of the charts on the screen."""
    return page.locator(".js-plotly-plot .ytick text, .js-plotly-plot .xtick text").all_text_contents()


@pytest.mark.parametrize("path", TITLES)
def test_axes_are_whole_and_every_sheet_says_what_it_is(open_page, path):
    tab = open_page("province-official")
    page = tab.page
    tab.open_dashboard(path)
    expect(page.locator(".js-plotly-plot .ytick text").first).to_be_visible()
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    labels = [plain(words) for words in axis(page) if words.strip()]
    assert labels
    assert page.evaluate(HIDDEN) == []  # Plotly leaves a number out where it has no room
    sheets = printed(page)
    for number, words in enumerate(sheets, start=1):
        assert f"{TITLES[path]}·江苏省·2023年·苏助" in words
        assert f"{number}/{len(sheets)}" in words
    whole = "".join(sheets)
    assert [words for words in labels if words not in whole] == []
    assert "口径与来源" in whole
    assert page.locator("details.sz-definition[open]").count() == 0  # as before printing


def test_axes_stay_inside_of_the_sheet(open_page):
    tab = open_page("province-official")
    page = tab.page
    tab.open_dashboard("/coverage")
    expect(page.locator(".js-plotly-plot .ytick text").first).to_be_visible()
    page.emulate_media(media="print")
    outside = page.evaluate(OUTSIDE)
    assert outside == []
