"""Composition by age, sex, disability and household size; of those in dibao, urban and rural."""

from __future__ import annotations

from decimal import Decimal

from dashboard.components.html.bar_table import Bar, Slice, render_bars
from dashboard.components.html.rendering import emit_html
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_share, format_thousands
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.sections.hidden_section import draw_if_hidden
from shared.indicators import dimensions
from shared.indicators.indicator_value import MIN_DENOMINATOR
from shared.locale import _
from shared.locale import lazy as _l

PERSONS, HOUSEHOLDS, DIBAO = KEYS = ("recipients_by_trait", "households_by_tier", "dibao_by_residence")
TRAITS = {
    "age": (PERSONS, _l("By age")),
    "sex": (PERSONS, _l("By sex")),
    "disability": (PERSONS, _l("By disability")),
    "size": (HOUSEHOLDS, _l("Households by number of recipients")),
    "residence": (DIBAO, _l("People in dibao, urban and rural")),
}


def draw_composition(context: PageContext) -> None:
    """Groups of bars, shares of each group."""
    values_by_trait = {trait: context.load_values(key, dimension=trait) for trait, (key, _title) in TRAITS.items()}
    if draw_if_hidden(context, KEYS, *values_by_trait.values()):
        return
    groups = {
        str(title): _build_bars(context, values_by_trait[trait], key, trait) for trait, (key, title) in TRAITS.items()
    }
    groups_with_bars = {title: group for title, group in groups.items() if group}
    if not groups_with_bars:
        return
    draw_section_header(
        _format_headline(context, values_by_trait["age"]),
        _("Composition, share of each group"),
        context.region_and_period,
    )
    emit_html(render_bars(groups_with_bars))
    files = [context.csv_of_region(key, dimension=trait, name=str(title)) for trait, (key, title) in TRAITS.items()]
    draw_section_footer(KEYS, context.as_of, context.allowed_downloads(*files))


def _build_bars(context: PageContext, values: IndicatorValues, key: str, trait: str) -> list[Bar]:
    numbers = {v: values.value_or_zero(key, context.region.code, context.period, v) for v in dimensions.values(trait)}
    total, names = sum(numbers.values()), dimensions.values(trait)
    return [
        Bar(
            names[v],
            [Slice(100 * n / total)],
            format_share(n, total),
            context.figure_url(key, f"{trait}={v}"),
            value_note=format_thousands(n),
            is_small=total < MIN_DENOMINATOR,
        )
        for v, n in numbers.items()
        if total and (n or trait == "age")
    ]


def _format_headline(context: PageContext, values: IndicatorValues) -> str:
    ages = {band: values.value_or_zero(PERSONS, context.region.code, context.period, band) for band in dimensions.AGES}
    old, young = ages["age_60_79"] + ages["age_80_up"], ages["age_00_05"] + ages["age_06_15"]
    total = sum(ages.values(), Decimal(0))
    if total < MIN_DENOMINATOR:
        return _("{n} people: too few for shares").format(n=format_thousands(total))
    template = _("{old} are 60 or older, {young} younger than 16")
    return template.format(old=format_share(old, total), young=format_share(young, total))
