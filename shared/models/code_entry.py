"""Entries of national code lists (GB/T)."""

from __future__ import annotations

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Editable, one_of
from .choice import DataStatus


class CodeEntry(Base, Editable):
    """One code of one list."""

    __tablename__ = "code_entry"
    __area__ = "parameters"
    __table_args__ = (
        Index("uq_code_entry", "standard", "list", "code", unique=True),
        one_of("status", DataStatus),
    )

    standard: Mapped[str] = mapped_column(String(60))
    list: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(60))
    status: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(300))
