"""Numbers and limits of the law: dated, region-specific, with their document and how sure we are."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, check_date_order, check_in, check_not_blank
from .labelled_enum import DataStatus, LabelledEnum
from .validity import Dated


class ParameterKind(LabelledEnum):
    """What the text of a value stands for (`shared.rules.parameter_values` reads it)."""

    NUMBER = "number", _l("Number")
    RATIO = "ratio", _l("Ratio")
    DAYS = "days", _l("Days")
    LIST = "list", _l("List")
    TEXT = "text", _l("Text")


class LegalParameter(Base, Editable, Dated):
    """The value a rule uses from a day on in a region (inherited by the subtree)."""

    __tablename__ = "legal_parameter"
    __labels__ = (_l("Legal parameter"), _l("Legal parameters"))
    __first_day__, __end_day__ = "valid_from", "valid_to"
    __area__ = "parameters"
    __table_args__ = (
        Index("uq_legal_parameter_from", "key", "region_code", "valid_from", unique=True),
        check_in("kind", ParameterKind),
        check_in("status", DataStatus),
        check_date_order("valid_from", "valid_to"),
        check_not_blank("key"),
    )

    key: Mapped[str] = columns.identifier(_l("Parameter"), 60)
    region_code: Mapped[str] = columns.region_code(_l("Applies in"))
    valid_from: Mapped[date] = columns.day(_l("Valid from"))
    valid_to: Mapped[date | None] = columns.day(_l("Valid until"))
    kind: Mapped[str] = columns.coded(
        _l("Type of value"),
        ParameterKind,
        8,
        help=_l("The type of the value; indicators and checks read it accordingly."),
    )
    value: Mapped[str] = columns.free_text(
        _l("Value"),
        300,
        help=_l("Write decimals with a point, such as 0.3. Separate the items of a list with semicolons."),
        requirement=columns.Requirement.IF_FOUND,
        comment="a number, a date or the words of the rule",
    )
    unit: Mapped[str] = columns.free_text(_l("Unit"), 120, requirement=columns.Requirement.OPTIONAL, default="")
    document: Mapped[str] = columns.free_text(_l("Document"), 200, default="")
    status: Mapped[str] = columns.coded(_l("Reliability"), DataStatus, 12)
    source: Mapped[str] = columns.free_text(_l("Source"), 600, requirement=columns.Requirement.IF_FOUND, default="")
    note: Mapped[str] = columns.free_text(_l("Note"), 300, default="")
