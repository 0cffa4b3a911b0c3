"""Deliveries: a unit of a programme cycle reached a household (or a person of it)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Index, and_
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_not_negative
from .household import Household
from .labelled_enum import Level
from .person import Person
from .programme_cycle import ProgrammeCycle


class Delivery(Base, Editable, RegionScoped):
    """What was handed over, when, and what it was worth in fen.

    A second delivery of the same cycle to a household, or one beyond the county's quota, needs a reason.
    """

    __tablename__ = "delivery"
    __labels__ = (_l("Delivery"), _l("Charity deliveries"))
    __area__ = "charity"
    __former_columns__ = {"run_id": "cycle_id"}  # noqa: RUF012
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "household_id"
    __table_args__ = (
        Index("ix_delivery_cycle_household", "cycle_id", "household_id"),
        check_not_negative("value_fen"),
    )

    cycle_id: Mapped[int] = columns.reference(_l("Cycle"), "run.id")
    household_id: Mapped[int] = columns.reference(_l("Household"), "household.id", index=True)
    person_id: Mapped[int | None] = columns.reference(
        _l("Person"),
        "person.id",
        help=_l("Only for programmes for individuals, such as medical assistance."),
        index=True,
        comment="for aid to a person",
    )
    delivered_on: Mapped[date] = columns.event_day(_l("Delivered on"))
    value_fen: Mapped[int] = columns.amount(_l("Value (yuan)"))
    override_reason: Mapped[str | None] = columns.free_text(
        _l("Reason for the exceptional delivery"),
        200,
        help=_l(
            "Only if the household was not eligible that day, has already received a delivery of this cycle, or "
            "the quota is used up."
        ),
        comment="why quota or once-a-run was set aside",
    )

    cycle: Mapped[ProgrammeCycle] = relationship()
    household: Mapped[Household] = relationship()
    person: Mapped[Person | None] = relationship()


def repeats(one: Any, other: Any) -> ColumnElement[bool]:
    """A condition on deliveries `one` in use: they serve the same household or person in the same cycle as `other`.

    `other` is a delivery, or the class of deliveries inside a query.
    """
    person = other.person_id
    same_person = one.person_id.is_(None) if person is None else one.person_id.is_not_distinct_from(person)
    return and_(
        one.cycle_id == other.cycle_id, one.household_id == other.household_id, same_person, one.retired_on.is_(None)
    )
