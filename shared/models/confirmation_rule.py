"""Which changes of records need a second person: by kind and region, from a day on, above an amount."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, check_date_order, check_in, check_not_blank, check_not_negative
from .labelled_enum import LabelledEnum
from .validity import Dated


class ChangeKind(LabelledEnum):
    """What begins or ends by a change of records, the weightiest first."""

    RECOGNITION = "recognition", _l("Benefits begin or end")
    AMOUNT = "amount", _l("Monthly amount")
    STANDARD = "standard", _l("Assistance standard")
    PAYMENT = "payment", _l("Benefit payments")
    QUOTA = "quota", _l("Quotas")
    DIVISION = "division", _l("Change of divisions")


LIMITED_KINDS = frozenset({ChangeKind.AMOUNT, ChangeKind.PAYMENT})
"""Kinds that are sums of money: a limit says up to which sum one person decides."""


class ConfirmationRule(Base, Editable, Dated):
    """Whether changes of a kind need a second person in a region and below it, from a day on.

    The nearest region above decides. Without any rule every change of the kind is confirmed.
    """

    __tablename__ = "confirmation_rule"
    __labels__ = (_l("Confirmation rule"), _l("Confirmation rules"))
    __first_day__, __end_day__ = "valid_from", "valid_to"
    __area__ = "security"
    __table_args__ = (
        Index("uq_confirmation_rule_from", "kind", "region_code", "valid_from", unique=True),
        check_in("kind", ChangeKind),
        check_not_negative("limit_fen"),
        check_not_blank("reason"),
        check_date_order("valid_from", "valid_to"),
    )

    kind: Mapped[str] = columns.coded(_l("Kind of change"), ChangeKind, 12)
    region_code: Mapped[str] = columns.region_code(_l("Applies in"))
    valid_from: Mapped[date] = columns.day(_l("Valid from"))
    valid_to: Mapped[date | None] = columns.day(_l("Valid until"))
    is_required: Mapped[bool] = columns.flag(
        _l("Needs a second person"),
        help=_l("Without it one person decides alone, and the audit trail says so."),
        requirement=columns.Requirement.OPTIONAL,
        default=True,
    )
    limit_fen: Mapped[int | None] = columns.amount(
        _l("One person decides up to (yuan)"),
        help=_l(
            "For monthly amounts the sum by which they change, small steps of 12 months added up; for payments "
            "whatever the family is paid for that month in all, however split. Empty: each is confirmed."
        ),
    )
    reason: Mapped[str] = columns.reason(
        _l("Reason"), help=_l("Why the region decides so, with the document if there is one.")
    )
    source: Mapped[str] = columns.free_text(
        _l("Source"), 200, default="", help=_l("The document. The rules that come with the software are proposals.")
    )
