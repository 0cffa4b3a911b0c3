"""Special assistance (专项救助) in kind: medical, education, housing, employment."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_in, check_not_negative, index_of_retired
from .household import Household
from .labelled_enum import LabelledEnum, Level
from .person import Person


class SpecialKind(LabelledEnum):
    """Kinds of special assistance (社会救助暂行办法, chapters 5–8)."""

    MEDICAL = "medical", _l("Medical assistance")
    EDUCATION = "education", _l("Education assistance")
    HOUSING = "housing", _l("Rural dilapidated-house renovation")
    EMPLOYMENT = "employment", _l("Employment assistance")


class SpecialAssistance(Base, Editable, RegionScoped):
    """One grant of special assistance to a person, or to a household for housing."""

    __tablename__ = "special_assistance"
    __labels__ = (_l("Special assistance"), _l("Special assistance"))
    __area__ = "assistance"
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "household_id"
    __table_args__ = (
        index_of_retired("special_assistance"),
        Index("ix_special_assistance_kind_on", "kind", "granted_on"),
        check_in("kind", SpecialKind),
        check_not_negative("amount_fen"),
    )

    kind: Mapped[str] = columns.coded(_l("Kind"), SpecialKind, 12)
    person_id: Mapped[int] = columns.reference(
        _l("Person"), "person.id", index=True, comment="the one aided; for housing the head"
    )
    household_id: Mapped[int] = columns.reference(_l("Household"), "household.id", index=True)
    granted_on: Mapped[date] = columns.event_day(_l("Granted on"))
    amount_fen: Mapped[int] = columns.amount(_l("Amount (yuan)"))

    person: Mapped[Person] = relationship()
    household: Mapped[Household] = relationship()
