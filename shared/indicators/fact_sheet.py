"""All that is declared of a figure, in words: for the catalogue on screen, the list of the command and the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from babel.support import LazyProxy

from shared.locale import _
from shared.locale import lazy as _l

from .catalogue import MEASURES
from .data_sources import DATA, data_source, join_texts, sources_of, tables_of
from .indicator import Indicator
from .intervals import explain_interval
from .measure import Timing
from .notes import defined
from .reasons import REASONS
from .side_names import name_of_side

TIMINGS: dict[Timing, LazyProxy] = {
    Timing.STOCK: _l("on the last day of the period"),
    Timing.FLOW: _l("in the period"),
    Timing.CUMULATIVE: _l("up to the end of the period"),
    Timing.CAME: _l("on the last day of the period, compared with the day before the period"),
    Timing.LEFT: _l("on the last day of the period, compared with the day before the period"),
    Timing.BEFORE: _l("on the day before the period"),
    Timing.STAYED: _l("on the last day of the period, compared with the day before the period"),
}
DIRECTIONS: dict[int, LazyProxy] = {
    1: _l("More is better"),
    -1: _l("Less is better"),
    0: _l("Neither more nor less is better"),
}


@dataclass(frozen=True)
class FactSheet:
    """One figure in the language of the reader."""

    code: str
    key: str
    name: str
    unit: str
    timing: str
    periods: str
    numerator: str
    denominator: str
    maturity: str
    interval: str
    direction: str
    band: str
    definition: str
    reason: str
    basis: str
    records: str
    tables: str
    system: str
    attribution: str
    cut_off: str
    owner: str
    rhythm: str
    version: str


def fact_sheet(one: Indicator, law: Mapping[str, object]) -> FactSheet:
    """What is declared of a figure; `law`: the numbers of the law by the names of their keys."""
    sources = [DATA[source.key] for source in sources_of(one)]
    return FactSheet(
        one.code,
        one.key,
        str(one.name),
        str(one.unit.label),
        str(_l("on the as-of date only") if one.is_current else TIMINGS[MEASURES[one.numerator].timing]),
        _name_periods(one),
        name_of_side(one, one.numerator),
        name_of_side(one, one.denominator),
        _format_maturity(one, law),
        explain_interval(one),
        str(DIRECTIONS[one.better]),
        _name_band(one),
        defined(one, law),
        str(REASONS[one.code]),
        str(one.source),
        data_source(one),
        ", ".join(sorted({table for source in sources_of(one) for table in tables_of(source)})),
        join_texts(source.system for source in sources),
        join_texts(source.attribution for source in sources),
        join_texts(source.cut_off for source in sources),
        join_texts(source.owner for source in sources),
        join_texts(source.rhythm for source in sources),
        _("{number}, in force since {day}").format(number=one.version.number, day=one.version.since),
    )


def _name_periods(one: Indicator) -> str:
    if one.is_current:
        return _("periods that are not over on the as-of date")
    if one.is_monthly:
        return _("months")
    return _("months, quarters, half years, January to a later month, years")


def _name_band(one: Indicator) -> str:
    limits = [key.label for key in one.band or () if key]
    if not limits:
        return _("The law sets no band or target.")
    return _("Band of the law: {band}.").format(band=join_texts(iter(limits)))


def _format_maturity(one: Indicator, law: Mapping[str, object]) -> str:
    if one.matures_by is None:
        return _("complete at the end of the period")
    return _("complete {days} days after the end of the period").format(days=law[one.matures_by.name])
