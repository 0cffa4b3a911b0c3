"""How far the shares of regions lie apart by chance, and which lie further: a funnel plot with its table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from dashboard.components.charts.base_chart import draw_chart
from dashboard.components.charts.funnel_plot import FunnelNames, FunnelPoint, build_funnel_plot
from dashboard.components.html.data_table import Column, Row, render_table
from dashboard.components.html.league_table import League, LeagueLine
from dashboard.components.html.rendering import emit_template
from dashboard.components.html.section_layout import draw_section_header
from dashboard.components.text.number_format import format_rate, format_thousands, format_with_status
from dashboard.components.text.ranking_text import join_names
from dashboard.page_context import PageContext
from shared.indicators.control_limits import ACTION, WARNING, ControlLimits, derive_limits
from shared.indicators.rounding import format_column_unit
from shared.locale import _

MIN_REGIONS = 20  # fewer make no funnel
MOST_ROWS = 150  # of more regions the table holds those beyond the limits


def draw_funnel_plot(context: PageContext, league: League) -> None:
    """Shares against how many they rest on; nothing for other figures, and for few regions."""
    limits = derive_limits(league.whole.value)
    lines = [line for line in league.lines if line.value.value is not None and line.value.denominator]
    if limits is None or len(lines) < MIN_REGIONS:
        return
    points = {line.region.code: _build_point(line, limits) for line in lines}
    one, title = league.indicator, _format_title(list(points.values()), league)
    subtitle = _("{figure}, against how many it rests on").format(figure=one.name)
    draw_section_header(title, subtitle, format_column_unit(one.unit), context.region_and_period)
    mean = f"{league.whole.region.name} {format_with_status(league.whole.value)}"
    names = FunnelNames(_("Number in the denominator"), mean)
    chart = build_funnel_plot(list(points.values()), limits, names, context.palette)
    draw_chart(chart, f"funnel-{one.key}", title)
    emit_template("funnel_legend", table=_render_table(lines, points, limits, league))


def _build_point(line: LeagueLine, limits: ControlLimits) -> FunnelPoint:
    value = line.value
    sides = f"{format_thousands(value.numerator or 0)} / {format_thousands(value.denominator or 0)}"
    text = f"<b>{line.region.name}</b> {line.path}<br>{format_with_status(value)} · {sides}"
    return FunnelPoint(line.region.name, value.denominator or 0, float(value.value or 0), limits.distance(value), text)


def _format_title(points: Sequence[FunnelPoint], league: League) -> str:
    """How many regions differ from the whole by more than chance; the farthest by name."""
    outliers = sorted((point for point in points if point.is_outlier), key=lambda point: -abs(point.distance))
    if not outliers:
        return _("No region differs from {whole} by more than chance").format(whole=league.whole.region.name)
    template = _("{n} of {all} regions differ from {whole} by more than chance: {names}")
    compared = sum(not point.is_small for point in points)
    names = join_names([point.name for point in outliers])
    return template.format(n=len(outliers), all=f"{compared:,}", whole=league.whole.region.name, names=names)


def _render_table(
    lines: Sequence[LeagueLine], points: dict[str, FunnelPoint], limits: ControlLimits, league: League
) -> Markup:
    """The farthest first, with the limits for as many as each rests on."""
    ordered = sorted(lines, key=lambda line: -abs(points[line.region.code].distance) * (not line.value.is_small))
    if len(ordered) > MOST_ROWS:
        ordered = [line for line in ordered if points[line.region.code].is_beyond]

    def row(line: LeagueLine) -> Row:
        point = points[line.region.code]
        intervals = [_format_interval(limits, point.count, errors, league) for errors in (WARNING, ACTION)]
        return Row(line.region.name, [line.value, *intervals, _describe(point)], note=line.path)

    one = league.indicator
    columns = [
        Column(str(one.name), one.unit),
        Column(_("95% limits"), one.unit),
        Column(_("99.8% limits"), one.unit),
        Column(_("Position")),
    ]
    return render_table(_("Limits of chance by region"), _("Region"), columns, [row(line) for line in ordered])


def _format_interval(limits: ControlLimits, count: int, errors: float, league: League) -> str:
    low, high = (format_rate(Decimal(edge), league.indicator.unit) for edge in limits.interval(count, errors))
    return f"{low}–{high}"


def _describe(point: FunnelPoint) -> str:
    """Where a region lies, in words."""
    if point.is_small:
        return _("too few to compare")
    if not point.is_beyond:
        return _("within chance")
    if point.is_outlier:
        return _("above the 99.8% limit") if point.distance > 0 else _("below the 99.8% limit")
    return _("above the 95% limit") if point.distance > 0 else _("below the 95% limit")
