"""Changes of divisions (区划调整): townships and villages are merged, split or renamed from a day on."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_in, check_not_blank, index_of_retired
from .columns import ColumnKind
from .labelled_enum import LabelledEnum, Level


class DivisionChangeKind(LabelledEnum):
    """What is done with divisions."""

    MERGE = "merge", _l("Merger of divisions")
    SPLIT = "split", _l("Split of a division")
    RENAME = "rename", _l("New name of a division")


class DivisionChange(Base, Editable, RegionScoped):
    """One change of divisions of a county, written by its act only; out of use when it was undone.

    `plan`: which divisions begin, which end and go on as which, which households stand where, which get another name
    (`services.division_changes.plan`).
    """

    __tablename__ = "division_change"
    __labels__ = (_l("Change of divisions"), _l("Changes of divisions"))
    __area__ = "regions"
    __levels__ = (Level.COUNTY,)
    __table_args__ = (
        index_of_retired("division_change"),
        check_in("kind", DivisionChangeKind),
        check_not_blank("document"),
        check_not_blank("reason"),
    )

    kind: Mapped[str] = columns.coded(_l("Kind of change"), DivisionChangeKind, 12)
    effective_on: Mapped[date] = columns.day(_l("In force from"), help=_l("The first day with the new divisions."))
    document: Mapped[str] = columns.free_text(
        _l("Document number"), 80, help=_l("Of the approval of the change, as printed on it.")
    )
    reason: Mapped[str] = columns.reason(_l("Reason"))
    plan: Mapped[dict[str, Any]] = columns.special(ColumnKind.DOCUMENT, _l("Divisions"), JSON())
