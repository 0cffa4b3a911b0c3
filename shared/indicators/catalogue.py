"""All declared measures and indicators, by key."""

from __future__ import annotations

import hashlib

from shared.locale import _
from shared.problems import Problem, nearest

from .indicator import Indicator
from .measure import EXACTLY, Measure
from .queries import wording
from .themes import assistance, charity, coverage, deadlines, medical_charity, movements, solar, standards, warnings

THEMES = (coverage, movements, warnings, deadlines, assistance, charity, solar, medical_charity, standards)
MEASURES: dict[str, Measure] = {m.key: m for theme in THEMES for m in theme.MEASURES}
INDICATORS: dict[str, Indicator] = {i.key: i for theme in THEMES for i in theme.INDICATORS}


def indicator(key: str) -> Indicator:
    """The declared indicator. Problem names the nearest keys when there is none."""
    if key not in INDICATORS:
        sentence = _('There is no figure "{key}". Did you mean: {nearest}?')
        raise Problem(sentence.format(key=key, nearest=nearest(key, list(INDICATORS))))
    return INDICATORS[key]


def dimensions_of(key: str) -> list[str]:
    """Names of the dimensions by which a figure can be split: those that all its measures know."""
    known = [set(MEASURES[m].dimensions) for m in INDICATORS[key].measures if m not in UNSPLIT]
    if not known or INDICATORS[key].percentile:
        return []
    return sorted(set.intersection(*known) - {EXACTLY})


UNSPLIT = {"residents"}  # a denominator that stays whole when the numerator is split


def definitions() -> str:
    """A hash over all declarations: a cube built from others must be built again."""
    lines = (
        f"{m.key} {m.timing} {m.stays_in} {sorted(m.dimensions)} {m.deepest} {wording(m)}" for m in MEASURES.values()
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
