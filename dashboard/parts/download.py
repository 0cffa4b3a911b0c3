"""Links to files: an authenticated, audited endpoint writes them; the dashboard never holds one."""

from __future__ import annotations

from urllib.parse import urlencode

from dashboard.places import Place
from shared.clock import Period
from shared.indicators.catalogue import indicator
from shared.interchange.extract_query import SPAN
from shared.locale import CHINESE, current_language
from shared.models import Level

Download = tuple[str, str]  # what the link is called, and where it leads


def csv(
    key: str, place: Place, *periods: Period, level: Level | None = None, split: str = "", name: str = ""
) -> Download:
    """The file of one figure in a period, or from the first to the last of months in a row.

    For the place itself, and the regions of `level` in it; `split` as in `kind=solar`.
    """
    ends = dict.fromkeys((periods[0].key, periods[-1].key))
    asked = {
        "level": ",".join(dict.fromkeys((place.level, level or place.level))),
        "region": place.code,
        "period": SPAN.join(ends),
        "split": split,
        "lang": "zh" if current_language() == CHINESE else "en",
    }
    return name or str(indicator(key).name), f"/exports/{key}.csv?{urlencode({k: v for k, v in asked.items() if v})}"
