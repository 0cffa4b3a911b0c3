"""The similar counties of one: chosen from a menu, explained in words, with their mean."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.components.html.league_table import League, LeagueLine
from dashboard.components.html.rendering import emit_html, emit_template, render_template
from dashboard.page_context import PageContext
from dashboard.page_query import unknown_choice_error
from dashboard.region_navigation import ComparedRegions, RegionRef
from shared.indicators.league import LeagueChoices, RankedValue
from shared.indicators.peers import find_peers, load_traits, pool
from shared.locale import _
from shared.models import Level


@dataclass(frozen=True)
class SimilarCounties:
    """The county that was chosen, those similar to it (itself among them), and what they have alike."""

    county: RegionRef
    codes: frozenset[str]
    traits: str


def load_similar(context: PageContext, compared: ComparedRegions, choices: LeagueChoices) -> SimilarCounties | None:
    """The similar counties asked for among the compared; None when none are."""
    if not choices.peers:
        return None
    counties = {region.code: region for region in compared.regions if region.level is Level.COUNTY}
    if choices.peers not in counties:
        raise unknown_choice_error(choices.peers, [f"{region.name} ({code})" for code, region in counties.items()])
    traits = load_traits(context.session, counties, context.period)
    codes = frozenset(find_peers(traits, choices.peers))
    return SimilarCounties(counties[choices.peers], codes, traits[choices.peers].describe())


def add_mean(league: League, similar: SimilarCounties | None) -> League:
    """The league with the mean of the similar counties, where there is one."""
    if similar is None:
        return league
    mean = pool([line.value for line in league.lines if line.region.code in similar.codes])
    if mean is None:
        return league
    name = _("Mean of {n} similar counties").format(n=len(similar.codes))
    region = RegionRef("", name, is_zone=False, parent=None)
    return replace(league, peers=LeagueLine(region, "", RankedValue(mean)))


def draw_similar_choice(context: PageContext, compared: ComparedRegions, similar: SimilarCounties | None) -> None:
    """A menu of the counties of the table; from the page of a county the link to those similar to it."""
    url = context.url
    if compared.level is Level.COUNTY and len(compared.regions) > 1:
        counties = [
            (region.name, compared.path_of(region), url.link(peers=region.code, only="all"), region.code)
            for region in compared.regions
        ]
        text = ""
        if similar:
            template = _("Similar to {region}: {traits}. {n} counties, of {all} in the table.")
            texts = {"n": len(similar.codes), "all": len(compared.regions), "traits": similar.traits}
            text = template.format(region=similar.county.name, **texts)
        emit_template("similar_counties", counties=counties, text=text, reset=url.link(peers=""), chosen=similar)
    elif context.region.level is Level.COUNTY and context.navigation.breadcrumb[0] != context.region:
        root, county = context.navigation.breadcrumb[0], context.region
        link = url.link(region=root.code, level=Level.COUNTY.value, peers=county.code)
        text = _("{region} among similar counties").format(region=county.name)
        emit_html(render_template("more_rows", text=text, link=link, anchor="similar-counties"))
