"""What a person's disability was before: the present one is the person's own, each earlier one lasted some days."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_date_order, check_in, index_of_retired
from .labelled_enum import Level
from .person import Disability, DisabilityGrade, Person
from .validity import Dated


class PersonDisability(Base, Editable, RegionScoped, Dated):
    """A person had this disability, or none, on days d with start_on ≤ d < end_on, or since birth."""

    __tablename__ = "person_disability"
    __labels__ = (_l("Former disability"), _l("Former disabilities"))
    __area__ = "registry"
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "person_id"
    __is_part__ = True
    __table_args__ = (
        index_of_retired("person_disability"),
        check_in("disability", Disability),
        CheckConstraint("disability_level BETWEEN 1 AND 4", name="disability_level_known"),
        CheckConstraint("(disability IS NULL) = (disability_level IS NULL)", name="disability_whole"),
        check_date_order("start_on", "end_on"),
    )

    person_id: Mapped[int] = columns.reference(_l("Person"), "person.id", index=True)
    disability: Mapped[str | None] = columns.coded(
        _l("Kind of disability"), Disability, 1, help=_l("Empty where there was none.")
    )
    disability_level: Mapped[int | None] = columns.coded(_l("Grade of disability"), DisabilityGrade)
    start_on: Mapped[date | None] = columns.day(
        _l("Began on"), help=_l("Empty: since birth, whose day is not shown beside a masked number.")
    )
    end_on: Mapped[date] = columns.day(_l("Changed on"), help=_l("The first day on which it was another, or none."))

    person: Mapped[Person] = relationship()
