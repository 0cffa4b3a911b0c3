"""Households (户): people who live together and whose means are assessed together."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Editable, Placed, at_most, not_blank, one_of, sought
from .choice import Residence


class Household(Base, Editable, Placed):
    """A family as the registry knows it. `region_code` is the village of the responsible side."""

    __tablename__ = "household"
    __area__ = "registry"
    __table_args__ = (
        one_of("residence", Residence),
        not_blank("address"),
        at_most("address", 120),
    )

    number: Mapped[str] = mapped_column(sought(20), unique=True, comment="household number, as on the paper file")
    address: Mapped[str] = mapped_column(String(120))
    residence: Mapped[str] = mapped_column(String(5))

    def __str__(self) -> str:
        return self.number
