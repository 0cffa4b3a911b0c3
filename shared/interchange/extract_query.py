"""What somebody asks of the figures: checked, and answered with the nearest valid choices when it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Select, func, select

from shared.access import Permission, ScopedSession
from shared.access.actor import in_subtrees
from shared.clock import Period
from shared.errors import UserError, name_with_code, suggest
from shared.indicators.catalogue import indicator
from shared.indicators.cube_snapshot import CubeSnapshot, current_snapshot
from shared.indicators.indicator import Indicator
from shared.indicators.league import LeagueChoices
from shared.indicators.todays_divisions import FormerTownships, has_series, load_former_townships
from shared.locale import _
from shared.models import Level, Region
from shared.models.region import PREFIX_LENGTH, existed_on, level_of, prefix_of
from shared.parsing import AmbiguousRegionError, ParseError, parse_month, parse_region, to_plain_text
from shared.services.region_directory import load_region_directory

from .dimension_filter import DimensionFilter, parse_dimension
from .league_query import parse_league

THEN, TODAY = "then", "today"  # the divisions that figures are by
SPAN = ".."  # between the first and the last month


@dataclass(frozen=True)
class ExtractQuery:
    """One figure, for regions of some levels inside one, in a period or in months in a row, perhaps by a dimension.

    `former`: the townships whose numbers are added, where it is by the divisions of today. `league`: what was chosen
    of the league table, whose order the rows have.
    """

    indicator: Indicator
    region: str
    levels: tuple[Level, ...]
    periods: tuple[Period, ...]
    filter: DimensionFilter
    as_of: CubeSnapshot
    former: FormerTownships | None = None
    league: LeagueChoices | None = None
    further: tuple[str, ...] = ()
    """Regions beside the first, which need not lie in it: then there are these alone, of any level."""

    @property
    def named_regions(self) -> tuple[str, ...]:
        """The region, and those named beside it."""
        return (self.region, *self.further)

    @property
    def span(self) -> str:
        """The period, or the first and the last month: `2023-12`, `2021-01..2023-12`."""
        return SPAN.join(dict.fromkeys((self.periods[0].key, self.periods[-1].key)))

    def __str__(self) -> str:
        divisions = f" {TODAY}" if self.former else ""
        chosen = f" {vars(self.league)}" if self.league else ""
        regions = ",".join(self.named_regions)
        return f"{','.join(self.levels)} {regions} {self.span} {self.filter}".strip() + divisions + chosen

    @property
    def file_name(self) -> str:
        """A name that no file of another figure, level, region, period or dimension has."""
        levels = "-".join(self.levels) if self.levels != (level_of(self.region),) else ""
        regions = "-".join(self.named_regions)
        dimension = str(self.filter).replace("=", "-").replace(",", "-")
        divisions = "by-todays-divisions" if self.former else ""
        league = f"ranked-{self.league.only}" if self.league else ""
        parts = (self.indicator.key, levels, regions, self.span, dimension, divisions, league)
        return f"{'-'.join(filter(None, parts))}.csv"

    def region_batches(self, session: ScopedSession) -> Iterator[list[Region]]:
        """The regions asked for, in order of code: all counties at once, below them a county's worth at a time."""
        regions_found = session.scalars(self._regions(select(Region)).order_by(Region.code)).all()
        length = PREFIX_LENGTH[Level.COUNTY] if {Level.TOWNSHIP, Level.VILLAGE} & {*self.levels} else 0
        for _county, regions in groupby(regions_found, lambda region: region.code[:length]):
            yield list(regions)

    def count_regions(self, session: ScopedSession) -> int:
        """How many regions the file has rows for: without a dimension, as many as it has rows."""
        return session.scalars(self._regions(select(func.count()).select_from(Region))).one()

    def _regions(self, query: Select[Any]) -> Select[Any]:
        """Those of the levels inside the region that stood on one of the days asked about: so the parts sum up."""
        first_day, last_day = self.periods[0].start, min(self.periods[-1].end, self.as_of.day)
        if self.further:
            return query.where(Region.code.in_(self.named_regions), *existed_on(first_day, last_day))
        in_region = in_subtrees(Region.code, (prefix_of(self.region),))
        return query.where(Region.level.in_(self.levels), in_region, *existed_on(first_day, last_day))


def parse_query(
    session: ScopedSession,
    key: str,
    *,
    level: str = "",
    region: str = "",
    period: str = "",
    dimension: str = "",
    divisions: str = "",
    sort: str = "",
    only: str = "",
    search: str = "",
    peers: str = "",
) -> ExtractQuery:
    """Check the words of a request. UserError, in the person's language, names what would be valid.

    With `sort`, `only`, `search` or `peers` its rows are those of the league table, in its order.
    Without a region: the actor's own; without a level: that region itself; without a period: the latest month. Several
    regions (`320500,320583`) are these themselves.
    """
    figure, state = indicator(key), current_snapshot(session)
    if state is None:
        raise UserError(_("The statistics have not been computed yet: run `suzhu statistics build`."))
    region_code, *further = dict.fromkeys(_region(session, one) for one in region.split(","))
    for code in (region_code, *further):
        session.actor.require(Permission.FIGURES_EXPORT, code)
    times, parts = _periods(period, state), parse_dimension(session, dimension, key)
    levels = tuple(dict.fromkeys(_level(one, region_code) for one in level.split(",")))
    former = _former_townships(session, figure, region_code, levels, divisions)
    is_one_level = len(set(levels) - {level_of(region_code)}) <= 1
    is_single = len(times) == 1 and is_one_level and not (dimension or former or further)
    league = parse_league(figure, LeagueChoices(search, only, sort, peers), is_single=is_single)
    return ExtractQuery(figure, region_code, levels, times, parts, state, former, league, tuple(further))


