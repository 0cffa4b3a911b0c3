"""Which figure an address asks for: read, checked, with the names of its region and category."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import select

from dashboard.components.html.figure_list_links import figure_list_url, figure_params
from dashboard.components.text.number_format import format_period
from dashboard.page_query import explain_foreign_region
from dashboard.region_navigation import find_region_name
from shared.access import Permission, ScopedSession
from shared.access.figure_lists_access import FigureListDenied, may_list_rows
from shared.access.permission_denied import PermissionDenied
from shared.errors import UserError
from shared.indicators.counted_rows import record_of
from shared.indicators.cube_snapshot import CubeSnapshot, pin_as_of
from shared.indicators.figure_lists import Part, definition_version, is_listed, measure_of, parts_of, select_rows
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.values import load_values
from shared.interchange.dimension_filter import name_category
from shared.interchange.extract_query import parse_query
from shared.locale import _
from shared.locale.localised import localised_name
from shared.models import Region
from shared.models.region import path_of

SHORT_DIGEST = 12
PATH = "/figures"
Names = dict[str, tuple[str, str]]  # of regions, zh and en, by code


@dataclass(frozen=True)
class RequestedFigure:
    """One figure of a region, a period and perhaps a category, and the session it is read in."""

    session: ScopedSession
    value: IndicatorValue
    snapshot: CubeSnapshot
    names: Names = field(default_factory=dict)  # of its region and those around it

    @property
    def region_name(self) -> str:
        """The name of the region, in the language of the moment."""
        return localised_name(*self.names.get(self.value.region_code, (self.value.region_code, "")))

    @property
    def region_path(self) -> str:
        """The names from the province down to the region, in a line."""
        return join_names(self.names, self.value.region_code)

    @property
    def region_names(self) -> list[str]:
        """The names from the province down to the region."""
        return list_names(self.names, self.value.region_code)

    @property
    def period_name(self) -> str:
        """The period in words."""
        return format_period(self.value.period)

    @property
    def category_name(self) -> str:
        """`By tier: dibao`; empty for the total."""
        return name_category(self.session, self.value)

    @cached_property
    def definition_version(self) -> str:
        """Which definition it is counted by."""
        return definition_version(self.value.indicator)

    @cached_property
    def digest(self) -> str:
        """The hash of the selection of those counted; empty where none is selected."""
        if not self._is_listed(Part.NUMERATOR):
            return ""
        one = self.value
        selection = select_rows(
            one.indicator, Part.NUMERATOR, one.region_code, one.period, self.snapshot, one.dimension
        )
        return selection.digest

    def _is_listed(self, part: Part) -> bool:
        one = self.value
        return is_listed(measure_of(one.indicator, part), one.region_code, one.period, self.snapshot)

    def lists(self) -> Iterator[tuple[str, str]]:
        """(name, address) of the lists behind it that its reader may open."""
        one = self.value
        for part in parts_of(one.indicator) if one.value is not None else ():
            if self._is_listed(part) and self._may_list(part):
                address = figure_list_url(one.indicator.key, one.region_code, one.period, one.dimension, part)
                yield str(part.label), address

    def explain_denial(self) -> str:
        """Who may open the lists, where there are some and its reader may not."""
        one = self.value
        parts = [part for part in parts_of(one.indicator) if one.value is not None and self._is_listed(part)]
        return str(FigureListDenied(self.region_path)) if parts and not any(map(self._may_list, parts)) else ""

    def _may_list(self, part: Part) -> bool:
        record = record_of(measure_of(self.value.indicator, part))
        return may_list_rows(self.session.actor, record, self.value.region_code)

    def url(self, **further: str) -> str:
        """The address of its page, without the host."""
        one = self.value
        return f"{PATH}/{one.indicator.key}?{figure_params(one.region_code, one.period, one.dimension, **further)}"


def read_figure(session: ScopedSession, key: str, params: Mapping[str, str]) -> RequestedFigure:
    """The figure that an address names. UserError, in the reader's language, says what would be valid."""
    pin_as_of(session)
    _refuse_foreign_region(session, params.get("region", ""))
    dimension = "=".join(filter(None, (params.get("dimension", ""), params.get("category", ""))))
    named = {name: params.get(name, "") for name in ("region", "period")}
    extract = parse_query(session, key, dimension=dimension, **named)
    if len(extract.periods) > 1 or extract.further or (dimension and len(extract.filter.only) != 1):
        raise UserError(_("The page of a figure is of one period and one category."))
    period = extract.periods[0]
    value = load_values(session, [key], [extract.region], [period], extract.filter.dimension, extract.filter.only)[0]
    return RequestedFigure(session, value, extract.as_of, load_names(session, extract.region))


def require_region(session: ScopedSession, code: str) -> None:
    """Raise PermissionDenied unless the reader may read the figures of a region, which need not exist any more."""
    _refuse_foreign_region(session, code)
    session.actor.require(Permission.FIGURES_READ, code)


def load_names(session: ScopedSession, code: str) -> Names:
    """The names of a region and of those around it; the code itself for one that is gone."""
    path = path_of(code)
    rows = session.execute(select(Region).where(Region.code.in_(path))).scalars()
    return {code: (code, "") for code in path} | {region.code: (region.name, region.name_en) for region in rows}


def list_names(names: Names, code: str) -> list[str]:
    """Those from the province down to the region, in the language of the moment."""
    return [localised_name(*names[one]) for one in path_of(code)]


def join_names(names: Names, code: str) -> str:
    """The same in a line."""
    return " ▸ ".join(list_names(names, code))


def _refuse_foreign_region(session: ScopedSession, code: str) -> None:
    """Names of regions are public: whoever follows a link learns which region it is about, and whom to ask."""
    name = find_region_name(session, code)
    if name and not session.actor.has_permission(Permission.FIGURES_READ, code):
        raise PermissionDenied(explain_foreign_region(name))
