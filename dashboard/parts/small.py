"""Shares of few: a share of less than `ENOUGH` is shown, but nobody is ranked, named or shaded by it."""

from __future__ import annotations

from shared.indicators.indicator_value import MIN_DENOMINATOR, IndicatorValue
from shared.locale import _

FEW = 5  # of less than so many, nothing stands out


def may_rank(figure: IndicatorValue) -> bool:
    """Whether regions may be ranked by this number."""
    return figure.value is not None and not figure.is_small


def words_for_small() -> tuple[str, str]:
    """How a share of few looks, and what that means."""
    return _("grey"), _("rests on fewer than {n}: shown, not compared").format(n=MIN_DENOMINATOR)
