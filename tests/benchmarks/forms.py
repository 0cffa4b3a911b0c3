"""Reading a form as a browser would, to send it again with one value changed."""

from __future__ import annotations

from html.parser import HTMLParser


class Form(HTMLParser):
    """The fields of the largest form of a page, with the values they would be sent with."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = [{}]
        self._select = self._text = ""
        self.feed(page)

    @property
    def fields(self) -> dict[str, str]:
        """Names and values."""
        return max(self.forms, key=len)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in inputs, the chosen option of a select, and where a text area begins."""
        told = {name: value or "" for name, value in attrs}
        name, is_box = told.get("name", ""), told.get("type") in {"checkbox", "radio"}
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and name and told.get("type") not in {"submit", "file"}:
            if not is_box or "checked" in told:
                self.forms[-1][name] = told.get("value", "y" if is_box else "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in told or self._select not in self.forms[-1]):
            self.forms[-1][self._select] = told.get("value", "")
        elif tag == "textarea" and name:
            self._text = name
            self.forms[-1][name] = ""

    def handle_endtag(self, tag: str) -> None:
        """Leave selects and text areas."""
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._text = ""

    def handle_data(self, data: str) -> None:
        """What stands in a text area."""
        if self._text:
            self.forms[-1][self._text] += data.strip()
