"""Rows of a league table in a file: those of the screen, in its order, with the names of the regions above."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from shared.access import ScopedSession
from shared.clock import Period
from shared.errors import UserError
from shared.indicators.followed_divisions import FollowedDivisions
from shared.indicators.league import LeagueChoices, RankedValue, rank_values
from shared.indicators.peers import find_peers, load_traits
from shared.indicators.values import load_values
from shared.locale import _
from shared.locale.localised import localised_name
from shared.models import Region
from shared.models.region import path_of, prefix_of

from .extract_query import ExtractQuery


class RegionNames:
    """Names of regions and of those above them, in the language of the file."""

    def __init__(self, session: ScopedSession, regions: Iterable[Region]) -> None:
        """Read the names of all regions above `regions`."""
        listed = list(regions)
        codes = {code for region in listed for code in (*path_of(region.code), region.parent_code) if code}
        rows = session.execute(select(Region.code, Region.name, Region.name_en).where(Region.code.in_(codes)))
        self._names = {code: localised_name(name, name_en) for code, name, name_en in rows}
        self._names |= {region.code: localised_name(region.name, region.name_en) for region in listed}

    def of(self, code: str | None) -> str:
        """The name of a region; empty when there is none."""
        return self._names.get(code or "", "")

    def path_in(self, whole: str, code: str) -> str:
        """The name of a region with those between it and the whole: what is searched."""
        inside = [one for one in path_of(code) if len(prefix_of(one)) > len(prefix_of(whole))]
        return " ".join(self.of(one) for one in reversed(inside))


def load_league(
    session: ScopedSession, request: ExtractQuery, league: LeagueChoices
) -> tuple[dict[str, Region], list[RankedValue]]:
    """The regions of a request by code, and their values as in the league table; the whole first if it is one of them.

    The whole is not ranked.
    """
    regions = {region.code: region for batch in request.region_batches(session) for region in batch}
    (period,), key = request.periods, request.indicator.key
    year_ago = request.as_of.basis(request.indicator, period, period.year_ago)
    periods = [period, *([year_ago] if year_ago else [])]
    loaded = load_values(session, [key], dict.fromkeys([request.region, *regions]), periods)
    values, before = ({v.region_code: v for v in loaded if v.period == time} for time in (period, year_ago))
    followed = FollowedDivisions.load(session, before)
    last_day = min(period.end, request.as_of.day)
    before = {code: v for code, v in before.items() if followed.is_same(code, v.period.start, last_day)}
    whole, inside = values[request.region], [code for code in regions if code != request.region]
    names = RegionNames(session, regions.values())
    searched = {code: names.path_in(request.region, code) for code in inside}
    ranked_values = rank_values((values[code] for code in inside), before)
    ranked = league.apply(ranked_values, whole, searched, _find_peers(session, inside, league.peers, period))
    own = [RankedValue(whole, before=before.get(request.region))] if request.region in regions else []
    return regions, [*own, *ranked]


def _find_peers(session: ScopedSession, inside: list[str], county: str, period: Period) -> set[str]:
    """The counties similar to one, among those of the file; UserError when it is none of them."""
    if not county:
        return set()
    if county not in inside:
        raise UserError(_('There is no county "{code}" in this file.').format(code=county))
    return find_peers(load_traits(session, inside, period), county)
