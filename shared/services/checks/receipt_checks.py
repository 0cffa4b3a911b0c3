"""A receipt is signed when the delivery is there, not before."""

from __future__ import annotations

from collections.abc import Iterator

from shared.access import ScopedSession
from shared.locale import _
from shared.models import Delivery, Receipt


def check(session: ScopedSession, receipt: Receipt) -> Iterator[tuple[str, str]]:
    """Signed on or after the day of the delivery."""
    delivery = session.get(Delivery, receipt.delivery_id)
    if delivery and receipt.signed_on < delivery.delivered_on:
        yield "signed_on", _("This is before the delivery on {day}.").format(day=delivery.delivered_on)
