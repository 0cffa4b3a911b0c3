"""Records about a person: by themselves, through the household, or through a record they refer to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, inspect, or_, select

from admin.records.filters import FilterChip
from admin.records.id_filters import HiddenIdFilter, parse_id, title_or_value
from admin.request.params import QueryParams
from shared.models import HouseholdMember, Person
from shared.models.base import Base
from shared.models.labels import label
from shared.services.subjects import reference_to_people


def is_about_persons(model: type[Base], person_ids: Sequence[int]) -> ColumnElement[bool]:
    """A condition: the record is about one of the persons, or about a household of theirs."""
    columns, fields = model.__mapper__.columns, dict[str, Any](inspect(model).all_orm_descriptors.items())
    person, household = fields.get("person_id"), fields.get("household_id")
    if person is not None and not columns["person_id"].nullable:
        return person.in_(person_ids)
    if household is not None:
        household_ids = select(HouseholdMember.household_id).where(
            HouseholdMember.person_id.in_(person_ids), HouseholdMember.retired_on.is_(None)
        )
        return (
            household.in_(household_ids)
            if person is None
            else or_(household.in_(household_ids), person.in_(person_ids))
        )
    name = str(reference_to_people(model))
    target: Any = inspect(model).relationships[name.removesuffix("_id")].mapper.class_
    return fields[name].in_(select(target.id).where(is_about_persons(target, person_ids)))


class PersonFilter(HiddenIdFilter):
    """The person that records are about, themselves or through others."""

    def __init__(self, model: type[Base]) -> None:
        self.model, self.name, self.label = model, "person_id", label(HouseholdMember, "person_id")

    @property
    def target(self) -> type[Base]:
        """The person."""
        return Person

    def conditions(self, params: QueryParams) -> Iterator[ColumnElement[bool]]:
        """The person, the person's household, or what points at them."""
        if value := params.get(self.name, ""):
            yield is_about_persons(self.model, [parse_id(value)])

    def chips(self, params: QueryParams) -> Iterator[FilterChip]:
        """The person by name."""
        for value in params.getlist(self.name):
            yield FilterChip(self.chip_text(title_or_value(Person, value)), self.name, value)
