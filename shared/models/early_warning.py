"""Warnings (预警): facts that say a person may be falling into hardship."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Index, and_
from sqlalchemy.ext.hybrid import hybrid_method, hybrid_property
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_date_order, check_in
from .labelled_enum import LabelledEnum, Level
from .person import Person


class Risk(LabelledEnum):
    """What a warning is about."""

    ILLNESS = "illness", _l("Medical expenses")
    DISABILITY = "disability", _l("New disability")
    INCOME = "income", _l("Loss of income")
    EDUCATION = "education", _l("Education expenses")
    DISASTER = "disaster", _l("Disaster or accident")
    EXITED = "exited", _l("Income fell after leaving dibao")


class WarningLevel(LabelledEnum):
    """How pressing a warning is."""

    RED = "red", _l("Red")
    ORANGE = "orange", _l("Orange")
    YELLOW = "yellow", _l("Yellow")


def _overdue_condition(cls: Any, day: Any) -> ColumnElement[bool]:
    return and_(cls.is_open, cls.due_on < day)


class EarlyWarning(Base, Editable, RegionScoped):
    """One warning about one person, sent to the responsible township with a due date for the home visit."""

    __tablename__ = "warning"
    __labels__ = (_l("Warning"), _l("Warnings"))
    __area__ = "monitoring"
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "person_id"
    __table_args__ = (
        Index("uq_warning_once", "person_id", "rule_key", "issued_on", unique=True),
        check_in("risk", Risk),
        check_in("level", WarningLevel),
        check_date_order("issued_on", "due_on"),
    )

    person_id: Mapped[int] = columns.reference(_l("Person"), "person.id", index=True)
    rule_key: Mapped[str] = columns.identifier(
        _l("Rule"),
        40,
        help=_l("The rule that raised the warning and its version, such as only-income-lost/1."),
        comment="rule and version that hit",
    )
    risk: Mapped[str] = columns.coded(_l("Risk"), Risk, 12)
    level: Mapped[str] = columns.coded(_l("Level"), WarningLevel, 6)
    issued_on: Mapped[date] = columns.event_day(_l("Issued on"), index=True)
    due_on: Mapped[date] = columns.day(
        _l("Due on"),
        help=_l("The last day to enter the outcome in time."),
        comment="an outcome is expected by this day",
    )
    facts: Mapped[str] = columns.free_text(
        _l("Facts"), 200, help=_l("What happened, with amounts and dates."), default="", comment="what the feed said"
    )

    person: Mapped[Person] = relationship()
    outcome: Mapped[Any] = relationship(  # WarningOutcome, or none; its module rests on this one
        "WarningOutcome",
        primaryjoin="and_(WarningOutcome.warning_id == EarlyWarning.id, WarningOutcome.retired_on.is_(None))",
        uselist=False,
        viewonly=True,
    )

    @hybrid_property
    def is_decided(self) -> bool:
        """Whether it has an outcome in use."""
        return self.outcome is not None

    @is_decided.inplace.expression
    @classmethod
    def _is_decided_expression(cls) -> ColumnElement[bool]:
        return cls.outcome.has()

    @hybrid_property
    def is_open(self) -> bool:
        """In use and without an outcome."""
        return self.retired_on is None and not self.is_decided

    @is_open.inplace.expression
    @classmethod
    def _is_open_expression(cls) -> ColumnElement[bool]:
        return and_(cls.retired_on.is_(None), ~cls.is_decided)

    def _is_overdue(self, day: date) -> bool:
        return self.is_open and self.due_on < day

    is_overdue: hybrid_method[..., Any] = hybrid_method(_is_overdue, _overdue_condition)
    """Open although its due day has passed by a day."""
