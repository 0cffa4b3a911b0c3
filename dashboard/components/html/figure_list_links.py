"""Links from a figure to the list behind it: with region and period in full, so that they mean one thing."""

from __future__ import annotations

from urllib.parse import urlencode

from shared.clock import PartialPeriod, Period
from shared.indicators.indicator_value import IndicatorValue


def figure_list_url(key: str, region: str, period: Period, dimension: str = "") -> str:
    """The page of the list behind a figure; `dimension` as in `tier=dibao`."""
    name, _is, category = dimension.partition("=")
    by = {"dimension": name, "category": category} if name else {}
    return f"/admin/figures/{key}/rows?{urlencode({'region': region, 'period': period.key, **by})}"


def list_url_of(value: IndicatorValue) -> str:
    """The same of a figure that is shown; empty where there is no number, or only the part of a period."""
    if value.value is None or isinstance(value.period, PartialPeriod):
        return ""
    return figure_list_url(value.indicator.key, value.region_code, value.period, value.dimension)
