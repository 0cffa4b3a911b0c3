"""Visit-and-discover mechanisms (走访发现机制) of villages."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l
from shared.person_names import MAX_NAME_LENGTH

from . import columns
from .base import Base, Editable, RegionScoped, check_date_order
from .labelled_enum import Level
from .validity import Dated


class DiscoveryMechanism(Base, Editable, RegionScoped, Dated):
    """From `built_on` the village of `region_code` has a mechanism, with a named responsible worker."""

    __tablename__ = "village_mechanism"
    __labels__ = (_l("Discovery mechanism"), _l("Discovery mechanisms"))
    __first_day__, __end_day__ = "built_on", "ended_on"
    __area__ = "monitoring"
    __levels__ = (Level.VILLAGE,)
    __table_args__ = (check_date_order("built_on", "ended_on"),)

    built_on: Mapped[date] = columns.event_day(_l("In place since"))
    ended_on: Mapped[date | None] = columns.day(
        _l("Ended on"), help=_l("The first day without the mechanism; empty while it continues.")
    )
    responsible: Mapped[str] = columns.person_name(
        _l("Responsible worker"), MAX_NAME_LENGTH, comment="name of the responsible worker"
    )
