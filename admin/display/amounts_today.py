"""What recognitions pay now, read once for all records of a page."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from flask import g

from admin.request import context
from shared.clock import Period, today
from shared.models import Spell
from shared.services.monthly_amounts import load_amounts


def preload_amounts(spells: Collection[Spell]) -> None:
    """Read the amounts of these recognitions, which the user sees, in one query."""
    known: dict[int, int] = g.setdefault("amounts", {})
    if missing := {spell.id for spell in spells} - known.keys():
        known.update(load_amounts(context.system_reader(), missing, Period.month_of(today()).key))


def amount_of(spell: Spell) -> Decimal:
    """Yuan a month that a recognition pays today; what it paid last, or will pay first, where it does not hold."""
    preload_amounts([spell])
    return Decimal(g.amounts[spell.id]) / 100
