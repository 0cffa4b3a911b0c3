"""Cards: one value each, large, with what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components.charts.palette import Palette
from dashboard.components.charts.sparkline import build_sparkline
from dashboard.components.html.download_links import Download
from dashboard.components.html.figure_list_links import figure_url_of
from dashboard.components.html.rendering import emit_template
from dashboard.components.text.number_format import format_exact, format_exact_with_unit, format_value
from shared.indicators.data_sources import rests_on
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.notes import defined
from shared.indicators.status_symbols import status_symbol
from shared.locale import _


@dataclass(frozen=True)
class Card:
    """`value` is shown large; `series` is its course by month, `changes` are texts, `downloads` hold both."""

    title: str
    value: IndicatorValue
    note: str
    link: str
    series: Sequence[IndicatorValue]
    changes: Sequence[str]
    downloads: Sequence[Download]


def draw_cards(cards: Sequence[Card], palette: Palette) -> None:
    """Draw the cards side by side."""
    emit_template("indicator_cards", cards=[_card_data(card, palette) for card in cards])


def _card_data(card: Card, palette: Palette) -> dict[str, object]:
    known_values = [f for f in card.series if f.value is not None]
    period = card.value.period
    chosen = [n for n, f in enumerate(known_values) if period.start <= f.period.start <= period.end]
    return {
        "title": card.title,
        "value": format_value(card.value),
        "figure_url": figure_url_of(card.value),
        "is_small": card.value.is_small,
        "is_blank": card.value.value is None,
        "symbol": status_symbol(card.value.state),
        "state": card.value.state.label,
        "note": card.note,
        "link": card.link,
        "sparkline": build_sparkline([float(f.value or 0) for f in known_values], palette.accent, chosen),
        "is_dark": palette.is_dark,
        "sparkline_caption": card.series[0].indicator.name,
        "sparkline_range": _format_range(known_values),
        "sparkline_text": _describe_series(known_values),
        "changes": card.changes,
        "indicator": card.value.indicator,
        "definition": defined(card.value.indicator, card.value.law),
        "legal_basis": rests_on(card.value.indicator),
        "downloads": card.downloads,
    }


def _describe_series(months: Sequence[IndicatorValue]) -> str:
    """The sparkline as text."""
    if not months:
        return ""
    unit = months[0].indicator.unit
    low, high = (choose(months, key=lambda f: f.value or 0) for choose in (min, max))
    return _("lowest {low} in {low_month}, highest {high} in {high_month}").format(
        low=format_exact(low.value or 0, unit),
        low_month=low.period,
        high=format_exact(high.value or 0, unit),
        high_month=high.period,
    )


def _format_range(months: Sequence[IndicatorValue]) -> str:
    """How many months, and between which values they vary."""
    values = [month.value or 0 for month in months]
    if not values:
        return ""
    unit = months[0].indicator.unit
    template = _("{n} months: {low} to {high}")
    return template.format(
        n=len(values), low=format_exact_with_unit(min(values), unit), high=format_exact_with_unit(max(values), unit)
    )
