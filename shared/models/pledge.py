"""Pledges: what a donor promised to a run."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import NAME, Base, Editable, check_not_blank, check_not_negative
from .programme_cycle import ProgrammeCycle


class Pledge(Base, Editable):
    """Units and value (fen) pledged by a donor on a day."""

    __tablename__ = "pledge"
    __area__ = "charity"
    __table_args__ = (check_not_blank("donor"), check_not_negative("units"), check_not_negative("value_fen"))

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    donor: Mapped[str] = mapped_column(String(80), info=NAME)
    pledged_on: Mapped[date]
    units: Mapped[int]
    value_fen: Mapped[int] = mapped_column(BigInteger)

    run: Mapped[ProgrammeCycle] = relationship()
