"""A household is paid once for a month and tier."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from shared.access import ScopedSession
from shared.clock import Period, today
from shared.locale import _
from shared.models import BenefitPayment
from shared.patterns import MONTH

from .amount_checks import check_payment


def check(session: ScopedSession, payment: BenefitPayment) -> Iterator[tuple[str, str]]:
    """The month exists, has begun, was due, and was not paid for already."""
    if not MONTH.fullmatch(payment.month):
        yield "month", _("Enter the month as year and month, such as 2023-12.")
        return
    if Period.parse(payment.month).start > today():
        yield "month", _("This month has not begun yet.")
    yield from check_payment(session, payment)
    same = (
        BenefitPayment.household_id == payment.household_id,
        BenefitPayment.month == payment.month,
        BenefitPayment.tier == payment.tier,
        BenefitPayment.id != (payment.id or 0),
        BenefitPayment.retired_on.is_(None),
    )
    same_payment = session.scalars(select(BenefitPayment.id).where(*same).limit(1)).first()
    if same_payment is not None and payment.retired_on is None:
        yield "month", _("The household has already been paid for this month (no. {id}).").format(id=same_payment)
