"""Links from a figure to its page and to the lists behind it: with region and period in full, for one meaning only."""

from __future__ import annotations

from urllib.parse import urlencode

from shared.clock import PartialPeriod, Period
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.todays_divisions import ValueByToday


def figure_params(region: str, period: Period, dimension: str = "", **further: str) -> str:
    """The query of an address of one figure; `dimension` as in `tier=dibao`."""
    name, _is, category = dimension.partition("=")
    by = {"dimension": name, "category": category} if name else {}
    return urlencode({"region": region, "period": period.key, **by, **further})


def figure_list_url(key: str, region: str, period: Period, dimension: str = "", part: str = "") -> str:
    """The page of a list behind a figure: of those it counts unless another `part` is named."""
    further = {"part": part} if part else {}
    return f"/admin/figures/{key}/rows?{figure_params(region, period, dimension, **further)}"


def figure_url(key: str, region: str, period: Period, dimension: str = "") -> str:
    """The page of a figure, which opens as a drawer; empty for the part of a period, which has none."""
    if isinstance(period, PartialPeriod):
        return ""
    return f"/figures/{key}?{figure_params(region, period, dimension)}"


def figure_url_of(value: IndicatorValue) -> str:
    """The same of a figure that is shown; empty where there is no number, or one by today's divisions."""
    if value.value is None or isinstance(value, ValueByToday):
        return ""
    return figure_url(value.indicator.key, value.region_code, value.period, value.dimension)
