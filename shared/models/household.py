"""Households (户): people who live together and whose means are assessed together."""

from __future__ import annotations

from sqlalchemy import Index, func, literal_column
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import (
    Base,
    Editable,
    RegionScoped,
    check_in,
    check_max_length,
    check_not_blank,
    index_of_retired,
)
from .labelled_enum import Level, Residence


class Household(Base, Editable, RegionScoped):
    """A family as the registry knows it. `region_code` is the village of the responsible side."""

    __tablename__ = "household"
    __labels__ = (_l("Household"), _l("Households"))
    __region_label__ = _l("Village or community")
    __area__ = "registry"
    __levels__ = (Level.VILLAGE,)
    __table_args__ = (
        index_of_retired("household"),
        Index("uq_household_county", func.substr(literal_column("region_code"), 1, 6), "number", unique=True),
        check_in("residence", Residence),
        check_not_blank("address"),
        check_max_length("address", 120),
    )

    number: Mapped[str] = columns.identifier(
        _l("Household number"), 20, is_searchable=True, index=True, comment="household number, as on the paper file"
    )
    address: Mapped[str] = columns.free_text(_l("Address"), 120)
    residence: Mapped[str] = columns.coded(_l("Urban or rural"), Residence, 5)

    def __str__(self) -> str:
        return self.number
