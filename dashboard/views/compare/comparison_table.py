"""The table of a comparison: each line in the period, a year before, and how far it is from the last of the lines."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.components.html.data_table import Column, Row, indicator_column, render_table
from dashboard.components.text.number_format import describe_change, format_difference
from dashboard.page_context import PageContext
from dashboard.views.compare.compared_lines import Line
from shared.indicators.catalogue import indicator
from shared.locale import _


def render_comparison(context: PageContext, key: str, lines: Sequence[Line]) -> Markup:
    """The regions with their values, both sides and the change on the year; references last."""
    references = [line for line in lines if line.is_reference] if indicator(key).needs_base else []
    columns = [indicator_column(key, has_bar=True)]
    columns += [Column(_("Against {whole}").format(whole=line.name)) for line in references]
    has_before = any(line.before is not None for line in lines)
    columns += [Column(_("A year earlier")), Column(_("Change on a year earlier"))] if has_before else []
    rows = [_row(context, line, references, has_before=has_before) for line in lines]
    return render_table(_("{figure} by region").format(figure=indicator(key).name), _("Region"), columns, rows)


def _row(context: PageContext, line: Line, references: Sequence[Line], *, has_before: bool) -> Row:
    others = [None if line is one or not line.now.is_rankable else one.now for one in references]
    against = ["" if one is None else format_difference(line.now, one) for one in others]
    before = [line.before, _describe(line)] if has_before else []
    link = context.url.link(region=line.region.code) if line.region is not None else ""
    return Row(line.name, [line.now, *against, *before], link, is_total=line.is_reference)


def _describe(line: Line) -> str:
    return "" if line.before is None or line.now.is_small else describe_change(line.now, line.before, exactly=True)
