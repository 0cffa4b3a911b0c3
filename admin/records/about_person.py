"""Which records are about a person: by themselves, through the household, or through a record they point at."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, inspect, or_, select

from shared.models import HouseholdMember
from shared.models.base import Base
from shared.services.subjects import reference_to_people


def about_person(record: type[Base], person_id: int) -> ColumnElement[bool]:
    """A condition: the record is about the person, or about the person's household."""
    columns, fields = record.__mapper__.columns, dict[str, Any](inspect(record).all_orm_descriptors.items())
    person, household = fields.get("person_id"), fields.get("household_id")
    if person is not None and not columns["person_id"].nullable:
        return person == person_id
    if household is not None:
        mine = select(HouseholdMember.household_id).where(
            HouseholdMember.person_id == person_id, HouseholdMember.retired_on.is_(None)
        )
        return household.in_(mine) if person is None else or_(household.in_(mine), person == person_id)
    name = str(reference_to_people(record))
    target: Any = inspect(record).relationships[name.removesuffix("_id")].mapper.class_
    return fields[name].in_(select(target.id).where(about_person(target, person_id)))
