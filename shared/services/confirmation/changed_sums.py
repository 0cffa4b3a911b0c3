"""What changes of records begin or end, by kind: which regions it concerns, and which sum it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from shared.indicators.change_impact import Changes
from shared.models import (
    AmountChange,
    AssistanceStandard,
    BenefitPayment,
    ChangeKind,
    DivisionChange,
    Quota,
    Spell,
)
from shared.models.base import Base

from .amount_schedules import difference_there, differences
from .begun_spells import begins_or_ends, begun_or_ended
from .continued_spells import continued_spells, is_carried_along
from .payment_sums import paid_in_all
from .regions_concerned import regions_of


@dataclass
class ChangedSum:
    """What changes of one kind are about: the regions they concern and the sum, in fen; None: not about a sum."""

    regions: set[str] = field(default_factory=set)
    amount_fen: int | None = None

    def add(self, regions: set[str]) -> None:
        """Count one record."""
        self.regions |= regions


def changed_sums(system: Session, changes: Changes) -> dict[ChangeKind, ChangedSum]:
    """By kind what the changes of a unit of work are about, the weightiest kind first. `system` reads everything.

    A recognition that goes on elsewhere, because its family moves, parts or is joined, neither begins nor ends; only
    where it pays another amount there is that one changed. What begins or ends counts with the amount of that day, a
    changed amount with the largest difference of its recognition (`amount_schedules.differences`), a payment with
    whatever the family is paid for its month (`payment_sums.paid_in_all`).
    """
    going_on = continued_spells(changes)
    lasting = {key for one in going_on for key in one.keys}
    counted = [one for one in changes if one["class"] in READERS and _spell_of(one) not in lasting]
    counted = [one for one in counted if not is_carried_along(one, changes)]
    altered = {one.following: fen for one in going_on if (fen := difference_there(system, changes, one))}
    found: dict[ChangeKind, ChangedSum] = defaultdict(ChangedSum)
    for change in counted:
        for kind in READERS[change["class"]](change):
            found[kind].add(regions_of(system, change))
    for change in changes:
        if _spell_of(change) in altered:
            found[ChangeKind.AMOUNT].add(regions_of(system, change))
    if ChangeKind.RECOGNITION in found:
        found[ChangeKind.RECOGNITION].amount_fen = begun_or_ended(system, counted)
    if ChangeKind.AMOUNT in found:
        found[ChangeKind.AMOUNT].amount_fen = sum(differences(system, counted)) + sum(altered.values())
    if ChangeKind.PAYMENT in found:
        found[ChangeKind.PAYMENT].amount_fen = paid_in_all(system, counted)
    return {kind: found[kind] for kind in ChangeKind if kind in found}


def is_confirmable(changes: Iterable[dict[str, Any]]) -> bool:
    """Whether any of the changes may need a second person: of most units of work none does."""
    return any(change["class"] in READERS for change in changes)


def _spell_of(change: dict[str, Any]) -> int | None:
    key = {Spell: "id", AmountChange: "spell_id"}.get(change["class"])
    return change["after"][key] if key else None


Kinds = Iterator[ChangeKind]


def _of_spell(change: dict[str, Any]) -> Kinds:
    if begins_or_ends(change):
        yield ChangeKind.RECOGNITION
    if "monthly_fen" in change["before"]:
        yield ChangeKind.AMOUNT


def _of_amount_change(change: dict[str, Any]) -> Kinds:
    if change["action"] == "insert" or change["before"].keys() - {"region_code"}:
        yield ChangeKind.AMOUNT


READERS: dict[type[Base], Callable[[dict[str, Any]], Kinds]] = {
    Spell: _of_spell,
    AmountChange: _of_amount_change,
    BenefitPayment: lambda _change: iter([ChangeKind.PAYMENT]),
    AssistanceStandard: lambda _change: iter([ChangeKind.STANDARD]),
    Quota: lambda _change: iter([ChangeKind.QUOTA]),
    DivisionChange: lambda _change: iter([ChangeKind.DIVISION]),
}
