"""Deliveries: a unit of a charity run reached a household (or a person of it)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Editable, RegionScoped, check_not_negative
from .household import Household
from .person import Person
from .programme_cycle import ProgrammeCycle


class Delivery(Base, Editable, RegionScoped):
    """What was handed over, when, and what it was worth in fen.

    A second delivery of the same run to a household, or one beyond the county's quota, needs a reason.
    """

    __tablename__ = "delivery"
    __area__ = "charity"
    __table_args__ = (
        Index("ix_delivery_run_household", "run_id", "household_id"),
        check_not_negative("value_fen"),
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True, comment="for aid to a person")
    delivered_on: Mapped[date]
    value_fen: Mapped[int]
    override_reason: Mapped[str | None] = mapped_column(String(200), comment="why quota or once-a-run was set aside")

    run: Mapped[ProgrammeCycle] = relationship()
    household: Mapped[Household] = relationship()
    person: Mapped[Person | None] = relationship()
