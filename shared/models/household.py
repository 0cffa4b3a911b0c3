"""Households (户): people who live together and whose means are assessed together."""

from __future__ import annotations

from sqlalchemy import Index, String, func, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from .base import (
    Base,
    Editable,
    RegionScoped,
    check_in,
    check_max_length,
    check_not_blank,
    index_of_retired,
    prefix_searchable,
)
from .labelled_enum import Residence


class Household(Base, Editable, RegionScoped):
    """A family as the registry knows it. `region_code` is the village of the responsible side."""

    __tablename__ = "household"
    __area__ = "registry"
    __table_args__ = (
        index_of_retired("household"),
        Index("uq_household_county", func.substr(literal_column("region_code"), 1, 6), "number", unique=True),
        check_in("residence", Residence),
        check_not_blank("address"),
        check_max_length("address", 120),
    )

    number: Mapped[str] = mapped_column(
        prefix_searchable(20), index=True, comment="household number, as on the paper file"
    )
    address: Mapped[str] = mapped_column(String(120))
    residence: Mapped[str] = mapped_column(String(5))

    def __str__(self) -> str:
        return self.number
