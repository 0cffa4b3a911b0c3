"""Where a household stood before: its present place is its own, each earlier one a spell of days."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_date_order, check_in, index_of_retired
from .household import Household
from .labelled_enum import LabelledEnum, Level
from .validity import Dated


class PlaceRole(LabelledEnum):
    """What a place was to the household (省内通办)."""

    RESIDENCE = "residence", _l("Place of residence")
    PAYMENT = "payment", _l("Place of payment")


class HouseholdPlace(Base, Editable, RegionScoped, Dated):
    """A former place of a household, on days d with start_on ≤ d < end_on. Its office keeps what happened there."""

    __tablename__ = "household_place"
    __labels__ = (_l("Former place"), _l("Former places"))
    __area__ = "registry"
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __table_args__ = (
        index_of_retired("household_place"),
        check_in("role", PlaceRole),
        check_date_order("start_on", "end_on"),
    )

    household_id: Mapped[int] = columns.reference(_l("Household"), "household.id", index=True)
    role: Mapped[str] = columns.coded(_l("What the place was"), PlaceRole, 12)
    address: Mapped[str] = columns.free_text(_l("Address"), 120)
    start_on: Mapped[date] = columns.day(_l("Began on"))
    end_on: Mapped[date] = columns.day(_l("Ended on"), help=_l("The first day in the next place."))

    household: Mapped[Household] = relationship()
