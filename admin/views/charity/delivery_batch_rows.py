"""The rows of the list of deliveries: a household, or a person of one, and what was ticked there."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from flask import request
from sqlalchemy import select

from admin.display import households_today
from admin.records.batch_rows import TICKED, BatchRow
from admin.request import context
from shared.models import Household, Person
from shared.services.cycle_candidates import Candidate
from shared.services.handovers import Handover

DELIVERED, SIGNED, SIGNED_BY, OVERRIDE = "delivered", "signed", "signed_by", "override_reason"
FIELDS = (DELIVERED, SIGNED, SIGNED_BY, OVERRIDE)
TICKED_KEY = re.compile(rf"(?:{DELIVERED}|{SIGNED})-(h([0-9]{{1,15}})(?:p([0-9]{{1,15}}))?)", re.ASCII)


def build_rows(candidates: Collection[Candidate]) -> list[BatchRow]:
    """A row for each, with who would sign: the person, else the head of the household."""
    households_today.preload_heads(one.household.id for one in candidates)
    return [BatchRow(_key(one), one, one.delivery, {SIGNED_BY: _signer(one)}) for one in candidates]


def find_ticked_elsewhere(shown: Collection[str]) -> tuple[list[Candidate], int]:
    """Who was ticked and is not among the rows shown, and how many of those the user does not see at all."""
    found = [match for name in request.form if (match := TICKED_KEY.fullmatch(name)) and request.form[name] == TICKED]
    ticked = {match[1]: (int(match[2]), int(match[3] or 0)) for match in found if match[1] not in shown}
    households = _load(Household, {household for household, _person in ticked.values()})
    persons = _load(Person, {person for _household, person in ticked.values()})
    visible = [(h, p) for h, p in ticked.values() if h in households and (not p or p in persons)]
    return [Candidate(households[h], persons.get(p)) for h, p in visible], len(ticked) - len(visible)


def handover_of(row: BatchRow) -> Handover:
    """What was ticked in a row. A receipt without a delivery before is both."""
    one: Candidate = row.subject
    return Handover(
        one.household.id,
        one.person.id if one.person else None,
        one.delivery.id if one.delivery else None,
        row.text(SIGNED_BY) if row.is_ticked(SIGNED) else None,
        row.text(OVERRIDE) or None,
    )


def _key(one: Candidate) -> str:
    if one.delivery is not None:
        return f"d{one.delivery.id}"
    return f"h{one.household.id}p{one.person.id}" if one.person else f"h{one.household.id}"


def _signer(one: Candidate) -> str:
    person = one.person or households_today.head_of(one.household.id)
    return person.name if person else ""


def _load(model: Any, keys: Collection[int]) -> dict[int, Any]:
    """Records by key, as far as the user sees them."""
    return {one.id: one for one in context.session().scalars(select(model).where(model.id.in_(keys)))}
