"""Which list behind a figure an address asks for: read, checked, and refused to whoever may not open it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from admin.display import region_names
from admin.records.declared_views import declared_view_of
from admin.records.view_declaration import ViewDeclaration
from admin.request import context
from shared.access.figure_lists_access import FigureListDenied, may_export_rows, may_list_rows
from shared.errors import UserError, name_with_code
from shared.indicators.catalogue import MEASURES
from shared.indicators.counted_rows import record_of
from shared.indicators.figure_lists import (
    ListTotal,
    Part,
    definition_version,
    is_listed,
    load_total,
    measure_of,
    parts_of,
    select_rows,
)
from shared.indicators.indicator import Indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.listed_keys import ListedKey
from shared.indicators.locked_months import MonthLock
from shared.indicators.row_selection import Selection
from shared.indicators.values import load_value
from shared.interchange.dimension_filter import category_labels
from shared.interchange.extract_query import ExtractQuery, parse_query
from shared.locale import _
from shared.services.month_close.locked_sets import has_locked_members

NAMES = ("region", "period", "dimension", "category", "part")
AFTER = "after"


@dataclass(frozen=True)
class FigureListQuery:
    """A list behind a figure, for one region, period and category."""

    extract: ExtractQuery
    part: Part

    @property
    def indicator(self) -> Indicator:
        """The figure."""
        return self.extract.indicator

    @cached_property
    def dimension(self) -> str:
        """`tier=dibao`, or nothing for the total."""
        return str(self.extract.filter)

    @cached_property
    def selection(self) -> Selection:
        """Who counts."""
        extract = self.extract
        period, state = extract.periods[0], extract.as_of
        return select_rows(self.indicator, self.part, extract.region, period, state, self.dimension)

    @cached_property
    def view(self) -> ViewDeclaration:
        """The view of the records that it lists."""
        return declared_view_of(record_of(self.selection.measure))

    @cached_property
    def total(self) -> ListTotal:
        """How long it is, to its end."""
        return load_total(context.session(), self.selection)

    @cached_property
    def value(self) -> IndicatorValue | None:
        """The figure that it stands behind."""
        extract = self.extract
        return load_value(
            context.session(), self.indicator.key, extract.region, extract.periods[0], dimension=self.dimension
        )

    @cached_property
    def region_name(self) -> str:
        """The region with those around it."""
        return region_names.region_path(self.extract.region)

    @cached_property
    def category_name(self) -> str:
        """The category in words; empty for the total."""
        dimension, _is, category = self.dimension.partition("=")
        labels = category_labels(context.session(), dimension, MEASURES[self.indicator.numerator])
        return labels.get(category, category)

    @property
    def definition_version(self) -> str:
        """Which definition it was selected by."""
        return definition_version(self.indicator)

    @property
    def may_export(self) -> bool:
        """Whether it may be taken away as a file."""
        return may_export_rows(context.actor(), self.view.model, self.extract.region)

    def params(self, **changed: Any) -> dict[str, Any]:
        """The parameters of its address, with some changed."""
        dimension, _is, category = self.dimension.partition("=")
        own = {"region": self.extract.region, "period": self.extract.periods[0].key, "part": str(self.part)}
        by = {"dimension": dimension, "category": category} if dimension else {}
        return {"key": self.indicator.key, **own, **by, **changed}

    def url(self, **changed: str) -> str:
        """The address of its page."""
        return url_for("figure_list.show", **self.params(**changed))

    def locked_url(self, **changed: str | int) -> str:
        """The address of the page of the locked list."""
        return url_for("locked_list.show", **self.params(**changed))

    @property
    def lock(self) -> MonthLock | None:
        """The lock that may have kept such a list; None where none does: for a category, and for what is left over."""
        is_whole = not self.dimension and self.selection.without is None
        return self.extract.as_of.lock_over(self.indicator, self.extract.periods[0]) if is_whole else None

    @cached_property
    def has_locked_list(self) -> bool:
        """Whether a lock kept a list."""
        one = self.selection
        where = one.measure.key, one.region, one.period
        return self.lock is not None and has_locked_members(context.session(), *where, self.lock.step_id)

    @property
    def part_name(self) -> str:
        """Which of the lists behind the figure it is, in words."""
        return str(self.part.label)

    def file_url(self, kind: str) -> str:
        """The address of its file: `csv`, `xlsx`."""
        return url_for("exports.figure_list", kind=kind, **self.params())

    @property
    def figure_url(self) -> str:
        """The page of the figure, which the dashboard answers."""
        query = {name: value for name, value in self.params().items() if name not in {"key", "part"}}
        return f"/figures/{self.indicator.key}?{urlencode(query)}"

    def parts(self) -> list[tuple[str, str, bool]]:
        """(name, address, is this one) of the lists behind the figure."""
        return [(str(part.label), self.url(part=str(part)), part is self.part) for part in parts_of(self.indicator)]

    def __str__(self) -> str:
        """As the audit trail keeps it."""
        return " ".join(f"{name}={value}" for name, value in self.params().items())


def requested_figure_list(key: str) -> FigureListQuery:
    """What the address asks for. UserError says what would be valid, FigureListDenied who may open the list."""
    requested = {name: request.args.get(name, "") for name in NAMES}
    dimension = "=".join(filter(None, (requested["dimension"], requested["category"])))
    extract = parse_query(
        context.session(), key, region=requested["region"], period=requested["period"], dimension=dimension
    )
    if len(extract.periods) > 1 or extract.further or (dimension and not len(extract.filter.only) == 1):
        raise UserError(_("A list behind a figure is of one period and one category."))
    query = FigureListQuery(extract, _part(extract.indicator, requested["part"]))
    if not may_list_rows(context.actor(), query.view.model, extract.region):
        raise FigureListDenied(query.region_name)
    if not is_listed(measure_of(query.indicator, query.part), extract.region, extract.periods[0], extract.as_of):
        raise UserError(_("There is no such figure for this region and period, so there is no list behind it."))
    return query


def requested_edge() -> ListedKey | None:
    """Behind which row the page begins; None for the first page."""
    region, _is, key = request.args.get(AFTER, "").partition("-")
    if not (region.isascii() and region.isdigit() and key.isascii() and key.isdigit()):
        return None
    return ListedKey(region, key)


def _part(one: Indicator, name: str) -> Part:
    parts = parts_of(one)
    if not name:
        return parts[0]
    if name not in parts:
        known = _(", ").join(name_with_code(part.label, part) for part in parts)
        raise UserError(
            _('There is no list "{part}" behind this figure. Choose one of: {known}.').format(part=name, known=known)
        )
    return Part(name)  # type: ignore[call-arg]
