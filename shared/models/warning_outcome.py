"""The outcome of a warning: what the check of the facts came to."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_in
from .early_warning import EarlyWarning
from .labelled_enum import LabelledEnum, Level


class OutcomeResult(LabelledEnum):
    """Final results of checking a warning."""

    ELIGIBLE = "eligible", _l("Eligible for assistance")
    ALREADY_ASSISTED = "already_assisted", _l("Already receiving assistance")
    NOT_IN_NEED = "not_in_need", _l("Not in need")
    REFUSED = "refused", _l("Declined assistance")
    UNREACHABLE = "unreachable", _l("Could not be reached")
    MOVED = "moved", _l("Moved out of the province")
    DIED = "died", _l("Deceased")


class WarningOutcome(Base, Editable, RegionScoped):
    """One final outcome a warning; a warning without one is open."""

    __tablename__ = "outcome"
    __labels__ = (_l("Outcome"), _l("Outcomes"))
    __area__ = "monitoring"
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "warning_id"
    __table_args__ = (check_in("result", OutcomeResult),)

    warning_id: Mapped[int] = columns.reference(_l("Warning"), "warning.id", unique=True)
    result: Mapped[str] = columns.coded(_l("Result"), OutcomeResult, 16)
    decided_on: Mapped[date] = columns.event_day(_l("Verified on"))

    warning: Mapped[EarlyWarning] = relationship()
