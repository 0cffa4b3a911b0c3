"""Numbers and limits of the law: dated, region-specific, with their document and how sure we are."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from shared.locale import lazy as _l

from .base import REGION_CODE, Base, Editable, check_date_order, check_in, check_not_blank
from .labelled_enum import DataStatus, LabelledEnum


class ParameterKind(LabelledEnum):
    """What the text of a value stands for (`shared.rules.parameter_values` reads it)."""

    NUMBER = "number", _l("Number")
    RATIO = "ratio", _l("Ratio")
    DAYS = "days", _l("Days")
    LIST = "list", _l("List")
    TEXT = "text", _l("Text")


class LegalParameter(Base, Editable):
    """The value a rule uses from a day on in a region (inherited by the subtree)."""

    __tablename__ = "legal_parameter"
    __area__ = "parameters"
    __table_args__ = (
        Index("uq_legal_parameter_from", "key", "region_code", "valid_from", unique=True),
        check_in("kind", ParameterKind),
        check_in("status", DataStatus),
        check_date_order("valid_from", "valid_to"),
        check_not_blank("key"),
    )

    key: Mapped[str] = mapped_column(String(60))
    region_code: Mapped[str] = mapped_column(REGION_CODE, ForeignKey("region.code"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    kind: Mapped[str] = mapped_column(String(8))
    value: Mapped[str] = mapped_column(String(300), comment="a number, a date or the words of the rule")
    unit: Mapped[str] = mapped_column(String(120), default="")
    document: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(600), default="")
    note: Mapped[str] = mapped_column(String(300), default="")
