"""Shares of few: a share of less than thirty is shown, but nobody is ranked, named or shaded by it."""

from __future__ import annotations

from shared.indicators.figure import Figure
from shared.locale import _

ENOUGH = 30  # what a share must rest on before regions are compared by it
FEW = 5  # of less than so many, nothing stands out


def is_small(figure: Figure) -> bool:
    """Whether there is a share, and it rests on too few."""
    return figure.indicator.unit.is_rate and figure.value is not None and (figure.denominator or 0) < ENOUGH


def may_rank(figure: Figure) -> bool:
    """Whether regions may be ranked by this number."""
    return figure.value is not None and not is_small(figure)


def words_for_small() -> tuple[str, str]:
    """How a share of few looks, and what that means."""
    return _("grey"), _("rests on fewer than {n}: shown, not compared").format(n=ENOUGH)
