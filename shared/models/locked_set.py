"""The records behind a locked cell: which ones counted when its month was locked, whatever is corrected later."""

from __future__ import annotations

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base
from .columns import ColumnKind
from .labelled_enum import Level


class LockedSet(Base):
    """The sets of the totals of one measure in one period, those of all regions of a level together; only ever added.

    `members` and `amounts` are written by `indicators.set_encoding`; nobody but the program reads them.
    """

    __tablename__ = "locked_set"
    __labels__ = (_l("Locked set"), _l("Locked sets"))
    __area__ = "figures"

    measure: Mapped[str] = columns.identifier(_l("Indicator"), 32, primary_key=True)
    level: Mapped[str] = columns.coded(_l("Level"), Level, 10, primary_key=True)
    period: Mapped[str] = columns.identifier(_l("Period"), 7, primary_key=True, comment="YYYY-MM or YYYY")
    lock_id: Mapped[int] = columns.reference(_l("Locked with"), "month_step.id", primary_key=True)
    total: Mapped[int] = columns.count(_l("Value"), BigInteger(), comment="rows, or the sum of amounts")
    members: Mapped[bytes] = columns.special(ColumnKind.DOCUMENT, _l("Records"), LargeBinary())
    amounts: Mapped[bytes] = columns.special(
        ColumnKind.DOCUMENT, _l("Amounts"), LargeBinary(), comment="empty: rows count"
    )
    digest: Mapped[bytes] = columns.secret(_l("Hash"), 32)
