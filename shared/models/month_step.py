"""The close of a statistical month (统计月度办结): counties submit, cities check, the province locks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, false, literal
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base, Keyed, RegionScoped, check_in
from .columns import ColumnKind
from .labelled_enum import LabelledEnum


class MonthStepKind(LabelledEnum):
    """What is done with a month: the first three with that of a county, the others with that of the province."""

    SUBMITTED = "submitted", _l("Submitted by the county")
    RETURNED = "returned", _l("Returned to the county")
    CHECKED = "checked", _l("Checked by the city")
    LOCKED = "locked", _l("Locked by the province")
    REOPENING_REQUESTED = "reopening_requested", _l("Reopening requested")
    REOPENING_REFUSED = "reopening_refused", _l("Reopening rejected")
    REOPENED = "reopened", _l("Reopened")


COUNTY_STEPS = (MonthStepKind.SUBMITTED, MonthStepKind.RETURNED, MonthStepKind.CHECKED)


class MonthStep(Base, Keyed, RegionScoped):
    """One step of the close of a month, only ever added: the latest one of a region says how far its month is.

    `findings`: what the validation rules found when a county submitted, each with its explanation
    (`services.month_close.validation_rules`). `measures`, `holds_longer`: what a lock holds; one from before quarters
    and the like were locked holds none of these.
    """

    __tablename__ = "month_step"
    __labels__ = (_l("Step of a monthly close"), _l("Monthly close"))
    __area__ = "figures"
    __table_args__ = (
        Index("ix_month_step_month_region", "month", "region_code"),
        check_in("kind", MonthStepKind),
    )

    month: Mapped[str] = columns.month(_l("Statistical month"))
    kind: Mapped[str] = columns.coded(_l("Step"), MonthStepKind, 20)
    done_on: Mapped[date] = columns.event_day(_l("Day"), comment="today when it was done: deadlines count from it")
    done_by: Mapped[str] = columns.special(ColumnKind.ACTOR, _l("By"), String(40))
    done_at: Mapped[datetime] = columns.instant(_l("Time"))
    reason: Mapped[str] = columns.reason(_l("Reason"), default="")
    findings: Mapped[list[dict[str, Any]]] = columns.special(
        ColumnKind.DOCUMENT, _l("Findings of the validation"), JSON(), default=list
    )
    measures: Mapped[str] = columns.special(
        ColumnKind.DOCUMENT,
        _l("Measures locked"),
        Text(),
        default="",
        server_default=literal(""),
        comment="keys of the measures that a lock holds, with a space between; empty for other steps",
    )
    holds_longer: Mapped[bool] = columns.flag(
        _l("Quarters and half years locked"), default=False, server_default=false()
    )
