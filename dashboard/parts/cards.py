"""Cards: one figure each, large, with what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.legal_bases import rests_on
from shared.indicators.notes import defined
from shared.locale import _

from .colours import Palette
from .download import Download
from .marks import mark
from .numbers import exact, said_exactly, unmarked
from .spark import spark
from .template import draw


@dataclass(frozen=True)
class Card:
    """`main` is shown large; `months` are its course; `moved` says how far it moved, `file` holds the course."""

    title: str
    main: IndicatorValue
    beside: str
    link: str
    months: Sequence[IndicatorValue]
    moved: Sequence[str]
    file: Sequence[Download]


def cards(shown: Sequence[Card], palette: Palette) -> None:
    """Draw the cards side by side."""
    draw("cards", cards=[_data(card, palette) for card in shown])


def _data(card: Card, palette: Palette) -> dict[str, object]:
    course = [f for f in card.months if f.value is not None]
    return {
        "title": card.title,
        "value": unmarked(card.main),
        "mark": mark(card.main.state),
        "state": card.main.state.label,
        "beside": card.beside,
        "link": card.link,
        "spark": spark([float(f.value or 0) for f in course], palette.accent),
        "spark_caption": card.months[0].indicator.name,
        "spark_range": _range(course),
        "spark_says": _course(course),
        "changes": card.moved,
        "declared": card.main.indicator,
        "definition": defined(card.main.indicator),
        "rests_on": rests_on(card.main.indicator),
        "file": card.file,
    }


def _course(months: Sequence[IndicatorValue]) -> str:
    """The spark line in words."""
    if not months:
        return ""
    unit = months[0].indicator.unit
    low, high = (choose(months, key=lambda f: f.value or 0) for choose in (min, max))
    return _("lowest {low} in {low_month}, highest {high} in {high_month}").format(
        low=exact(low.value or 0, unit), low_month=low.period, high=exact(high.value or 0, unit), high_month=high.period
    )


def _range(months: Sequence[IndicatorValue]) -> str:
    """How many months, and between which values they moved."""
    values = [month.value or 0 for month in months]
    if not values:
        return ""
    unit = months[0].indicator.unit
    words = _("{n} months: {low} to {high}")
    return words.format(n=len(values), low=said_exactly(min(values), unit), high=said_exactly(max(values), unit))
