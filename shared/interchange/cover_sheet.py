"""The first sheet of a workbook: what it shows, of where and when, by which definitions, and who took it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from shared.access import ScopedSession
from shared.clock import LOCAL, now
from shared.indicators.data_sources import data_source
from shared.indicators.indicator_value import MIN_DENOMINATOR, IndicatorValue
from shared.indicators.league import EVERY, LeagueChoices
from shared.indicators.notes import defined, notes
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.rounding import format_column_unit
from shared.locale import _
from shared.models.region import level_of, path_of
from shared.version import VERSION

from .extract_query import ExtractQuery
from .league_texts import describe_filter, describe_sort
from .page_address import page_address
from .screen_table import load_name
from .shown_cells import legend

Line = tuple[str, str]


@dataclass(frozen=True)
class FileOrigin:
    """Who takes a file, and from which page: `host` as in `https://suzhu.example`, empty on the command line."""

    exported_by: str
    host: str = ""
    page: str = ""
    is_demo: bool = False


@dataclass
class SeenValues:
    """What the values of a file call for: their states, and what must be said beside them."""

    states: Counter[ObservationStatus] = field(default_factory=Counter)
    notes: dict[str, None] = field(default_factory=dict)
    has_small: bool = False

    def add(self, values: Iterable[IndicatorValue]) -> None:
        """Take in the values of some rows."""
        for value in values:
            self.states[value.state] += 1
            self.notes |= dict.fromkeys(map(str, notes(value)))
            self.has_small = self.has_small or value.is_small

    def legend(self) -> list[Line]:
        """The marks in the table, and what each means."""
        small = (_("grey"), _("denominator below {n}: shown, not compared").format(n=MIN_DENOMINATOR))
        return [*legend(self.states), *([small] if self.has_small else [])]


def title_of(requests: Sequence[ExtractQuery]) -> str:
    """What a file shows, in a line."""
    first, names = requests[0], [str(request.indicator.name) for request in requests]
    name = names[0] if len(names) == 1 else _("{n} figures").format(n=len(names))
    levels = [str(level.label) for level in first.levels]
    if len(levels) > 1 or first.levels[0] != level_of(first.region):
        return _("{figure} by region ({level})").format(figure=name, level=levels[-1].lower())
    return name


def cover_lines(
    session: ScopedSession, requests: Sequence[ExtractQuery], seen: SeenValues, origin: FileOrigin
) -> list[Line]:
    """What a file holds, of where and when; the marks in it; who took it, and from where."""
    first = requests[0]
    refreshed = f"{first.as_of.refreshed_at.astimezone(LOCAL):%Y-%m-%d %H:%M}"
    places = (f"{_load_path(session, code)} ({code})" for code in first.named_regions)
    states = _("; ").join(f"{state.label} {seen.states[state]:,}" for state in ObservationStatus if seen.states[state])
    return [
        (_("Title"), title_of(requests)),
        (_("Region"), _("; ").join(places)),
        (_("Levels"), _(", ").join(str(level.label) for level in first.levels)),
        (_("Period"), first.span),
        (_("Filters"), describe_filters(session, first)),
        (_("State of the values"), states),
        (_("As of"), first.as_of.day.isoformat()),
        (_("Figures last changed"), refreshed),
        *((_("Mark {symbol}").format(symbol=symbol), meaning) for symbol, meaning in seen.legend()),
        *((_("Note"), note) for note in seen.notes),
        *origin_lines(origin, origin.host + page_address(requests, origin.page)),
    ]


def origin_lines(origin: FileOrigin, address: str = "") -> list[Line]:
    """Who took a file, when, from which page, by which release, and whether its records are real."""
    return [
        (_("Exported by"), origin.exported_by),
        (_("Exported at"), f"{now().astimezone(LOCAL):%Y-%m-%d %H:%M}"),
        *([(_("Address of the page"), address)] if address else []),
        (_("Software version"), VERSION),
        *([(_("Data"), _("Synthetic records of a demonstration"))] if origin.is_demo else []),
    ]


def describe_filters(session: ScopedSession, request: ExtractQuery) -> str:
    """Which rows and categories were chosen, and their order."""
    texts = [_("Category: {chosen}").format(chosen=request.filter)] if request.filter.only else []
    league = request.league or LeagueChoices()
    if league.only != EVERY:
        texts.append(describe_filter(league.only))
    if league.search:
        texts.append(_("name contains {words}").format(words=league.search))
    if league.peers:
        texts.append(_("counties similar to {county}").format(county=load_name(session, league.peers)))
    if league.sort:
        texts.append(_("in order of {column}").format(column=describe_sort(league.sort)))
    if request.former:
        texts.append(_("by today's divisions, with the former {names}").format(names=request.former.listed_names))
    return _("; ").join(texts) or _("No filter")


def figure_heads() -> list[str]:
    """The heads of the list of figures."""
    return [_("Code"), _("Figure"), _("Unit"), _("Definition"), _("Version"), _("Legal basis"), _("Data source")]


def figure_lines(requests: Sequence[ExtractQuery]) -> list[list[str]]:
    """Each figure of a file: what is counted, since when so, and what it rests on."""
    law = requests[0].as_of.law
    since = _("{number}, in force since {day}")
    return [
        [
            one.code,
            str(one.name),
            format_column_unit(one.unit),
            defined(one, law),
            since.format(number=one.version.number, day=one.version.since),
            str(one.source),
            data_source(one),
        ]
        for one in (request.indicator for request in requests)
    ]


def _load_path(session: ScopedSession, region: str) -> str:
    """The names from the province down to a region."""
    return " › ".join(load_name(session, code) for code in path_of(region))
