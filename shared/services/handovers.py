"""Deliveries of a programme cycle and their receipts, entered together as they happen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.access import ScopedSession
from shared.locale import _
from shared.models import Delivery, ProgrammeCycle, Receipt
from shared.models.labels import label
from shared.person_names import normalise_name

from .batch_parts import BatchParts
from .batches import create_many
from .service_errors import ValidationError


@dataclass(frozen=True)
class Handover:
    """What happened at one household, or for one person of it: a delivery, its receipt, or both.

    `delivery_id`: of a delivery that was entered before. `signed_by` is None where nobody signed.
    """

    household_id: int
    person_id: int | None = None
    delivery_id: int | None = None
    signed_by: str | None = None
    override_reason: str | None = None


@dataclass(frozen=True)
class HandoverTerms:
    """What all handovers of a list share: when, and what a unit was worth, in fen."""

    delivered_on: date
    value_fen: int
    signed_on: date


def record_handovers(
    session: ScopedSession, cycle: ProgrammeCycle, handovers: Sequence[Handover], terms: HandoverTerms
) -> None:
    """Create the deliveries and the receipts, all or none. BatchError with every faulty handover, by its place."""
    if not handovers:
        raise ValidationError({"": _("Select at least one row.")})
    _check_order_of_days(handovers, terms)
    new = [row for row, one in enumerate(handovers) if one.delivery_id is None]
    with BatchParts(session, len(handovers)) as parts:
        values = [_delivery(cycle, handovers[row], terms) for row in new]
        made = parts.save(new, lambda: create_many(session, Delivery, values)) or []
        deliveries = {row: one.delivery_id for row, one in enumerate(handovers)} | dict(zip(new, made, strict=False))
        _create_receipts(session, parts, handovers, deliveries, terms.signed_on)


def _create_receipts(
    session: ScopedSession,
    parts: BatchParts,
    handovers: Sequence[Handover],
    deliveries: dict[int, int | None],
    signed_on: date,
) -> None:
    signed = [row for row, one in enumerate(handovers) if one.signed_by is not None]
    for row in signed:
        if not normalise_name(handovers[row].signed_by or ""):
            parts.refuse(
                row, {"signed_by": _("{label}: this field is required.").format(label=label(Receipt, "signed_by"))}
            )
    there = [row for row in signed if deliveries[row] is not None]
    values = [
        {"delivery_id": deliveries[row], "signed_on": signed_on, "signed_by": handovers[row].signed_by} for row in there
    ]
    parts.save(there, lambda: create_many(session, Receipt, values))


def _delivery(cycle: ProgrammeCycle, handover: Handover, terms: HandoverTerms) -> dict[str, Any]:
    return {
        "cycle_id": cycle.id,
        "household_id": handover.household_id,
        "person_id": handover.person_id,
        "delivered_on": terms.delivered_on,
        "value_fen": terms.value_fen,
        "override_reason": handover.override_reason,
    }


def _check_order_of_days(handovers: Sequence[Handover], terms: HandoverTerms) -> None:
    """One day is wrong for all of them: it is said once, where it was entered."""
    is_signed = any(one.signed_by is not None and one.delivery_id is None for one in handovers)
    if is_signed and terms.signed_on < terms.delivered_on:
        sentence = _("This is before the delivery on {day}.").format(day=terms.delivered_on)
        raise ValidationError({"signed_on": sentence})
