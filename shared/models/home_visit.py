"""Home visits (走访, 铁脚板) made because of a warning."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l
from shared.person_names import MAX_NAME_LENGTH

from . import columns
from .base import Base, Editable, RegionScoped, check_max_length
from .early_warning import EarlyWarning
from .labelled_enum import Level


class HomeVisit(Base, Editable, RegionScoped):
    """One visit: planned for a day, done on a day, with what was found."""

    __tablename__ = "visit"
    __labels__ = (_l("Home visit"), _l("Home visits"))
    __area__ = "monitoring"
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "warning_id"
    __table_args__ = (check_max_length("findings", 500),)

    warning_id: Mapped[int] = columns.reference(_l("Related warning"), "warning.id", index=True)
    planned_on: Mapped[date] = columns.day(_l("Planned for"))
    done_on: Mapped[date | None] = columns.event_day(_l("Visited on"), help=_l("Leave empty until it has happened."))
    visitor: Mapped[str] = columns.person_name(
        _l("Visiting worker"), MAX_NAME_LENGTH, comment="name of the visiting worker"
    )
    findings: Mapped[str] = columns.free_text(_l("Findings"), 500, default="")

    warning: Mapped[EarlyWarning] = relationship()
