"""Responses: the assistance that followed a warning."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_in
from .early_warning import EarlyWarning
from .labelled_enum import LabelledEnum, Level


class ResponseKind(LabelledEnum):
    """What kind of assistance followed."""

    TIER = "tier", _l("Recognised in a tier")
    TEMPORARY = "temporary", _l("Temporary assistance")
    SPECIAL = "special", _l("Special assistance")
    CHARITY = "charity", _l("Charity")
    REFERRAL = "referral", _l("Referred to a department")


class WarningResponse(Base, Editable, RegionScoped):
    """Assistance that started because of a warning; points at the record of that assistance."""

    __tablename__ = "response"
    __labels__ = (_l("Assistance after a warning"), _l("Assistance after warnings"))
    __area__ = "monitoring"
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "warning_id"
    __table_args__ = (
        check_in("kind", ResponseKind),
        CheckConstraint(
            "(kind = 'tier') = (spell_id IS NOT NULL) AND (kind = 'temporary') = (temporary_id IS NOT NULL)"
            " AND (kind = 'special') = (special_id IS NOT NULL) AND (kind = 'charity') = (delivery_id IS NOT NULL)"
            " AND (kind = 'referral') = (department IS NOT NULL)",
            name="record_matches_kind",
        ),
    )

    warning_id: Mapped[int] = columns.reference(_l("Warning"), "warning.id", index=True)
    kind: Mapped[str] = columns.coded(_l("Kind of assistance"), ResponseKind, 10)
    started_on: Mapped[date] = columns.event_day(_l("Assistance began on"))
    spell_id: Mapped[int | None] = columns.reference(_l("Benefit spell"), "spell.id")
    temporary_id: Mapped[int | None] = columns.reference(_l("Temporary assistance"), "temporary_assistance.id")
    special_id: Mapped[int | None] = columns.reference(_l("Special assistance"), "special_assistance.id")
    delivery_id: Mapped[int | None] = columns.reference(_l("Delivery"), "delivery.id")
    department: Mapped[str | None] = columns.free_text(
        _l("Department"),
        40,
        help=_l("Only for a referral: the department that takes over."),
        comment="for a referral: who took it over",
    )

    warning: Mapped[EarlyWarning] = relationship()
