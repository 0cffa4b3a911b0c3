"""Home visits (走访, 铁脚板) made because of a warning."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.person_names import LONGEST

from .base import NAME, Base, Editable, RegionScoped, check_max_length
from .early_warning import EarlyWarning


class HomeVisit(Base, Editable, RegionScoped):
    """One visit: planned for a day, done on a day, with what was found."""

    __tablename__ = "visit"
    __area__ = "monitoring"
    __table_args__ = (check_max_length("findings", 500),)

    warning_id: Mapped[int] = mapped_column(ForeignKey("warning.id"), index=True)
    planned_on: Mapped[date]
    done_on: Mapped[date | None]
    visitor: Mapped[str] = mapped_column(String(LONGEST), info=NAME, comment="name of the visiting worker")
    findings: Mapped[str] = mapped_column(String(500), default="")

    warning: Mapped[EarlyWarning] = relationship()
