"""Links to files: an authenticated, audited endpoint writes them; the dashboard never holds one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from dashboard.components.html.figure_list_links import figure_list_url
from dashboard.region_navigation import RegionRef
from shared.clock import Period
from shared.indicators.catalogue import indicator
from shared.indicators.league import EVERY, LeagueChoices
from shared.interchange.extract_query import SPAN
from shared.interchange.file_kinds import CSV, FILE_KINDS, XLSX, ZIP
from shared.locale import _, short_code
from shared.models import Level

SEVERAL = "figures"  # the file of several figures


class Download(NamedTuple):
    """What a link to a file is called and where it leads; `list_url`: the list behind the one figure it holds."""

    name: str
    url: str
    list_url: str = ""
    kind: str = CSV

    @property
    def kind_name(self) -> str:
        """The kind of file, as it stands before the link."""
        return str(FILE_KINDS[self.kind].label)


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
    requested = _query(region, periods, level) | {"dimension": dimension, "divisions": divisions}
    if others := [one.code for one in further]:
        requested |= {"level": "", "region": ",".join((region.code, *others))}
    if league:
        only = league.only if league.only != EVERY else ""
        requested |= {"sort": league.sort, "only": only, "search": league.search, "peers": league.peers}
    query = urlencode({k: v for k, v in requested.items() if v})
    is_one = level is None and periods[0] == periods[-1] and not (dimension or divisions or others)
    list_url = figure_list_url(key, region.code, periods[0]) if is_one else ""
    return Download(name or str(indicator(key).name), f"/exports/{key}.csv?{query}", list_url)


def workbook_links(downloads: Sequence[Download], page: str) -> list[Download]:
    """The same tables as workbooks: files of the same regions and periods are one; `page` stands on their covers."""
    files = [(*_read_url(one.url), one.name) for one in downloads if one.kind == CSV]
    links = []
    for query, alike in groupby(files, lambda file: file[1]):
        keys, _queries, names = zip(*alike, strict=True)
        if len(keys) == 1:
            key, name, several = keys[0], names[0], {}
        else:
            key, name, several = SEVERAL, _("{n} figures in a table").format(n=len(keys)), {"keys": ",".join(keys)}
        words = "&".join(filter(None, (urlencode(several), query, urlencode({"page": page}))))
        links.append(Download(name, f"/exports/{key}.xlsx?{words}", kind=XLSX))
    return links


def package_links(downloads: Sequence[Download]) -> list[Download]:
    """The files of many figures as data packages: the CSV with a description of its columns, for statisticians."""
    several = [(_read_url(one.url), one.name) for one in downloads if one.kind == CSV]
    return [Download(name, f"/exports/{key}.zip?{query}", kind=ZIP) for (key, query), name in several if key == SEVERAL]


def _read_url(url: str) -> tuple[str, str]:
    """The key and the query of a file's address."""
    path, _is, query = url.partition("?")
    return path.removeprefix("/exports/").removesuffix(".csv"), query


def every_figure_link(region: RegionRef, period: Period, level: Level, *, is_named: bool = False) -> Download:
    """The file of the whole catalogue for the regions of a level and their whole; `is_named`: it says which level."""
    query = urlencode(_query(region, (period,), level) | {"keys": "all"})
    name = _("all figures, {level}").format(level=level.label) if is_named else _("all figures")
    return Download(name, f"/exports/{SEVERAL}.csv?{query}")


def monthly_return_links(region: RegionRef, period: Period) -> list[Download]:
    """The official monthly return of a month; none of longer periods, nor below the county."""
    if not period.is_month or region.level not in {Level.PROVINCE, Level.CITY, Level.COUNTY}:
        return []
    query = urlencode({"region": region.code, "period": period.key, "lang": short_code()})
    return [Download(_("monthly dibao return"), f"/exports/layouts/dibao_monthly.xlsx?{query}", kind=XLSX)]


def _query(region: RegionRef, periods: Sequence[Period], level: Level | None) -> dict[str, str]:
    """Which regions and periods a file is asked for, and its language."""
    return {
        "level": ",".join(dict.fromkeys((region.level, level or region.level))),
        "region": region.code,
        "period": SPAN.join(dict.fromkeys((periods[0].key, periods[-1].key))),
        "lang": short_code(),
    }
