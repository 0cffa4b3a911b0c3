"""Pledges: what a donor promised to a run."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import NAME, Base, Editable, not_blank, not_negative
from .run import Run


class Pledge(Base, Editable):
    """Units and value (fen) pledged by a donor on a day."""

    __tablename__ = "pledge"
    __area__ = "charity"
    __table_args__ = (not_blank("donor"), not_negative("units"), not_negative("value_fen"))

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    donor: Mapped[str] = mapped_column(String(80), info=NAME)
    pledged_on: Mapped[date]
    units: Mapped[int]
    value_fen: Mapped[int] = mapped_column(BigInteger)

    run: Mapped[Run] = relationship()
