"""Standards of assistance: what a city pays per person and month, from a day on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from shared.locale import lazy as _l

from .base import REGION_CODE, Base, Editable, check_date_order, check_in
from .labelled_enum import DataStatus, LabelledEnum


class StandardKind(LabelledEnum):
    """Kinds of standard."""

    DIBAO = "dibao", _l("Dibao standard")
    TEKUN_BASIC = "tekun_basic", _l("Basic living standard of extremely poor persons")
    TEKUN_CARE = "tekun_care", _l("Care standard of extremely poor persons")


class AssistanceStandard(Base, Editable):
    """Fen per person and month in a region. Public, so not limited to a scope."""

    __tablename__ = "standard"
    __area__ = "parameters"
    __table_args__ = (
        Index("uq_standard_from", "region_code", "kind", "coverage", "valid_from", unique=True),
        check_in("kind", StandardKind),
        check_in("status", DataStatus),
        check_date_order("valid_from", "valid_to"),
        CheckConstraint("monthly_fen > 0", name="monthly_fen_positive"),
    )

    region_code: Mapped[str] = mapped_column(REGION_CODE, ForeignKey("region.code"))
    kind: Mapped[str] = mapped_column(String(12))
    coverage: Mapped[str] = mapped_column(String(60), comment="part of the region or of the people; 全市 is all")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    monthly_fen: Mapped[int]
    status: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(400))
    note: Mapped[str] = mapped_column(String(300), default="")
