"""Addresses of pages: everything a page depends on stands in its link, what is default is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

OVERVIEW = "overview"
KEPT = ("region", "period")  # go along to other pages; the rest belongs to its page


@dataclass(frozen=True)
class Address:
    """A page and what was asked of it, without defaults."""

    page: str
    asked: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)

    def to(self, page: str = "", **changes: str) -> str:
        """The link to here with `changes`, or to another page about the same region and period."""
        kept = self.asked if page in {"", self.page} else {k: v for k, v in self.asked.items() if k in KEPT}
        asked = {k: v for k, v in (kept | changes).items() if v != self.defaults.get(k)}
        path = "/" if (page or self.page) == OVERVIEW else f"/{page or self.page}"
        return f"{path}?{urlencode(asked)}" if asked else path
