"""Runs: a programme carried out once, usually in one year, with a plan and a deadline."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, check_date_order, check_not_negative
from .programme import Programme


class ProgrammeCycle(Base, Editable):
    """One cycle of a charity programme. Units are households or persons, as the programme says."""

    __tablename__ = "run"
    __labels__ = (_l("Cycle"), _l("Cycles"))
    __area__ = "charity"
    __table_args__ = (
        check_date_order("starts_on", "deadline_on"),
        check_not_negative("unit_value_fen"),
        CheckConstraint("planned_units > 0", name="planned_units_positive"),
    )

    programme_id: Mapped[int] = columns.reference(_l("Programme"), "programme.id", index=True)
    label: Mapped[str] = columns.free_text(
        _l("Name"),
        20,
        help=_l("Short, such as the year; it is shown after the name of the programme."),
        comment="year or years, as people call the run",
    )
    starts_on: Mapped[date] = columns.day(_l("Begins on"))
    deadline_on: Mapped[date] = columns.day(_l("Deadline"), comment="last day to deliver the quota")
    planned_units: Mapped[int] = columns.count(_l("Planned units"))
    unit_value_fen: Mapped[int] = columns.amount(_l("Value of a unit (yuan)"), comment="planned value of one unit, fen")

    programme: Mapped[Programme] = relationship(lazy="joined", innerjoin=True)

    def __str__(self) -> str:
        return f"{self.programme} {self.label}"
