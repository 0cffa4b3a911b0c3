"""Pledges: what a donor promised to a programme cycle."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, check_not_blank, check_not_negative
from .programme_cycle import ProgrammeCycle


class Pledge(Base, Editable):
    """Units and value (fen) pledged by a donor on a day."""

    __tablename__ = "pledge"
    __labels__ = (_l("Pledge"), _l("Pledges"))
    __area__ = "charity"
    __former_columns__ = {"run_id": "cycle_id"}  # noqa: RUF012
    __table_args__ = (check_not_blank("donor"), check_not_negative("units"), check_not_negative("value_fen"))

    cycle_id: Mapped[int] = columns.reference(_l("Cycle"), "run.id", index=True)
    donor: Mapped[str] = columns.person_name(_l("Donor"), 80)
    pledged_on: Mapped[date] = columns.event_day(_l("Pledged on"))
    units: Mapped[int] = columns.count(_l("Units pledged"))
    value_fen: Mapped[int] = columns.amount(_l("Value (yuan)"), is_large=True)

    cycle: Mapped[ProgrammeCycle] = relationship()
