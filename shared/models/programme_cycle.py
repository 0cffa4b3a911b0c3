"""Runs: a programme carried out once, usually in one year, with a plan and a deadline."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Editable, check_date_order, check_not_negative
from .programme import Programme


class ProgrammeCycle(Base, Editable):
    """One run of a charity programme. Units are households or persons, as the programme says."""

    __tablename__ = "run"
    __area__ = "charity"
    __table_args__ = (
        check_date_order("starts_on", "deadline_on"),
        check_not_negative("unit_value_fen"),
        CheckConstraint("planned_units > 0", name="planned_units_positive"),
    )

    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    label: Mapped[str] = mapped_column(String(20), comment="year or years, as people call the run")
    starts_on: Mapped[date]
    deadline_on: Mapped[date] = mapped_column(comment="last day to deliver the quota")
    planned_units: Mapped[int]
    unit_value_fen: Mapped[int] = mapped_column(comment="planned value of one unit, fen")

    programme: Mapped[Programme] = relationship(lazy="joined", innerjoin=True)

    def __str__(self) -> str:
        return f"{self.programme} {self.label}"
