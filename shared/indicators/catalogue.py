"""All declared measures and indicators, by key."""

from __future__ import annotations

import hashlib

from shared.errors import UserError, suggest
from shared.locale import _

from .indicator import Indicator
from .measure import EXACTLY, Measure
from .queries import canonical_sql
from .themes import assistance, charity, coverage, deadlines, medical_charity, movements, solar, standards, warnings

THEMES = (coverage, movements, warnings, deadlines, assistance, charity, solar, medical_charity, standards)
MEASURES: dict[str, Measure] = {m.key: m for theme in THEMES for m in theme.MEASURES}
INDICATORS: dict[str, Indicator] = {i.key: i for theme in THEMES for i in theme.INDICATORS}


def indicator(key: str) -> Indicator:
    """The declared indicator. UserError names the nearest keys when there is none."""
    if key not in INDICATORS:
        sentence = _('There is no figure "{key}". Did you mean: {nearest}?')
        raise UserError(sentence.format(key=key, nearest=suggest(key, list(INDICATORS))))
    return INDICATORS[key]


def dimensions_of(key: str) -> list[str]:
    """Names of the dimensions of a figure: those that all its measures know."""
    known = [set(MEASURES[m].dimensions) for m in INDICATORS[key].measures if m not in UNDIMENSIONED_MEASURES]
    if not known or INDICATORS[key].percentile:
        return []
    return sorted(set.intersection(*known) - {EXACTLY})


UNDIMENSIONED_MEASURES = {"residents"}  # a denominator that stays whole when the numerator has a dimension


def definitions_hash() -> str:
    """A hash over all declarations: a cube built from others must be built again."""
    lines = (
        f"{m.key} {m.timing} {m.stays_in} {sorted(m.dimensions)} {m.deepest} {canonical_sql(m)}"
        for m in MEASURES.values()
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
