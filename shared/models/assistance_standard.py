"""Standards of assistance: what a city pays per person and month, from a day on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, check_date_order, check_in
from .labelled_enum import DataStatus, LabelledEnum
from .validity import Dated


class StandardKind(LabelledEnum):
    """Kinds of standard."""

    DIBAO = "dibao", _l("Dibao standard")
    TEKUN_BASIC = "tekun_basic", _l("Basic living standard for people in extreme difficulty (tekun)")
    TEKUN_CARE = "tekun_care", _l("Care standard for people in extreme difficulty (tekun)")


class AssistanceStandard(Base, Editable, Dated):
    """Fen per person and month in a region. Public, so not limited to a scope."""

    __tablename__ = "standard"
    __labels__ = (_l("Standard"), _l("Standards"))
    __first_day__, __end_day__ = "valid_from", "valid_to"
    __area__ = "parameters"
    __table_args__ = (
        Index("uq_standard_from", "region_code", "kind", "coverage", "valid_from", unique=True),
        check_in("kind", StandardKind),
        check_in("status", DataStatus),
        check_date_order("valid_from", "valid_to"),
        CheckConstraint("monthly_fen > 0", name="monthly_fen_positive"),
    )

    region_code: Mapped[str] = columns.region_code(_l("Region"))
    kind: Mapped[str] = columns.coded(_l("Kind"), StandardKind, 12)
    coverage: Mapped[str] = columns.free_text(
        _l("Applies to"),
        60,
        help=_l("For example the whole city, urban areas or rural areas."),
        comment="part of the region or of the people; 全市 is all",
    )
    valid_from: Mapped[date] = columns.day(_l("Valid from"))
    valid_to: Mapped[date | None] = columns.day(_l("Valid until"))
    monthly_fen: Mapped[int] = columns.amount(_l("Monthly amount (yuan)"))
    status: Mapped[str] = columns.coded(_l("Reliability"), DataStatus, 12)
    source: Mapped[str] = columns.free_text(_l("Source"), 400, requirement=columns.Requirement.IF_FOUND)
    note: Mapped[str] = columns.free_text(_l("Note"), 300, default="")
