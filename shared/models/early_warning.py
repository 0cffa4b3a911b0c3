"""Warnings (预警): facts that say a person may be falling into hardship (domain.md §6)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.locale import lazy as _l

from .base import Base, Editable, RegionScoped, check_date_order, check_in
from .labelled_enum import LabelledEnum
from .person import Person


class Risk(LabelledEnum):
    """What a warning is about."""

    ILLNESS = "illness", _l("Medical cost")
    DISABILITY = "disability", _l("New disability")
    INCOME = "income", _l("Loss of income")
    EDUCATION = "education", _l("Schooling")
    DISASTER = "disaster", _l("Disaster or accident")
    EXITED = "exited", _l("Left assistance, income fell")


class WarningLevel(LabelledEnum):
    """How pressing a warning is."""

    RED = "red", _l("Red")
    ORANGE = "orange", _l("Orange")
    YELLOW = "yellow", _l("Yellow")


class EarlyWarning(Base, Editable, RegionScoped):
    """One warning about one person, sent to the responsible township with a due date for the home visit."""

    __tablename__ = "warning"
    __area__ = "monitoring"
    __table_args__ = (
        Index("uq_warning_once", "person_id", "rule_key", "issued_on", unique=True),
        check_in("risk", Risk),
        check_in("level", WarningLevel),
        check_date_order("issued_on", "due_on"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    rule_key: Mapped[str] = mapped_column(String(40), comment="rule and version that hit")
    risk: Mapped[str] = mapped_column(String(12))
    level: Mapped[str] = mapped_column(String(6))
    issued_on: Mapped[date] = mapped_column(index=True)
    due_on: Mapped[date] = mapped_column(comment="an outcome is expected by this day")
    facts: Mapped[str] = mapped_column(String(200), default="", comment="what the feed said")

    person: Mapped[Person] = relationship()
