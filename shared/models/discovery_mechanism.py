"""Visit-and-discover mechanisms (走访发现机制) of villages."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from shared.person_names import LONGEST

from .base import NAME, Base, Editable, RegionScoped, check_date_order


class DiscoveryMechanism(Base, Editable, RegionScoped):
    """From `built_on` the village of `region_code` has a mechanism, with a named responsible worker."""

    __tablename__ = "village_mechanism"
    __area__ = "monitoring"
    __table_args__ = (check_date_order("built_on", "ended_on"),)

    built_on: Mapped[date]
    ended_on: Mapped[date | None]
    responsible: Mapped[str] = mapped_column(String(LONGEST), info=NAME, comment="name of the responsible worker")
