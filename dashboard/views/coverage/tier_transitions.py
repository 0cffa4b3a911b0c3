"""Where the people of each tier are at the end of the period: the matrix of moves between tiers."""

from __future__ import annotations

from dashboard.components.html.data_table import Column, Row, TableCell, indicator_column, render_table
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_exact_with_unit, format_thousands
from dashboard.components.text.ranking_text import find_extremes
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.sections.hidden_section import draw_if_hidden
from shared.indicators import dimensions
from shared.indicators.catalogue import indicator
from shared.indicators.measure import Pair
from shared.indicators.units import Unit
from shared.locale import _

KEY, LEFT = KEYS = ("tier_transitions", "exits")
BY, BY_TIER = "tier_change", "tier"


def draw_tier_transitions(context: PageContext) -> None:
    """A row for each tier before the period, a column for each at its end, and those who left all tiers."""
    values, left = context.load_values(KEY, dimension=BY), context.load_values(LEFT, dimension=BY_TIER)
    if draw_if_hidden(context, KEYS, values, left):
        return
    name = str(indicator(KEY).name)
    draw_section_header(_format_headline(context, values), name, str(Unit.PERCENT.label), context.region_and_period)
    tiers = dimensions.values(BY_TIER)
    columns = [
        Column(_("On the day before"), note=str(Unit.PERSONS.label)),
        *(Column(_("Now {tier}").format(tier=tier), Unit.PERCENT) for tier in tiers.values()),
        indicator_column(LEFT),
    ]
    rows = [Row(tier, _cells(context, values, left, key)) for key, tier in tiers.items()]
    emit_html(render_table(name, _("Tier before"), columns, rows))
    files = [context.csv_of_region(KEY, dimension=BY), context.csv_of_region(LEFT, dimension=BY_TIER)]
    draw_section_footer(KEYS, context.as_of, context.allowed_downloads(*files))


def _cells(context: PageContext, values: IndicatorValues, left: IndicatorValues, former: str) -> list[TableCell]:
    code, period = context.region.code, context.period
    shares = [values.category_value(KEY, code, period, Pair.name(former, tier)) for tier in dimensions.values(BY_TIER)]
    return [format_thousands(shares[0].denominator or 0), *shares, left.category_value(LEFT, code, period, former)]


def _format_headline(context: PageContext, values: IndicatorValues) -> str:
    """The move that most people made, where there is one."""
    names = {pair: name for pair, name in dimensions.values(BY).items() if len(set(Pair.sides(pair))) > 1}

    def persons(pair: str) -> int:
        return values.category_value(KEY, context.region.code, context.period, pair).numerator or 0

    most, *others = find_extremes(names, persons)
    if not persons(most):
        return _("No changes of tier")
    if others:
        return str(indicator(KEY).name)
    return _("Most changes of tier: {change}, {number}").format(
        change=names[most], number=format_exact_with_unit(persons(most), Unit.PERSONS)
    )
