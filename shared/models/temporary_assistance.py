"""Temporary assistance (临时救助): an event that stacks on any tier or on none."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.locale import lazy as _l

from .base import Base, Editable, RegionScoped, check_in, check_not_negative
from .household import Household
from .labelled_enum import LabelledEnum
from .person import Person


class TemporaryKind(LabelledEnum):
    """国发〔2014〕47号, 民发〔2018〕23号."""

    EMERGENCY = "emergency", _l("Emergency hardship")
    EXPENDITURE = "expenditure", _l("Expenditure hardship")


class TemporaryAssistance(Base, Editable, RegionScoped):
    """One grant of temporary assistance, at the place of the emergency."""

    __tablename__ = "temporary_assistance"
    __area__ = "assistance"
    __table_args__ = (
        check_in("kind", TemporaryKind),
        check_not_negative("amount_fen"),
    )

    kind: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    granted_on: Mapped[date]
    amount_fen: Mapped[int]
    aid_first: Mapped[bool] = mapped_column(default=False, comment="helped first, papers after (先行救助)")
    is_resident: Mapped[bool] = mapped_column(default=True, comment="registered at the place of the emergency")

    person: Mapped[Person] = relationship()
    household: Mapped[Household | None] = relationship()
