"""A page as its reader sees it: its words and links; and words of the wrong language, with the stated exceptions."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from shared.indicators.catalogue import INDICATORS
from shared.models import Base

CHINESE, LATIN = re.compile(r"[㐀-鿿]+"), re.compile(r"[A-Za-z]{2,}")
SILENT = {"script", "style", "title"}
WORDS_OF_BOTH = {
    "苏助",
    "Suzhu",
    "English",
    "CSV",
    "中文",
    "kWh",
    "GB",
    "app",
    "xlsx",
    "zip",
    "XLSX",
    "PDF",
    "DOCX",
}  # marks and units
WORDS_OF_BOTH |= {"Apache", "License", "licences", "审图号", *INDICATORS}  # names of licences, keys of the figures
IN_SIGN_INS = re.compile(r"[a-z]+(?:-[a-z]+)+|[a-z_]+\.[a-z_.]+|[a-z0-9-]+/\d+")  # logins, keys of rules and parameters
PARTED = re.compile(r"[\s·,;:()（）、，。：；|…/#\"“”<>]+")

TRANSLATED = {("region", "name"), ("region", "name_en"), ("programme", "name"), ("programme", "name_en")}


class Reader(HTMLParser):
    """Texts and links of a page. What says which language it is in stands for itself: the buttons of the languages."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = dict(attrs)
        self._silent += tag in SILENT or (tag == "button" and "lang" in got)
        self.texts += [got[name] or "" for name in ("placeholder", "aria-label", "title", "alt") if name in got]
        if tag == "a" and got.get("href"):
            self.links.append(got["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in SILENT or tag == "button"))

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.texts.append(data.strip())


@dataclass
class TypedTexts:
    """What people typed and what is a name: it stands in the language it was typed in."""

    database: Path

    @cached_property
    def pieces(self) -> set[str]:
        """Every piece of every text of the database that is no choice of ours and has no English of its own."""
        with sqlite3.connect(self.database) as database:
            database.text_factory = str
            found: set[str] = set()
            for table in Base.metadata.sorted_tables:
                for column in table.columns:
                    if column.type.python_type is str and (table.name, column.name) not in TRANSLATED:
                        query = f'SELECT DISTINCT "{column.name}" FROM "{table.name}" WHERE "{column.name}" IS NOT NULL'
                        found |= {piece for (text,) in database.execute(query) for piece in PARTED.split(str(text))}
        return found

    def foreign(self, texts: list[str], language: str) -> list[str]:
        """The pieces of texts that are not in the language of the page."""
        pattern = CHINESE if language == "en" else LATIN
        pieces = {piece for text in texts if pattern.search(text) for piece in PARTED.split(text)}
        return sorted(p for p in pieces if pattern.search(p) and not self._may_stand(p))

    def _may_stand(self, piece: str) -> bool:
        return (
            not piece.strip("0123456789abcdef")
            or piece in self.pieces
            or piece in WORDS_OF_BOTH
            or IN_SIGN_INS.fullmatch(piece) is not None
        )


def kind_of(address: str) -> str:
    """What kind of page an address is: its path, and what it is asked for, without the values; back is as forth."""
    parts = urlsplit(address)
    names = {"after" if name == "before" else name for name, _value in parse_qsl(parts.query)}
    return f"{parts.path}?{'&'.join(sorted(names))}"
