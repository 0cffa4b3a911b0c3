"""Deliveries that wait for the signature of the household."""

from __future__ import annotations

from sqlalchemy import exists, select

from shared.access import ScopedSession
from shared.models import Delivery, Receipt


def next_without_receipt(session: ScopedSession, delivery: Delivery) -> Delivery | None:
    """The delivery of the same cycle without a receipt, in the session's regions, that was made first."""
    is_signed = exists().where(Receipt.delivery_id == Delivery.id, Receipt.retired_on.is_(None))
    waiting = select(Delivery).where(Delivery.cycle_id == delivery.cycle_id, Delivery.retired_on.is_(None), ~is_signed)
    others = waiting.where(Delivery.id != delivery.id).order_by(Delivery.delivered_on, Delivery.id)
    return session.scalars(others.limit(1)).first()
