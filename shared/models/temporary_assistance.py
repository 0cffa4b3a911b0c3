"""Temporary assistance (临时救助): an event that stacks on any tier or on none."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_in, check_not_negative
from .household import Household
from .labelled_enum import LabelledEnum, Level
from .person import Person


class TemporaryKind(LabelledEnum):
    """国发〔2014〕47号, 民发〔2018〕23号."""

    EMERGENCY = "emergency", _l("Emergency hardship")
    EXPENDITURE = "expenditure", _l("Expenditure hardship")


class TemporaryAssistance(Base, Editable, RegionScoped):
    """One grant of temporary assistance, at the place of the emergency."""

    __tablename__ = "temporary_assistance"
    __labels__ = (_l("Temporary assistance"), _l("Temporary assistance"))
    __area__ = "assistance"
    __region_label__ = _l("Place of the emergency")
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "person_id"
    __former_columns__ = {"aid_first": "is_aid_before_paperwork"}  # noqa: RUF012
    __table_args__ = (
        check_in("kind", TemporaryKind),
        check_not_negative("amount_fen"),
    )

    kind: Mapped[str] = columns.coded(_l("Kind of hardship"), TemporaryKind, 12)
    person_id: Mapped[int] = columns.reference(_l("Person"), "person.id", index=True)
    household_id: Mapped[int | None] = columns.reference(_l("Household"), "household.id")
    granted_on: Mapped[date] = columns.event_day(_l("Granted on"))
    amount_fen: Mapped[int] = columns.amount(_l("Amount (yuan)"))
    is_aid_before_paperwork: Mapped[bool] = columns.flag(
        _l("Assistance first, paperwork later"),
        help=_l("Tick if assistance was given first and the paperwork completed afterwards."),
        default=False,
        comment="helped first, papers after (先行救助)",
    )
    is_resident: Mapped[bool] = columns.flag(
        _l("Registered here"), default=True, comment="registered at the place of the emergency"
    )

    person: Mapped[Person] = relationship()
    household: Mapped[Household | None] = relationship()
