"""The outcome of a warning: what the check of the facts came to."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.locale import lazy as _l

from .base import Base, Editable, RegionScoped, check_in
from .early_warning import EarlyWarning
from .labelled_enum import LabelledEnum


class OutcomeResult(LabelledEnum):
    """Final results of checking a warning."""

    ELIGIBLE = "eligible", _l("Eligible for assistance")
    ALREADY_ASSISTED = "already_assisted", _l("Already assisted")
    NOT_IN_NEED = "not_in_need", _l("Not in need")
    REFUSED = "refused", _l("Declined assistance")
    UNREACHABLE = "unreachable", _l("Could not be reached")
    MOVED = "moved", _l("Moved out of the province")
    DIED = "died", _l("Has died")


class WarningOutcome(Base, Editable, RegionScoped):
    """One final outcome a warning; a warning without one is open."""

    __tablename__ = "outcome"
    __area__ = "monitoring"
    __table_args__ = (check_in("result", OutcomeResult),)

    warning_id: Mapped[int] = mapped_column(ForeignKey("warning.id"), unique=True)
    result: Mapped[str] = mapped_column(String(16))
    decided_on: Mapped[date]

    warning: Mapped[EarlyWarning] = relationship()
