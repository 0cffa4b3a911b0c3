"""A filter by a region and everything below it, by code or by name."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement

from admin.display import region_names
from admin.records.filters import Filter, FilterChip
from admin.request.params import QueryParams
from shared.access.actor import in_subtrees
from shared.locale import _
from shared.models.region import prefix_of
from shared.patterns import REGION_CODE, REGION_CODE_AT_END

MAX_NAMED = 5


class RegionFilter(Filter):
    """A region and everything below it."""

    kind = "region"

    def conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """The code begins with the region's own digits."""
        if value := params.get(self.name, ""):
            yield in_subtrees(self.column, (prefix_of(self._code(value)),))

    def chips(self, params: QueryParams) -> Iterator[FilterChip]:
        """The region by its path."""
        for value in params.getlist(self.name):
            match = REGION_CODE_AT_END.search(self.to_param(value))
            yield FilterChip(self.chip_text(region_names.region_path(match[1]) if match else value), self.name, value)

    def to_param(self, value: str) -> str:
        """The code alone, also of the one region that a typed name fits."""
        try:
            return self._code(value) if value else value
        except ValueError:
            return value

    def is_chosen(self, value: str) -> bool:
        """The code of a region."""
        return REGION_CODE.fullmatch(value) is not None

    def _code(self, value: str) -> str:
        """The code in `昆山市 320583`, as the lookup writes it; or of the one region that is called so."""
        if match := REGION_CODE_AT_END.search(value):
            return match[1]
        regions = region_names.find_by_name(value, MAX_NAMED + 1)
        if len(regions) == 1:
            return regions[0].code
        if not regions:
            raise ValueError(
                _("No region has this name. Enter the beginning of its name, or its code, and choose from the list.")
            )
        names = _("; ").join(f"{region_names.region_path(region.code)} {region.code}" for region in regions[:MAX_NAMED])
        raise ValueError(_("Several records match: {names}. Choose one.").format(names=names))
