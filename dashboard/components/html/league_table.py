"""The league table: regions by one figure, with rank, both sides, the whole as a mark, and the change on the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from dashboard.compare_tray import toggle
from dashboard.components.charts.map_classes import RegionShare
from dashboard.components.html.data_table import Column, Folding, Mark, Row, SmallText, TableCell, render_table
from dashboard.components.text.number_format import (
    describe_change,
    format_difference,
    format_exact_with_unit,
    format_headline_value,
    format_with_status,
)
from dashboard.components.text.ranking_text import find_extremes, format_each, join_names
from dashboard.components.text.small_numbers import MIN_NOTABLE_COUNT
from dashboard.page_url import PageUrl
from dashboard.region_navigation import RegionRef
from shared.indicators.indicator import Indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.league import CHANGE, RANK, REGION, REVERSED, VALUE, RankedValue
from shared.locale import _

SORT = "sort"


@dataclass(frozen=True)
class LeagueLine:
    """A region, of which regions between it is part, and its value with its rank and that of a year ago."""

    region: RegionRef
    path: str
    ranked: RankedValue

    @property
    def value(self) -> IndicatorValue:
        """The value of the period."""
        return self.ranked.value


@dataclass(frozen=True)
class League:
    """One figure of the regions of a level, what needs attention first, and of the whole that contains them.

    `selected` is the page's region where it is one of them; `sort` the column the table is sorted by, with `-` before
    when reversed; `peers` the mean of the similar ones when only they are shown.
    """

    whole: LeagueLine
    lines: Sequence[LeagueLine]
    is_compared: bool
    selected: RegionRef | None = None
    sort: str = ""
    peers: LeagueLine | None = None

    @property
    def indicator(self) -> Indicator:
        """The figure."""
        return self.whole.value.indicator

    def format_title(self) -> str:
        """The finding: which region needs attention, compared with the whole."""
        ranked = [line for line in self.lines if line.value.is_rankable]
        totals = {"whole": self.whole.region.name, "total": format_headline_value(self.whole.value)}
        is_higher_better = self.indicator.better_region > 0
        extremes = find_extremes(ranked, lambda line: line.value.value, min if is_higher_better else max)
        if len(ranked) < 2 or not _is_notable(extremes[0].value):
            return _("{region}: {value}").format(region=totals["whole"], value=totals["total"])
        value = format_with_status(extremes[0].value)
        if len(extremes) == len(self.lines):
            return _("The same in every region: {value}; {whole}: {total}").format(value=value, **totals)
        if value == format_with_status(self.whole.value):
            return _("{region}: {value}").format(region=totals["whole"], value=totals["total"])
        template = _("{region}: highest with {value}; {whole}: {total}")
        if is_higher_better:
            template = _("{region}: lowest with {value}; {whole}: {total}")
        region = join_names([line.region.name for line in extremes])
        return template.format(region=region, value=format_each(value, extremes), **totals)


def _is_notable(indicator_value: IndicatorValue) -> bool:
    """Whether a number is large enough for a headline: a count of one or two is chance."""
    return indicator_value.indicator.is_ratio or (indicator_value.value or 0) >= MIN_NOTABLE_COUNT


def render_league_table(
    league: League,
    shown: Sequence[LeagueLine],
    shares: Mapping[RegionRef, RegionShare],
    url: PageUrl,
    folding: Folding = Folding.ON_PHONE,
) -> Markup:
    """The whole, then the lines in their order, each with a link; beside a count the share that colours the map."""
    shares = {} if league.indicator.unit.is_rate else shares
    means = [league.whole, *([league.peers] if league.peers else [])]
    lines = [*means, *(line for line in shown if line.region != league.whole.region)]
    rows = [_build_row(league, line, shares, url) for line in lines]
    caption = _("{figure} by region").format(figure=league.indicator.name)
    region = _sortable(league, REGION, url, Column(_("Region")))
    count = sum(line.ranked.rank is not None for line in league.lines)
    rank = Column(
        _("Rank in {whole}").format(whole=league.whole.region.name), note=_("of {n}").format(n=count) if count else ""
    )
    columns = _build_columns(league, shares, url)
    return render_table(caption, region, columns, rows, leading=_sortable(league, RANK, url, rank), folding=folding)


def _build_columns(league: League, shares: Mapping[RegionRef, RegionShare], url: PageUrl) -> list[Column]:
    one = league.indicator
    marks = list_marks(league.whole)
    numbers = [line.value.value for line in league.lines if line.value.is_rankable]
    top = max((number for number in (*numbers, *(mark.value for mark in marks)) if number), default=None)
    value = Column(str(one.name), one.unit, has_bar=True, marks=marks, top=top)
    columns = [_sortable(league, VALUE, url, value)]
    if one.needs_base:
        columns.append(Column(_("Against {whole}").format(whole=league.whole.region.name)))
    if shares:
        columns.append(Column(next(iter(shares.values())).name))
    if league.is_compared:
        columns.append(_sortable(league, CHANGE, url, Column(_("Change on a year earlier"))))
    return columns


def list_marks(whole: LeagueLine) -> list[Mark]:
    """What stands as a mark on the bars: the value of the whole if it is a mean, and the band that the law asks for."""
    value, marks = whole.value, []
    if value.indicator.needs_base and value.is_rankable and value.value is not None:
        marks.append(Mark(value.value, f"{whole.region.name} {format_with_status(value)}"))
    for limit in [limit for limit in value.band or () if limit.is_finite()]:
        text = _("limit of the law {value}").format(value=format_exact_with_unit(limit, value.indicator.unit))
        marks.append(Mark(limit, text))
    return marks


def _build_row(league: League, line: LeagueLine, shares: Mapping[RegionRef, RegionShare], url: PageUrl) -> Row:
    is_whole, is_selected = line in (league.whole, league.peers), line.region == league.selected
    cells: list[TableCell] = [line.value]
    before = None if line.value.is_small else line.ranked.before
    if league.indicator.needs_base:
        is_compared = line is not league.whole and line.value.is_rankable
        cells.append(format_difference(line.value, league.whole.value) if is_compared else "")
    if shares:
        cells.append(_format_share(shares.get(line.region)))
    if league.is_compared:
        cells.append(describe_change(line.value, before, exactly=True) if before else "")
    link = "" if is_whole or is_selected else url.link(region=line.region.code)
    return Row(
        line.region.name,
        cells,
        link,
        is_total=is_whole,
        is_selected=is_selected,
        note=line.path,
        leading="" if is_whole else format_rank(line.ranked),
        tray=_tray_toggle(league, line, url),
    )


def _tray_toggle(league: League, line: LeagueLine, url: PageUrl) -> tuple[str, str, bool] | None:
    code = line.region.code
    link, is_in = toggle(url, code) if code else ("", False)
    return (f"tray-{league.indicator.key}-{code}", link, is_in) if link else None


def _format_share(share: RegionShare | None) -> str:
    if share is None:
        return ""
    return share.text if share.is_ranked or share.value is None else SmallText(share.text)


def format_rank(ranked: RankedValue) -> str:
    """The rank as text; a dash for what is not ranked."""
    if ranked.rank is None:
        return "–"
    return _("{rank} (tied)").format(rank=ranked.rank) if ranked.is_tied else str(ranked.rank)


def _sortable(league: League, key: str, url: PageUrl, column: Column) -> Column:
    """A column whose heading sorts by `key`; reversed if the table is sorted by it already."""
    is_sorted, is_reversed = league.sort.removeprefix(REVERSED) == key, league.sort.startswith(REVERSED)
    following = f"{REVERSED}{key}" if is_sorted and not is_reversed else key
    direction = ("descending" if is_reversed else "ascending") if is_sorted else ""
    return replace(column, link=url.link(**{SORT: following}), anchor=f"{SORT}-{key}", direction=direction)
