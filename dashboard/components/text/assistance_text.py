"""How many of those flagged were assisted, as text."""

from __future__ import annotations

from dashboard.components.text.number_format import format_share, format_with_status, format_without_unit
from shared.indicators.indicator_value import MIN_DENOMINATOR, IndicatorValue
from shared.indicators.observation_status import ObservationStatus
from shared.locale import _


def describe_warned_and_assisted(warned: IndicatorValue, assisted: IndicatorValue) -> str:
    """How many were flagged and assisted; a share only once the window for assistance is over."""
    if warned.is_suppressed:
        return _("the number of people flagged is not shown")
    if not warned.value:
        return _("no one was flagged")
    if assisted.is_suppressed:
        return _("{warned} flagged; how many were assisted is not shown").format(warned=format_with_status(warned))
    template = _("{warned} flagged, {assisted} of them assisted ({share})")
    if warned.value < MIN_DENOMINATOR:
        template = _("{warned} flagged, {assisted} of them assisted")
    if assisted.state is ObservationStatus.IMMATURE:
        template = _(
            "{warned} flagged, {assisted} of them assisted so far (warnings under {days} days old: not complete)"
        )
    share = format_share(assisted.value or 0, warned.value)
    return template.format(
        warned=format_with_status(warned), assisted=format_without_unit(assisted), share=share, days=assisted.window
    )
