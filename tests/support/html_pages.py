"""Pages of the admin as a test reads them: forms with what they would send, rows, links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "meta", "link", "br", "img", "hr"}


@dataclass
class Form:
    """A form and what a browser would send if nobody touched it."""

    action: str
    method: str
    css: str
    sent: dict[str, list[str]] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)


class Page(HTMLParser):
    """What a page holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.forms, self.links, self.headings = text, [], [], []
        self._form: Form | None = None
        self._select: str | None = None
        self._area: str | None = None
        self._heading = False
        self.feed(text)

    def form(self, css: str = "record") -> Form:
        """The form of a class."""
        return next(form for form in self.forms if form.css == css)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(got.get("action", ""), got.get("method", "get"), got.get("class", ""))
            self.forms.append(self._form)
        elif tag == "a":
            self.links.append(got.get("href", ""))
        elif tag == "h1":
            self._heading = True
            self.headings.append("")
        elif self._form is not None:
            self._control(tag, got)

    def _control(self, tag: str, got: dict[str, str]) -> None:
        is_set = got.get("type") not in {"checkbox", "radio"} or "checked" in got
        if tag == "input" and "name" in got and is_set:
            self._send(got["name"], got.get("value", ""))
        elif tag == "textarea":
            self._area = got["name"]
            self._send(got["name"], "")
        elif tag == "select":
            self._select = got["name"]
        elif tag == "option" and self._select is not None:
            self._form.offered.setdefault(self._select, []).append(got["value"])
            if "selected" in got:
                self._send(self._select, got["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select" and self._form is not None and self._select is not None:
            if self._select not in self._form.sent:
                self._send(self._select, self._form.offered[self._select][0])
            self._select = None
        elif tag == "textarea":
            self._area = None
        elif tag == "h1":
            self._heading = False

    def handle_data(self, data: str) -> None:
        if self._area is not None and self._form is not None:
            self._form.sent[self._area][-1] += data
        if self._heading:
            self.headings[-1] += data

    def _send(self, name: str, value: str) -> None:
        assert self._form is not None
        self._form.sent.setdefault(name, []).append(value)
