"""Households (户): people who live together and whose means are assessed together."""

from __future__ import annotations

from sqlalchemy import Index, String, func, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Editable, Placed, at_most, not_blank, one_of, out_of_use, sought
from .choice import Residence


class Household(Base, Editable, Placed):
    """A family as the registry knows it. `region_code` is the village of the responsible side."""

    __tablename__ = "household"
    __area__ = "registry"
    __table_args__ = (
        out_of_use("household"),
        Index("uq_household_county", func.substr(literal_column("region_code"), 1, 6), "number", unique=True),
        one_of("residence", Residence),
        not_blank("address"),
        at_most("address", 120),
    )

    number: Mapped[str] = mapped_column(sought(20), index=True, comment="household number, as on the paper file")
    address: Mapped[str] = mapped_column(String(120))
    residence: Mapped[str] = mapped_column(String(5))

    def __str__(self) -> str:
        return self.number
