"""Which indicators are available at a level, and a text on those that are not."""

from __future__ import annotations

from collections.abc import Iterable

from shared.indicators.catalogue import MEASURES, indicator
from shared.indicators.cube_reader import DEPTH, is_reported_at
from shared.indicators.measure import Measure
from shared.locale import _
from shared.models import Level


def is_available_at(key: str, level: Level) -> bool:
    """Whether an indicator can have a value at a level: quotas end at the county, residents at the township.

    A count needs no denominator: its denominator may end at a higher level.
    """
    declared = indicator(key)
    measures = declared.measures if declared.needs_base else (declared.numerator, declared.minus)
    return all(_is_known(MEASURES[measure], level) for measure in measures if measure)


def _is_known(measure: Measure, level: Level) -> bool:
    is_published = not measure.rolls_up
    return is_reported_at(measure, level) and (not is_published or DEPTH[level] <= DEPTH[measure.deepest])


def explain_missing(keys: Iterable[str], level: Level) -> str:
    """A sentence on the indicators that are not available at a level; empty when all are."""
    missing = [str(indicator(key).name) for key in keys if not is_available_at(key, level)]
    if not missing:
        return ""
    template = _(
        "Not available at {level} level: {figures}. Quotas are set for counties and above, "
        "residents are known for townships and above."
    )
    return template.format(level=str(level.label), figures=_(", ").join(missing))