def _former_townships(
    session: ScopedSession, figure: Indicator, region: str, levels: tuple[Level, ...], divisions: str
) -> FormerTownships | None:
    """Those to be added by the divisions of today; None by those of then. UserError where there is no such sum."""
    if divisions in ("", THEN):
        return None
    former = load_former_townships(session, region)
    if divisions != TODAY or levels != (Level.TOWNSHIP,) or not former.adds_up or not has_series(figure):
        template = _('There are no figures by "{divisions}" divisions here: they are there for {figures}.')
        reason = _("townships that followed others as a whole, and figures that townships have")
        raise UserError(template.format(divisions=divisions, figures=reason))
    return former


def _region(session: ScopedSession, code: str) -> str:
    """An existing region in the actor's scope: a foreign one looks like none."""
    default_code = session.actor.default_region(Permission.FIGURES_READ) or session.scalar(
        select(Region.code).where(Region.level == Level.PROVINCE).order_by(Region.code)
    )
    code_in_scope = (_region_code(session, code) if code else default_code) or ""
    row = (
        session.get(Region, code_in_scope)
        if session.actor.has_permission(Permission.FIGURES_READ, code_in_scope)
        else None
    )
    if row is None:
        raise UserError(
            _(
                'Region "{code}" is not one of your regions. Yours is {own}; similar: {near}. Codes have 6, 9 or 12 '
                "digits."
            ).format(code=code, own=default_code or "—", near=_suggest_regions(session, code) or default_code or "—")
        )
    return row.code


def _region_code(session: ScopedSession, text: str) -> str:
    """The code that a text is or means; AmbiguousRegionError when it is a name of several regions."""
    if to_plain_text(text).isascii() and any(char.isdigit() for char in text):
        return to_plain_text(text)
    ever = (date.min, date.max)
    try:
        return parse_region(text, load_region_directory(session, Permission.FIGURES_READ, days=ever))
    except AmbiguousRegionError:
        raise
    except ParseError:
        return text


def _suggest_regions(session: ScopedSession, code: str) -> str:
    """Regions of the actor that may have been meant: those of the same city, else the wide ones."""
    upper = (Level.PROVINCE, Level.CITY, Level.COUNTY)
    in_scope = in_subtrees(Region.code, session.actor.prefixes(Permission.FIGURES_READ))
    codes = session.scalars(select(Region.code).where(Region.level.in_(upper), in_scope).order_by(Region.code)).all()
    length = PREFIX_LENGTH[Level.CITY]
    siblings = [sibling for sibling in codes if sibling[:length] == code[:length]]
    return suggest(code, siblings or [sibling for sibling in codes if level_of(sibling) != Level.COUNTY] or list(codes))


def _level(level: str, region: str) -> Level:
    levels = list(Level)[list(Level).index(level_of(region)) :]
    if not level:
        return levels[0]
    if level not in {lv.value for lv in levels}:
        template = _('There is no level "{level}" in {place}. Choose one of: {levels}.')
        raise UserError(
            template.format(
                level=level, place=region, levels=_(", ").join(name_with_code(one.label, one) for one in levels)
            )
        )
    return Level(level)  # type: ignore[call-arg]


def _periods(requested: str, state: CubeSnapshot) -> tuple[Period, ...]:
    """The latest month unless asked otherwise; all months of a span."""
    first, is_span, last = requested.partition(SPAN)
    ends = [_period(first, state), _period(last, state)] if is_span else [_period(first or state.months[-1].key, state)]
    if not is_span:
        return tuple(ends)
    months = tuple(m for m in state.months if ends[0].start <= m.start and m.end <= ends[1].end)
    if not months:
        template = _('"{period}" is in the wrong order: enter the earlier month first.')
        raise UserError(template.format(period=requested))
    return months


def _period(period: str, state: CubeSnapshot) -> Period:
    parsed = _read_period(period)
    if parsed is None or not state.holds(parsed):
        template = _(
            'There is no period "{period}". Months are from {first} to {last}, years from {year} to {latest}; '
            "{quarter} is a quarter, {half} a half year, {to_date} January to August."
        )
        first, latest = state.years[0], state.years[-1]
        bounds = {"first": state.months[0], "last": state.months[-1], "year": first, "latest": latest}
        examples = {"quarter": f"{first}-Q4", "half": f"{first}-H2", "to_date": f"{first}-YTD08"}
        raise UserError(template.format(period=period, **bounds, **examples))
    return parsed


def _read_period(text: str) -> Period | None:
    """A year, or a month however it is written; None when it is neither."""
    try:
        return Period.parse(text)
    except ValueError:
        pass
    try:
        return Period.parse(parse_month(text))
    except ParseError:
        return None
