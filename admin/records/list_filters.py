"""The filters of a list: its statuses, its columns, the person that records are about, being in use."""

from __future__ import annotations

from babel.support import LazyProxy
from sqlalchemy import Date, Integer

from admin.display.record_options import SELECT_MODELS
from admin.records.filters import BooleanFilter, ChoiceFilter, DateRangeFilter, ExactTextFilter, Filter
from admin.records.id_filters import HiddenIdFilter, IdFilter, ReferenceFilter
from admin.records.person_filter import PersonFilter
from admin.records.region_filter import RegionFilter
from admin.records.status_filters import RetiredFilter, StatusFilter, StatusOptions
from shared.models import Household, Person
from shared.models.base import Base, Editable, referenced_model
from shared.models.columns import choices_for, is_region
from shared.services.subjects import leads_to_people


def build_filters(
    model: type[Base],
    columns: tuple[str, ...],
    statuses: StatusOptions,
    retired_label: LazyProxy | str,
    *,
    has_default_status: bool,
) -> list[Filter]:
    """The filters of a list, for whoever has all of them."""
    by_status = [StatusFilter(statuses, has_default=has_default_status)] if statuses else []
    by_use = [RetiredFilter(model, retired_label)] if issubclass(model, Editable) else []
    by_person = [PersonFilter(model)] if leads_to_people(model) and model not in {Person, Household} else []
    by_column = (build_filter(model, name) for name in columns if name != "person_id")
    return [*by_status, *by_column, *by_person, *by_use]


def build_filter(model: type[Base], column: str) -> Filter:
    """The filter that fits the type of a column."""
    kind = model.__mapper__.columns[column].type
    if choices_for(model, column):
        return ChoiceFilter(model, column)
    if is_region(model, column):
        return RegionFilter(model, column)
    if kind.python_type is bool:
        return BooleanFilter(model, column)
    if isinstance(kind, Date):
        return DateRangeFilter(model, column)
    if (target := referenced_model(model, column)) is not None:
        return ReferenceFilter(model, column) if target in SELECT_MODELS else HiddenIdFilter(model, column)
    return IdFilter(model, column) if isinstance(kind, Integer) else ExactTextFilter(model, column)
