"""Addresses that hold figures as they stand, sealed by this deployment; and what such an address holds, opened.

Region, period and category stand in the address as in any other; the seal covers them too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from urllib.parse import urlencode

from dashboard.figure_page.figure_request import PATH, SHORT_DIGEST, RequestedFigure, require_region
from dashboard.figure_page.frozen_figure import FrozenFigure, FrozenFigures, Trait, decode, encode
from shared.access import ScopedSession
from shared.access.protected_readers import is_open_to
from shared.clock import Period, now
from shared.errors import UserError
from shared.indicators.catalogue import INDICATORS, MEASURES, dimensions_of
from shared.indicators.cube_snapshot import CubeSnapshot
from shared.indicators.hidden_cells import is_hidden_from_reader, is_hidden_from_some
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _
from shared.sealed_links import open_sealed, seal

FROZEN = "frozen"
PLACE = ("region", "period", "dimension", "category")


def frozen_url(figure: RequestedFigure, origin: str) -> str:
    """The address of a figure that holds it as it stands."""
    one = figure.value
    name, _is, category = one.dimension.partition("=")
    params = {"region": one.region_code, "period": one.period.key, "dimension": name, "category": category}
    frozen = FrozenFigures(figure.snapshot.day, now(), (freeze(figure),))
    return origin + figure.url(**{FROZEN: seal_figures(figure.session, frozen, one.indicator.key, params)})


def frozen_sheet_url(
    session: ScopedSession, values: Sequence[IndicatorValue], snapshot: CubeSnapshot, origin: str
) -> str:
    """The address of several figures of one region and period that holds them as they stand."""
    place = {"region": values[0].region_code, "period": values[0].period.key}
    figures = tuple(freeze(RequestedFigure(session, value, snapshot)) for value in values)
    sealed = seal_figures(session, FrozenFigures(snapshot.day, now(), figures), "", place)
    return f"{origin}{PATH}?{urlencode({**place, FROZEN: sealed})}"


def seal_figures(session: ScopedSession, frozen: FrozenFigures, key: str, params: Mapping[str, str]) -> str:
    """The parameter of an address that holds some figures; `key`, `params`: the address besides."""
    return seal(session, encode(frozen), _about(key, params))


def open_frozen(session: ScopedSession, key: str, params: Mapping[str, str]) -> FrozenFigures | None:
    """What the address of a figure holds, or that of several (no `key`); None where nothing is fixed in it.

    UserError when it was not made here, or is not whole; PermissionDenied for figures of a foreign region.
    """
    if FROZEN not in params:
        return None
    content = open_sealed(session, params[FROZEN], _about(key, params))
    frozen = content and decode(content)
    if not frozen:
        raise UserError(
            _(
                "What is fixed in this address cannot be read: it is not whole, was changed, or was not made by this "
                "installation. Ask for the whole address, or open the figure without it."
            )
        )
    require_region(session, params["region"])
    return frozen


def may_see(session: ScopedSession, one: FrozenFigure, params: Mapping[str, str]) -> bool:
    """Whether the reader may see how a figure stood.

    Who has access to the records of the region may. Others may where everybody saw it then, and they see it today.
    """
    region = params.get("region", "")
    if is_open_to(session.actor, region):
        return True
    dimension = params.get("dimension", "")
    if Trait.PUBLIC not in one.traits or one.key not in INDICATORS:
        return False
    if dimension and dimension not in dimensions_of(one.key):
        return False
    period = Period.parse(params.get("period", ""))
    return not is_hidden_from_reader(session, INDICATORS[one.key], region, period, dimension)


def _about(key: str, params: Mapping[str, str]) -> list[str]:
    """What the seal covers besides its content."""
    return [key, *(params.get(name, "") for name in PLACE)]


def freeze(figure: RequestedFigure) -> FrozenFigure:
    """A figure as it stands now."""
    value, one = figure.value, figure.value.indicator
    is_blank = value.state.is_blank
    return FrozenFigure(
        one.key,
        one.code,
        None if is_blank else value.numerator,
        None if is_blank else value.denominator,
        one.factor if one.is_ratio else 0,
        one.unit,
        value.state,
        one.version.number,
        figure.definition_version,
        figure.digest[:SHORT_DIGEST],
        _traits(figure),
    )


def _traits(figure: RequestedFigure) -> Trait:
    one = figure.value.indicator
    holds = {
        Trait.PUBLIC: not is_hidden_from_some(figure.session, figure.value, figure.snapshot.refreshed_at),
        Trait.MONEY_ABOVE: MEASURES[one.numerator].is_money,
        Trait.MONEY_BELOW: bool(one.denominator) and MEASURES[one.denominator].is_money,
        Trait.PERCENTILE: one.percentile > 0,
    }
    return reduce(or_, (trait for trait, is_held in holds.items() if is_held), Trait(0))
