"""URLs of pages: region, period and level always stand in them, other parameters unless they have their default.

So a link means the same to everybody who may follow it, this year and next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

from shared.models import Level
from shared.models.region import level_of

OVERVIEW = "overview"
SEARCH_PAGE, SEARCH_TEXT = "search", "q"
COMPARE_PAGE = "compare"
ADMIN_PATH = "/admin/"
PARAMS_OF_REGION = ("search", "peers")  # speak of the regions inside the selected one
CARRIED_PARAMS = ("region", "period", "level", "tray")  # go along to other pages; the rest belongs to its page


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
        return _build_link(path, {k: v for k, v in params.items() if k in changes or self._goes_along(k, params)})

    def _goes_along(self, name: str, params: dict[str, str]) -> bool:
        """Whether a parameter goes along to another region: not a search; a level if it was chosen and lies below."""
        region, own = params.get("region", ""), self.params.get("region", "")
        if region == own or not own:
            return True
        order = list(Level)
        is_chosen = params.get("level") not in (level_of(own).below, level_of(own))
        is_below = order.index(Level(params["level"])) > order.index(level_of(region)) if "level" in params else False  # type: ignore[call-arg]
        return name not in PARAMS_OF_REGION and (name != "level" or (is_chosen and is_below))

    def form(self, name: str) -> tuple[str, dict[str, str]]:
        """Where a form for the parameter `name` leads, and the other parameters it sends along."""
        path, _is, _query = self.link().partition("?")
        return path, {k: v for k, v in self.params.items() if k != name and v != self.defaults.get(k)}

    @property
    def search_form(self) -> tuple[str, dict[str, str]]:
        """Where the search field of the header leads, and the region and period it sends along."""
        return f"/{SEARCH_PAGE}", {k: v for k, v in self._carried_params.items() if v != self.defaults.get(k)}

    @property
    def admin_link(self) -> str:
        """The link to the admin app, with the same region and period."""
        return _build_link(ADMIN_PATH, {name: self.params[name] for name in ("region", "period")})

    @property
    def _carried_params(self) -> dict[str, str]:
        return {name: value for name, value in self.params.items() if name in CARRIED_PARAMS}


def _build_link(path: str, params: dict[str, str]) -> str:
    return f"{path}?{urlencode(params)}" if params else path
