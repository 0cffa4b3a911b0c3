"""Revisions: cells of months gone by that a later correction or late entry moved. The trail says who did it and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, String, literal
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base
from .columns import ColumnKind
from .figure_cell import FigureCell


class RevisedCell(Base, FigureCell):
    """By how much one unit of work moved a cell of the past. Only ever added, so that each earlier value is known."""

    __tablename__ = "revised_cell"
    __labels__ = (_l("Revised observation"), _l("Revised observations"))
    __area__ = "figures"
    __table_args__ = ({"sqlite_with_rowid": False},)

    revised_at: Mapped[datetime] = columns.instant(_l("Revised at"), primary_key=True)
    difference: Mapped[int] = columns.count(_l("Difference"), BigInteger(), comment="value after less value before")
    revised_by: Mapped[str] = columns.special(
        ColumnKind.ACTOR, _l("Revised by"), String(40), default="", server_default=literal("")
    )
    reason: Mapped[str] = columns.reason(_l("Reason"), default="", server_default=literal(""))
