"""Links to files: an authenticated, audited endpoint writes them; the dashboard never holds one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from dashboard.components.html.figure_list_links import figure_list_url
from dashboard.region_navigation import RegionRef
from shared.clock import Period
from shared.indicators.catalogue import indicator
from shared.indicators.league import EVERY, LeagueChoices
from shared.interchange.extract_query import SPAN
from shared.locale import short_code
from shared.models import Level


class Download(NamedTuple):
    """What a link to a file is called and where it leads; `list_url`: the list behind the one figure it holds."""

    name: str
    url: str
    list_url: str = ""


def csv_link(
    key: str,
    region: RegionRef,
    *periods: Period,
    level: Level | None = None,
    dimension: str = "",
    name: str = "",
    divisions: str = "",
    league: LeagueChoices | None = None,
    further: Iterable[RegionRef] = (),
) -> Download:
    """The CSV file of one indicator in a period, or in consecutive months from the first to the last.

    For the region itself and the regions of `level` in it; `dimension` as in `kind=solar`; `divisions`: `today` for a
    township with those it follows; `league`: the rows, ranks and order of a league table; `further`:
    other regions, then each for itself.
    """
    ends, others = dict.fromkeys((periods[0].key, periods[-1].key)), [one.code for one in further]
    requested = {
        "level": "" if others else ",".join(dict.fromkeys((region.level, level or region.level))),
        "region": ",".join((region.code, *others)),
        "period": SPAN.join(ends),
        "dimension": dimension,
        "divisions": divisions,
        "lang": short_code(),
    }
    if league:
        only = league.only if league.only != EVERY else ""
        requested |= {"sort": league.sort, "only": only, "search": league.search, "peers": league.peers}
    query = urlencode({k: v for k, v in requested.items() if v})
    is_one = level is None and len(ends) == 1 and not (dimension or divisions or others)
    list_url = figure_list_url(key, region.code, periods[0]) if is_one else ""
    return Download(name or str(indicator(key).name), f"/exports/{key}.csv?{query}", list_url)
