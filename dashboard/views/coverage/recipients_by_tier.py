"""Recipients by tier over the months, and which tier changed most."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.components.charts.base_chart import draw_chart
from dashboard.components.charts.stacked_area import build_stacked_area
from dashboard.components.html.data_table import Column, Row, indicator_column, render_table
from dashboard.components.html.download_links import monthly_return_links
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import describe_change, format_period
from dashboard.components.text.ranking_text import find_extremes
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.sections.hidden_section import draw_if_hidden
from shared.indicators import dimensions
from shared.indicators.catalogue import indicator
from shared.indicators.units import Unit
from shared.locale import _

KEY, HOUSEHOLDS = "recipients_by_tier", "households_by_tier"


def draw_recipients_by_tier(context: PageContext) -> None:
    """Stacked areas of the four tiers, then persons and households of each in the period."""
    months, code = context.as_of.months, context.region.code
    values = context.load_values(KEY, periods=months, dimension="tier")
    if draw_if_hidden(context, [KEY], values):
        return
    names = {tier: name for tier, name in dimensions.values("tier").items() if tier in values.categories(KEY)}
    if not names:
        return
    draw_section_header(
        _format_headline(context, values, names), str(indicator(KEY).name), str(Unit.PERSONS.label), context.region_name
    )
    series = {name: [float(values.value_or_zero(KEY, code, m, tier)) for m in months] for tier, name in names.items()}
    draw_chart(
        build_stacked_area(months, series, context.period, context.palette),
        "tiers",
        _("Recipients by tier, by month"),
    )
    rows = [Row(m.key, [values.category_value(KEY, code, m, tier) for tier in names]) for m in reversed(months)]
    columns = [Column(name, Unit.PERSONS) for name in names.values()]
    by_month = render_table(_("Recipients by tier, by month"), _("Month"), columns, rows)
    emit_html(_render_current_table(context, names))
    name = _("{figure}, by month").format(figure=indicator(KEY).name)
    files = context.allowed_downloads(
        context.csv_of_region(KEY, *months, dimension="tier", name=name),
        *(context.csv_of_region(key, dimension="tier") for key in (KEY, HOUSEHOLDS)),
        *monthly_return_links(context.region, context.period),
    )
    draw_section_footer([KEY, HOUSEHOLDS], context.as_of, files, by_month)


def _render_current_table(context: PageContext, names: dict[str, str]) -> Markup:
    """A row for each tier: persons and households of the period, and the change on the year."""
    code, year_ago = context.region.code, context.find_basis(KEY, context.period.year_ago)
    values = context.load_values(
        KEY, HOUSEHOLDS, periods=[context.period, *([year_ago] if year_ago else [])], dimension="tier"
    )

    def row(tier: str, name: str) -> Row:
        persons, households = (values.category_value(key, code, context.period, tier) for key in (KEY, HOUSEHOLDS))
        persons_year_ago = values.category_value(KEY, code, year_ago, tier) if year_ago else None
        return Row(
            name, [persons, households, *([describe_change(persons, persons_year_ago)] if persons_year_ago else [])]
        )

    columns = [indicator_column(key) for key in (KEY, HOUSEHOLDS)]
    if year_ago:
        columns.append(Column(_("Change on a year earlier")))
    rows = [row(tier, name) for tier, name in names.items()]
    return render_table(_("People and households by tier"), _("Tier"), columns, rows)


def _format_headline(context: PageContext, values: IndicatorValues, names: dict[str, str]) -> str:
    """Which tier changed most in the year up to the period, or since the first month there is."""
    months = context.as_of.months
    last_month = next(month for month in reversed(months) if month.start <= context.period.end)
    first_month = last_month.year_ago if context.as_of.holds(last_month.year_ago) else months[0]

    def change(tier: str) -> float:
        then, now = (values.value_or_zero(KEY, context.region.code, month, tier) for month in (first_month, last_month))
        return abs(float(now - then))

    changed_most, *others = find_extremes(names, change)
    if others:  # no tier stands out
        return str(indicator(KEY).name)
    then, now = (
        values.category_value(KEY, context.region.code, month, changed_most) for month in (first_month, last_month)
    )
    template = _("{tier} changed most: {change} on {month}")
    return template.format(
        tier=names[changed_most], month=format_period(first_month), change=describe_change(now, then)
    )
