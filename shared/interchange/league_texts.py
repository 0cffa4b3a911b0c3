"""What was chosen of a league table, in words."""

from __future__ import annotations

from shared.indicators.league import CHANGE, RANK, REGION, REVERSED, UNFINISHED, VALUE, WORSE
from shared.locale import _
from shared.locale import lazy as _l

FILTER_NAMES = {WORSE: _l("worse than the whole"), UNFINISHED: _l("unfinished only")}
SORT_NAMES = {
    RANK: _l("rank"),
    REGION: _l("region"),
    VALUE: _l("value"),
    CHANGE: _l("change on a year earlier"),
}


def describe_filter(only: str) -> str:
    """Which regions a filter keeps."""
    return str(FILTER_NAMES[only])


def describe_sort(sort: str) -> str:
    """The column that rows are sorted by, and whether in reverse."""
    name = str(SORT_NAMES[sort.removeprefix(REVERSED)])
    return _("{column}, in reverse").format(column=name) if sort.startswith(REVERSED) else name
