"""Handing a household over to another office: one offers, the other accepts, and only then the family stands there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Index, String, column
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Keyed, RegionScoped, Versioned, check_in
from .columns import ColumnKind
from .household import Household
from .labelled_enum import LabelledEnum, Level
from .region_roles import RegionRole


class TransferState(LabelledEnum):
    """How far it is."""

    OFFERED = "offered", _l("Awaiting the new office")
    ACCEPTED = "accepted", _l("Accepted")
    REFUSED = "refused", _l("Rejected")
    WITHDRAWN = "withdrawn", _l("Withdrawn")


WAITING = column("state") == TransferState.OFFERED.value


class HouseholdTransfer(Base, Keyed, Versioned, RegionScoped):
    """`region_code` is where the household stood when it was offered; the offices of both regions see it."""

    __tablename__ = "household_transfer"
    __labels__ = (_l("Transfer of a household"), _l("Transfers of households"))
    __area__ = "registry"
    __levels__ = (Level.VILLAGE,)
    __region_roles__: ClassVar[Mapping[str, RegionRole]] = {
        "region_code": RegionRole.RESPONSIBLE,
        "to_region_code": RegionRole.RESIDENCE,
    }
    __table_args__ = (
        check_in("state", TransferState),
        Index(
            "uq_household_transfer_waiting",
            "household_id",
            unique=True,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
    )

    household_id: Mapped[int] = columns.reference(_l("Household"), "household.id", index=True)
    to_region_code: Mapped[str] = columns.region_code(_l("New place"), index=True)
    moves_on: Mapped[date] = columns.day(_l("Moves on"), help=_l("The first day in the new place."))
    paid_from: Mapped[str] = columns.month(
        _l("Paid by the new office from"), help=_l("The first month that the new office pays.")
    )
    reason: Mapped[str] = columns.reason(_l("Reason"))
    offered_by: Mapped[str] = columns.special(ColumnKind.ACTOR, _l("Offered by"), String(40))
    offered_at: Mapped[datetime] = columns.instant(_l("Offered at"))
    state: Mapped[str] = columns.coded(_l("Status"), TransferState, 10, default=TransferState.OFFERED)
    decided_by: Mapped[str | None] = columns.special(ColumnKind.ACTOR, _l("Decided by"), String(40))
    decided_at: Mapped[datetime | None] = columns.instant(_l("Decided at"))
    decision_reason: Mapped[str | None] = columns.reason(_l("Reason of the decision"))

    household: Mapped[Household] = relationship()
