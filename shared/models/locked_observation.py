"""Cells of the cube as they stood when their month was locked: what was reported, whatever is corrected later."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base
from .figure_cell import FigureCell
from .labelled_enum import DataStatus


class LockedObservation(Base, FigureCell):
    """One cell, frozen by one lock; only ever added. A missing row means zero, as in the cube."""

    __tablename__ = "locked_observation"
    __labels__ = (_l("Locked observation"), _l("Locked observations"))
    __area__ = "figures"
    __table_args__ = ({"sqlite_with_rowid": False},)

    lock_id: Mapped[int] = columns.reference(_l("Locked with"), "month_step.id", primary_key=True)
    value: Mapped[int] = columns.count(_l("Value"), BigInteger(), comment="in the unit of the measure; money in fen")
    status: Mapped[str] = columns.coded(_l("Reliability"), DataStatus, 12, default="")
