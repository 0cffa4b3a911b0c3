"""The page of the dashboard that shows what a file holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from shared.indicators.league import EVERY

from .extract_query import ExtractQuery

PAGE_NAME = re.compile(r"[a-z]{1,20}")
REGIONS, OVERVIEW, COMPARE = "regions", "overview", "compare"


def page_address(requests: Sequence[ExtractQuery], page: str = "") -> str:
    """Its path and query: of the page the file was taken from, else of the comparison of regions."""
    first, name = requests[0], page if PAGE_NAME.fullmatch(page) else REGIONS
    query = {"region": first.region, "period": first.periods[-1].key, "level": first.levels[-1].value}
    if first.further:
        name = COMPARE
        query = {"region": first.region, "period": first.periods[-1].key, "tray": ",".join(first.named_regions)}
    if name in (REGIONS, COMPARE):
        query["measure"] = first.indicator.key
    if first.league:
        chosen = {word: value for word, value in vars(first.league).items() if value and value != EVERY}
        query |= chosen
    return f"/{'' if name == OVERVIEW else name}?{urlencode(query)}"
