"""Addresses of pages: region and period always stand in them, other choices unless they are the usual ones.

So a link means the same to everybody who may follow it, this year and next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

OVERVIEW = "overview"
PANEL = "/admin/"
KEPT = ("region", "period")  # go along to other pages; the rest belongs to its page


@dataclass(frozen=True)
class Address:
    """A page and what was asked of it; `defaults` are the choices that need not be written."""

    page: str
    asked: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)

    def to(self, page: str = "", **changes: str) -> str:
        """The link to here with `changes`, or to another page about the same region and period."""
        kept = self.asked if page in {"", self.page} else self._where_and_when
        asked = {k: v for k, v in (kept | changes).items() if v != self.defaults.get(k)}
        path = "/" if (page or self.page) == OVERVIEW else f"/{page or self.page}"
        return _written(path, asked)

    @property
    def panel(self) -> str:
        """The link to the panel, which is told the same region and period."""
        return _written(PANEL, self._where_and_when)

    @property
    def _where_and_when(self) -> dict[str, str]:
        return {name: value for name, value in self.asked.items() if name in KEPT}


def _written(path: str, asked: dict[str, str]) -> str:
    return f"{path}?{urlencode(asked)}" if asked else path
