"""Where a person was registered (户籍) before: the present place is the person's own, earlier ones last some days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_date_order, index_of_retired
from .labelled_enum import Level
from .person import Person
from .region_roles import RegionRight, RegionRole
from .validity import Dated


class PersonRegistration(Base, Editable, RegionScoped, Dated):
    """A person was registered in `registration_region_code` on days d with start_on ≤ d < end_on, or since birth."""

    __tablename__ = "person_registration"
    __labels__ = (_l("Former registration"), _l("Former registrations"))
    __area__ = "registry"
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "person_id"
    __is_part__ = True
    __region_roles__: ClassVar[Mapping[str, RegionRole]] = {
        "region_code": RegionRole.RESPONSIBLE,
        "registration_region_code": RegionRole.REGISTRATION,
    }
    __region_rights__: ClassVar[Mapping[RegionRole, RegionRight]] = {RegionRole.REGISTRATION: RegionRight.NONE}
    __table_args__ = (index_of_retired("person_registration"), check_date_order("start_on", "end_on"))

    person_id: Mapped[int] = columns.reference(_l("Person"), "person.id", index=True)
    registration_region_code: Mapped[str | None] = columns.region_code(
        _l("Place of registration"), is_linked=False, help=_l("Empty where it was not known.")
    )
    start_on: Mapped[date | None] = columns.day(
        _l("Began on"), help=_l("Empty: since birth, whose day is not shown beside a masked number.")
    )
    end_on: Mapped[date] = columns.day(_l("Changed on"), help=_l("The first day in the next place."))

    person: Mapped[Person] = relationship()


def registration_on(day: Any) -> ColumnElement[str | None]:
    """In a query of persons: where each was registered on a day, or on that of a column."""
    then = (
        PersonRegistration.person_id == Person.id,
        PersonRegistration.retired_on.is_(None),
        PersonRegistration.end_on > day,
    )
    former = select(PersonRegistration.registration_region_code).where(*then).correlate(Person)
    former = former.order_by(PersonRegistration.end_on).limit(1)
    return case((former.exists(), former.scalar_subquery()), else_=Person.registration_region_code)
