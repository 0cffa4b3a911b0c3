"""Who belonged to which household from when to when."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_date_order, check_in, index_of_retired
from .household import Household
from .labelled_enum import LabelledEnum, Level
from .person import Person
from .validity import Dated


class Relation(LabelledEnum):
    """Relation to the head of the household (GB/T 4761, shortened)."""

    HEAD = "head", _l("Head")
    SPOUSE = "spouse", _l("Spouse")
    CHILD = "child", _l("Child")
    GRANDCHILD = "grandchild", _l("Grandchild")
    PARENT = "parent", _l("Parent")
    GRANDPARENT = "grandparent", _l("Grandparent")
    SIBLING = "sibling", _l("Sibling")
    OTHER = "other", _l("Other relation")


class HouseholdMember(Base, Editable, RegionScoped, Dated):
    """A person is a member of a household on days d with start_on ≤ d < end_on."""

    __tablename__ = "membership"
    __labels__ = (_l("Household member"), _l("Household members"))
    __area__ = "registry"
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "household_id"
    __table_args__ = (
        index_of_retired("membership"),
        check_in("relation", Relation),
        check_date_order("start_on", "end_on"),
    )

    person_id: Mapped[int] = columns.reference(_l("Person"), "person.id", index=True)
    household_id: Mapped[int] = columns.reference(_l("Household"), "household.id", index=True)
    relation: Mapped[str] = columns.coded(_l("Relation to the head"), Relation, 12)
    start_on: Mapped[date] = columns.day(_l("Joined on"))
    end_on: Mapped[date | None] = columns.day(
        _l("Left on"),
        help=_l("The first day no longer a member; empty while still a member."),
        comment="first day no longer a member",
    )

    person: Mapped[Person] = relationship()
    household: Mapped[Household] = relationship()
