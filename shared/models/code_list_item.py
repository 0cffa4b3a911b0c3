"""Entries of national code lists (GB/T)."""

from __future__ import annotations

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Editable, check_in
from .labelled_enum import DataStatus


class CodeListItem(Base, Editable):
    """One code of one list."""

    __tablename__ = "code_entry"
    __area__ = "parameters"
    __table_args__ = (
        Index("uq_code_entry", "standard", "list", "code", unique=True),
        check_in("status", DataStatus),
    )

    standard: Mapped[str] = mapped_column(String(60))
    list: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(60))
    status: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(300))
