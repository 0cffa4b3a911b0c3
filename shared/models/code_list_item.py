"""Entries of national code lists (GB/T)."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, check_in
from .labelled_enum import DataStatus


class CodeListItem(Base, Editable):
    """One code of one list."""

    __tablename__ = "code_entry"
    __labels__ = (_l("Code"), _l("Code lists"))
    __area__ = "parameters"
    __table_args__ = (
        Index("uq_code_entry", "standard", "list", "code", unique=True),
        check_in("status", DataStatus),
    )

    standard: Mapped[str] = columns.identifier(_l("National standard"), 60)
    list: Mapped[str] = columns.identifier(_l("Code list"), 60)
    code: Mapped[str] = columns.identifier(_l("Code"), 10)
    label: Mapped[str] = columns.free_text(_l("Meaning"), 60)
    status: Mapped[str] = columns.coded(_l("Reliability"), DataStatus, 12)
    source: Mapped[str] = columns.free_text(_l("Source"), 300, requirement=columns.Requirement.IF_FOUND)
