"""Changes of the monthly amount of a recognition: from a month on another amount is due; earlier months keep theirs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Index, column, func, select
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_not_negative, index_of_retired
from .labelled_enum import Level
from .spell import Spell

IN_USE = column("retired_on").is_(None)


class AmountChange(Base, Editable, RegionScoped):
    """From the first day of `from_month` the recognition pays `monthly_fen`, until the next change or its end."""

    __tablename__ = "amount_change"
    __labels__ = (_l("Change of amount"), _l("Changes of amount"))
    __area__ = "recognition"
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "spell_id"
    __is_part__ = True
    __table_args__ = (
        index_of_retired("amount_change"),
        Index(
            "uq_amount_change_month",
            "spell_id",
            "from_month",
            unique=True,
            sqlite_where=IN_USE,
            postgresql_where=IN_USE,
        ),
        check_not_negative("monthly_fen"),
    )

    spell_id: Mapped[int] = columns.reference(_l("Benefit spell"), "spell.id", index=True)
    from_month: Mapped[str] = columns.month(_l("From month"), help=_l("The first month with the new amount."))
    monthly_fen: Mapped[int] = columns.amount(
        _l("Monthly amount (yuan)"),
        help=_l("For this person, not for the whole household."),
        comment="monthly amount for this person, fen",
    )

    spell: Mapped[Spell] = relationship()


def amount_due(month: Any) -> ColumnElement[int]:
    """In a query of recognitions: the amount of each in a month (YYYY-MM, or a column), fen."""
    latest = (
        select(AmountChange.monthly_fen)
        .where(AmountChange.spell_id == Spell.id, AmountChange.retired_on.is_(None), AmountChange.from_month <= month)
        .order_by(AmountChange.from_month.desc())
        .limit(1)
        .correlate_except(AmountChange)
        .scalar_subquery()
    )
    return func.coalesce(latest, Spell.monthly_fen)
