"""Small numbers: a share with a denominator below `MIN_DENOMINATOR` is shown, but not ranked, named or shaded."""

from __future__ import annotations

from shared.indicators.indicator_value import MIN_DENOMINATOR
from shared.locale import _

MIN_NOTABLE_COUNT = 5  # of less than so many, nothing stands out


def describe_small_numbers() -> tuple[str, str]:
    """The legend of shares with a small denominator: how they look, and what that means."""
    return _("grey"), _("denominator below {n}: shown, not compared").format(n=MIN_DENOMINATOR)
