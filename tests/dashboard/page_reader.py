"""What somebody sees on a page."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape

from streamlit.testing.v1 import AppTest

TAG = re.compile(r"<[^>]+>")


@dataclass
class PageReader:
    """A page as it was drawn."""

    test: AppTest

    def __post_init__(self) -> None:
        assert not self.test.exception, self.test.exception

    @property
    def html(self) -> str:
        """All our own HTML."""
        return "\n".join(e.body for e in self.test.html)

    @property
    def text(self) -> str:
        """The words."""
        return " ".join(unescape(TAG.sub(" ", self.html)).split())

    @property
    def answer(self) -> str:
        """The sentence at the top of the page."""
        found = re.search(r'<h1 id="headline"[^>]*>(.*?)</h1>', self.html, re.DOTALL)
        return unescape(found[1]) if found else ""

    @property
    def notice(self) -> str:
        """The notice that stands in place of the page."""
        found = re.search(r'<section class="sz-notice".*?</section>', self.html, re.DOTALL)
        return " ".join(unescape(TAG.sub(" ", found[0])).split()) if found else ""

    @property
    def links(self) -> list[str]:
        """Where the links lead."""
        return [unescape(link) for link in re.findall(r'href="([^"]*)"', self.html)]

    @property
    def cells(self) -> dict[str, list[str]]:
        """Rows of the tables by name: the texts of their cells."""
        rows = re.findall(
            r'<tr[^>]*>\s*(?:<td class="sz-rank">.*?</td>\s*)?<th scope="row">(.*?)</th>(.*?)</tr>',
            self.html,
            re.DOTALL,
        )
        return {
            _words(name): [_words(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", rest, re.DOTALL)]
            for name, rest in rows
        }

    @property
    def charts(self) -> list[dict]:
        """The figures that Plotly is to draw."""
        return [json.loads(chart.proto.spec) for chart in self.test.get("plotly_chart")]


def _words(html: str) -> str:
    return " ".join(unescape(TAG.sub(" ", re.sub(r"<sup>.*?</sup>", "", html))).split())
