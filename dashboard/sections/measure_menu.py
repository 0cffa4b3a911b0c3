"""The menu of figures of a page; of a city or a county each with its rank among all of its level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.components.html.rendering import emit_template
from dashboard.page_context import PageContext
from shared.indicators.catalogue import INDICATORS
from shared.indicators.indicator import Indicator
from shared.indicators.league import Ranks, rank_column
from shared.indicators.values import load_columns
from shared.locale import _
from shared.models import Level


def draw_measure_menu(
    context: PageContext, measures: Iterable[Indicator], chosen: str, ranks: Mapping[str, str] | None = None
) -> None:
    """A link for each figure; `ranks`: texts by key that stand behind their names."""
    found = ranks or {}
    links = [
        (one.code, one.name, found.get(one.key, ""), context.url.link(measure=one.key), one.key == chosen)
        for one in measures
    ]
    note = _("Behind the figures: the rank of {region} in {whole}, among all of its level ({level}).").format(
        region=context.region.name, whole=context.navigation.at_root.region.name, level=context.region.level.label
    )
    emit_template("measure_menu", measures=links, chosen=INDICATORS[chosen].name, note=note if found else "")


def load_ranks(context: PageContext) -> dict[str, str]:
    """By figure where the selected city or county stands among all that the user may see; empty for other levels."""
    if context.region.level not in (Level.CITY, Level.COUNTY):
        return {}
    regions = context.load_all_of_level().regions
    if context.region not in regions or len(regions) == 1:
        return {}
    place, codes = regions.index(context.region), [region.code for region in regions]
    columns = load_columns(context.session, INDICATORS, codes, [context.period])
    return {column.indicator.key: _describe(rank_column(column), place) for (column,) in columns}


def _describe(found: Ranks, place: int) -> str:
    rank, n = found.ranks[place], sum(rank is not None for rank in found.ranks)
    if rank is None:
        return ""
    return (_("{rank} of {n}, tied") if rank in found.shared else _("{rank} of {n}")).format(rank=rank, n=n)
