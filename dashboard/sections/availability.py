"""Which indicators are available at a level, and a text on those that are not."""

from __future__ import annotations

from collections.abc import Iterable

from shared.indicators.catalogue import MEASURES, indicator
from shared.indicators.cube_reader import is_reported_at
from shared.locale import _
from shared.models import Level


def is_available_at(key: str, level: Level) -> bool:
    """Whether an indicator can have a value at a level: quotas end at the county, residents at the township.

    A count needs no denominator: its denominator may end at a higher level.
    """
    declared = indicator(key)
    measures = declared.measures if declared.needs_base else (declared.numerator, declared.minus)
    return all(is_reported_at(MEASURES[measure], level) for measure in measures if measure)


def explain_missing(keys: Iterable[str], level: Level) -> str:
    """A sentence on the indicators that are not available at a level, each with the last one; empty when all are."""
    missing = [_name_with_last_level(key) for key in keys if not is_available_at(key, level)]
    template = _("Not available at {level} level: {figures}.")
    return template.format(level=str(level.label), figures=_(", ").join(missing)) if missing else ""


def _name_with_last_level(key: str) -> str:
    deepest = [level for level in Level if is_available_at(key, level)][-1]
    return _("{figure} (down to {level} level)").format(figure=indicator(key).name, level=deepest.label)
