"""Regions compared by one indicator: a map where there are shapes, and always the ranked table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import streamlit as st
from markupsafe import Markup

from dashboard.components.charts.choropleth import build_choropleth, draw_drill_down_map, has_shapes
from dashboard.components.charts.map_classes import RegionShare, build_classes, render_map_legend
from dashboard.components.charts.palette import Palette
from dashboard.components.html.data_table import Column, Row, render_table
from dashboard.components.html.rendering import emit_html, flush_output
from dashboard.components.text.number_format import describe_change, format_with_status
from dashboard.components.text.ranking_text import find_extremes, format_each, join_names
from dashboard.components.text.small_numbers import MIN_NOTABLE_COUNT, is_rankable
from dashboard.page_url import PageUrl
from dashboard.region_navigation import RegionRef
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _

RankingLine = tuple[
    RegionRef, IndicatorValue, IndicatorValue | None
]  # a region, its figure, and the one it is compared with


@dataclass(frozen=True)
class Ranking:
    """One indicator of several regions and of the region that contains them; `selected` is the page's region."""

    total: RankingLine
    lines: Sequence[RankingLine]
    is_compared: bool
    selected: RegionRef | None = None

    @property
    def _is_higher_better(self) -> bool:
        return self.total[1].indicator.better > 0

    @property
    def sorted_lines(self) -> list[RankingLine]:
        """Those that need attention first: the lowest where more is better, else the highest; the unranked last."""
        sign = 1 if self._is_higher_better else -1

        def region(line: RankingLine) -> tuple[bool, bool, Decimal]:
            indicator_value = line[1]
            return (
                indicator_value.value is None,
                not is_rankable(indicator_value),
                sign * (indicator_value.value or Decimal(0)),
            )

        return sorted(self.lines, key=region)

    def format_title(self) -> str:
        """The finding: which region needs attention, compared with the total."""
        ranked = [line for line in self.sorted_lines if is_rankable(line[1])]
        totals = {"whole": self.total[0].name, "total": format_with_status(self.total[1])}
        extremes = find_extremes(ranked, lambda line: line[1].value, min if self._is_higher_better else max)
        if len(ranked) < 2 or not _is_notable(extremes[0][1]):
            return _("{region}: {value}").format(region=totals["whole"], value=totals["total"])
        if len(extremes) == len(self.lines):
            return _("The same in every region: {value}; {whole}: {total}").format(
                value=format_with_status(extremes[0][1]), **totals
            )
        template = _("{region}: highest with {value}; {whole}: {total}")
        if self._is_higher_better:
            template = _("{region}: lowest with {value}; {whole}: {total}")
        region = join_names([line[0].name for line in extremes])
        return template.format(region=region, value=format_each(format_with_status(extremes[0][1]), extremes), **totals)


def _is_notable(indicator_value: IndicatorValue) -> bool:
    """Whether a number is large enough for a headline: a count of one or two is chance."""
    return indicator_value.indicator.is_ratio or (indicator_value.value or 0) >= MIN_NOTABLE_COUNT


def draw_ranking(ranking: Ranking, shades: Sequence[RegionShare], address: PageUrl, colours: Palette) -> None:
    """Draw map and table side by side, or the table alone. `shares` colour the map."""
    regions = [region for region, _figure, _before in ranking.lines]
    parts = [shade for shade in shades if shade.region in regions]
    bands = build_classes([shade.value for shade in parts if shade.is_ranked])
    if not has_shapes(regions) or not bands:
        emit_html(render_ranking_table(ranking, shades, address))
        return
    flush_output()
    left, right = st.columns([11, 9], gap="large")
    with left:
        draw_drill_down_map(build_choropleth(parts, bands, colours), ranking.total[0].code, parts)
        emit_html(render_map_legend(parts, bands, colours))
        flush_output()
    with right:
        emit_html(render_ranking_table(ranking, shades, address))
        flush_output()


def render_ranking_table(ranking: Ranking, shades: Sequence[RegionShare], address: PageUrl) -> Markup:
    """The total, then its regions by rank, each with a link; beside a count the share that colours the map."""
    total, indicator = ranking.total, ranking.total[1].indicator
    per = {shade.region: shade for shade in shades} if shades and not indicator.unit.is_rate else {}
    columns = [Column(str(indicator.name), indicator.unit, has_bar=True)]
    if per:
        columns.append(Column(shades[0].name))
    if ranking.is_compared:
        columns.append(Column(_("Change on a year earlier")))
    lines = [line for line in ranking.sorted_lines if line[0] != total[0]]

    def row(line: RankingLine) -> Row:
        region, indicator_value, year_ago = line
        cells: list[IndicatorValue | str | None] = [indicator_value]
        if per:
            cells.append(per[region].text if region in per else "")
        if ranking.is_compared:
            cells.append(describe_change(indicator_value, year_ago, exactly=True) if year_ago else "")
        is_whole = region == total[0]
        link = "" if is_whole or region == ranking.selected else address.link(region=region.code)
        return Row(region.name, cells, link, is_total=is_whole, is_selected=region == ranking.selected)

    rows = [row(line) for line in (total, *lines)]
    return render_table(_("{figure} by region").format(figure=indicator.name), _("Region"), columns, rows)
