"""Responses: the assistance that followed a warning."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.locale import lazy as _l

from .base import Base, Editable, RegionScoped, check_in
from .early_warning import EarlyWarning
from .labelled_enum import LabelledEnum


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
    __area__ = "monitoring"
    __table_args__ = (
        check_in("kind", ResponseKind),
        CheckConstraint(
            "(kind = 'tier') = (spell_id IS NOT NULL) AND (kind = 'temporary') = (temporary_id IS NOT NULL)"
            " AND (kind = 'special') = (special_id IS NOT NULL) AND (kind = 'charity') = (delivery_id IS NOT NULL)"
            " AND (kind = 'referral') = (department IS NOT NULL)",
            name="record_matches_kind",
        ),
    )

    warning_id: Mapped[int] = mapped_column(ForeignKey("warning.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    started_on: Mapped[date]
    spell_id: Mapped[int | None] = mapped_column(ForeignKey("spell.id"))
    temporary_id: Mapped[int | None] = mapped_column(ForeignKey("temporary_assistance.id"))
    special_id: Mapped[int | None] = mapped_column(ForeignKey("special_assistance.id"))
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("delivery.id"))
    department: Mapped[str | None] = mapped_column(String(40), comment="for a referral: who took it over")

    warning: Mapped[EarlyWarning] = relationship()
