"""Changes of records that take effect only when a second person has confirmed them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, column
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Keyed, RegionScoped, check_in
from .columns import ColumnKind
from .confirmation_rule import ChangeKind
from .household import Household
from .labelled_enum import LabelledEnum
from .person import Person


class ChangeState(LabelledEnum):
    """How far it is."""

    WAITING = "waiting", _l("Awaiting confirmation")
    CONFIRMED = "confirmed", _l("Confirmed")
    REFUSED = "refused", _l("Rejected")
    WITHDRAWN = "withdrawn", _l("Withdrawn")
    OUTDATED = "outdated", _l("Outdated: the records changed meanwhile")


WAITING = column("state") == ChangeState.WAITING.value


class ProposedChange(Base, Keyed, RegionScoped):
    """One act as it was submitted. `region_code`: the smallest region that holds all records it changes.

    `changes`: the changes of records in the order in which they were made (`services.confirmation.change_values`);
    `doubts`: what was unlikely and confirmed, `figures`: what was announced of past months, as the trail keeps both.
    `digest` tells whether the same was proposed before. Household and person: whom it is about, where it is one.
    """

    __tablename__ = "proposed_change"
    __labels__ = (_l("Change for approval"), _l("Changes for approval"))
    __area__ = "recognition"
    __table_args__ = (
        check_in("kind", ChangeKind),
        check_in("state", ChangeState),
        Index("uq_proposed_change_waiting", "digest", unique=True, sqlite_where=WAITING, postgresql_where=WAITING),
    )

    kind: Mapped[str] = columns.coded(_l("Kind of change"), ChangeKind, 12)
    household_id: Mapped[int | None] = columns.reference(_l("Household"), "household.id", index=True)
    person_id: Mapped[int | None] = columns.reference(_l("Person"), "person.id", index=True)
    record_count: Mapped[int] = columns.count(_l("Records"))
    amount_fen: Mapped[int | None] = columns.amount(
        _l("Amount (yuan)"), is_large=True, comment="what begins, ends or changes, fen"
    )
    changes: Mapped[list[dict[str, Any]]] = columns.special(ColumnKind.DOCUMENT, _l("Changes"), JSON())
    doubts: Mapped[list[list[Any]]] = columns.special(ColumnKind.DOCUMENT, _l("Confirmed doubts"), JSON())
    figures: Mapped[list[Any]] = columns.special(ColumnKind.DOCUMENT, _l("Figures of past months"), JSON())
    act: Mapped[dict[str, Any] | None] = columns.special(
        ColumnKind.DOCUMENT, _l("Act"), JSON(), comment="the act on a family that it was, and which"
    )
    submitted: Mapped[dict[str, Any] | None] = columns.special(
        ColumnKind.DOCUMENT,
        _l("Submitted form"),
        JSON(none_as_null=True),
        comment="address and fields of the form, to begin again with them; no identity numbers",
    )
    digest: Mapped[str] = columns.identifier(_l("Digest"), 64)
    reason: Mapped[str] = columns.reason(_l("Reason"), default="")
    proposed_by: Mapped[str] = columns.special(ColumnKind.ACTOR, _l("Proposed by"), String(40), index=True)
    proposed_at: Mapped[datetime] = columns.instant(_l("Proposed at"))
    state: Mapped[str] = columns.coded(_l("Status"), ChangeState, 10, default=ChangeState.WAITING, index=True)
    decided_by: Mapped[str | None] = columns.special(ColumnKind.ACTOR, _l("Decided by"), String(40))
    decided_at: Mapped[datetime | None] = columns.instant(_l("Decided at"))
    decision_reason: Mapped[str | None] = columns.reason(_l("Reason of the decision"))

    household: Mapped[Household | None] = relationship()
    person: Mapped[Person | None] = relationship()
