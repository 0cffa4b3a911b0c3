"""URLs of pages: region and period always stand in them, other parameters unless they have their default.

So a link means the same to everybody who may follow it, this year and next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

OVERVIEW = "overview"
ADMIN_PATH = "/admin/"
CARRIED_PARAMS = ("region", "period")  # go along to other pages; the rest belongs to its page


@dataclass(frozen=True)
class PageUrl:
    """A page with the parameters of its query; `defaults` need not be written."""

    page: str
    params: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)

    def link(self, page: str = "", **changes: str) -> str:
        """The link to this page with `changes`, or to another page about the same region and period."""
        carried = self.params if page in {"", self.page} else self._carried_params
        params = {k: v for k, v in (carried | changes).items() if v != self.defaults.get(k)}
        path = "/" if (page or self.page) == OVERVIEW else f"/{page or self.page}"
        return _build_link(path, params)

    @property
    def admin_link(self) -> str:
        """The link to the admin app, with the same region and period."""
        return _build_link(ADMIN_PATH, self._carried_params)

    @property
    def _carried_params(self) -> dict[str, str]:
        return {name: value for name, value in self.params.items() if name in CARRIED_PARAMS}


def _build_link(path: str, params: dict[str, str]) -> str:
    return f"{path}?{urlencode(params)}" if params else path
