"""Small numbers: a share with a denominator below `MIN_DENOMINATOR` is shown, but not ranked, named or shaded."""

from __future__ import annotations

from shared.indicators.indicator_value import MIN_DENOMINATOR, IndicatorValue
from shared.locale import _

MIN_NOTABLE_COUNT = 5  # of less than so many, nothing stands out


def is_rankable(indicator_value: IndicatorValue) -> bool:
    """Whether regions may be ranked by this number."""
    return indicator_value.value is not None and not indicator_value.is_small


def describe_small_numbers() -> tuple[str, str]:
    """The legend of shares with a small denominator: how they look, and what that means."""
    return _("grey"), _("denominator below {n}: shown, not compared").format(n=MIN_DENOMINATOR)
