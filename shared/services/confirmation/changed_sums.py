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
    ExitReason,
    Household,
    Quota,
    Spell,
)
from shared.models.base import Base

from .amount_schedules import differences
from .payment_sums import paid_in_all
from .regions_concerned import regions_of

BEGIN_OR_END = {"person_id", "household_id", "tier", "start_on", "end_on", "retired_on", "region_code"}
"""Columns of a recognition by which it begins, ends or becomes another one: also one that another office pays."""


@dataclass
class ChangedSum:
    """What changes of one kind are about: the regions they concern and the sum, in fen; None: not about a sum."""

    regions: set[str] = field(default_factory=set)
    amount_fen: int | None = None

    def add(self, regions: set[str], amount_fen: int | None) -> None:
        """Count one record."""
        self.regions |= regions
        if amount_fen is not None:
            self.amount_fen = (self.amount_fen or 0) + amount_fen


Values = dict[str, Any]


def changed_sums(system: Session, changes: Changes) -> dict[ChangeKind, ChangedSum]:
    """By kind what the changes of a unit of work are about, the weightiest kind first. `system` reads everything.

    A recognition that moves with its family and goes on neither begins nor ends. The sum of changed amounts is that of
    the largest difference of each recognition (`amount_schedules.differences`), that of payments whatever the families
    are paid for these months (`payment_sums.paid_in_all`).
    """
    moved = _moved_spells(changes)
    counted = [one for one in changes if one["class"] in READERS and _spell_of(one) not in moved]
    counted = [one for one in counted if not _goes_along(one, _homes(changes))]
    found: dict[ChangeKind, ChangedSum] = defaultdict(ChangedSum)
    for change in counted:
        for kind, amount_fen in READERS[change["class"]](change):
            found[kind].add(regions_of(system, change), amount_fen)
    if ChangeKind.AMOUNT in found:
        found[ChangeKind.AMOUNT].amount_fen = sum(differences(system, counted))
    if ChangeKind.PAYMENT in found:
        found[ChangeKind.PAYMENT].amount_fen = paid_in_all(system, counted)
    return {kind: found[kind] for kind in ChangeKind if kind in found}


def is_confirmable(changes: Iterable[dict[str, Any]]) -> bool:
    """Whether any of the changes may need a second person: of most units of work none does."""
    return any(change["class"] in READERS for change in changes)


def _spell_of(change: dict[str, Any]) -> int | None:
    key = {Spell: "id", AmountChange: "spell_id"}.get(change["class"])
    return change["after"][key] if key else None


def _moved_spells(changes: Changes) -> set[int | None]:
    """Recognitions that end here because the family moved, and those with which they go on there on the same day.

    Those too that begin again here because the move is taken back, and what went on there is out of use.
    """
    spells = [change for change in changes if change["class"] is Spell]
    new = [change["after"] for change in spells if change["action"] == "insert"]
    ended = [change for change in spells if change["action"] == "update" and "end_on" in change["before"]]
    void = [c["after"] for c in spells if "retired_on" in c["before"] and c["after"]["retired_on"] is not None]
    moved = _pairs(new, [change["after"] for change in ended])
    return moved | _pairs(void, [change["after"] | change["before"] for change in ended])


def _pairs(there: list[Values], here: list[Values]) -> set[int | None]:
    """Recognitions here that end by a move, and those there by which they go on: same person, household and tier."""
    begin = {_identity(values, "start_on"): values["id"] for values in there}
    end = {_identity(values, "end_on"): values["id"] for values in here if values["exit_reason"] == ExitReason.MOVED}
    return {key for both in begin.keys() & end.keys() for key in (begin[both], end[both])}


def _homes(changes: Changes) -> set[tuple[Any, ...]]:
    """Households that move: which, from where to where."""
    moving = [c for c in changes if c["class"] is Household and "region_code" in c["before"]]
    return {(c["after"]["id"], c["before"]["region_code"], c["after"]["region_code"]) for c in moving}


def _goes_along(change: dict[str, Any], homes: set[tuple[Any, ...]]) -> bool:
    """Whether a recognition that had not begun becomes no other one but stands where its family moves."""
    if change["class"] is not Spell or change["before"].keys() != {"region_code"}:
        return False
    place = change["after"]["household_id"], change["before"]["region_code"], change["after"]["region_code"]
    return place in homes


def _identity(values: Values, day: str) -> tuple[Any, ...]:
    return tuple(values[name] for name in ("person_id", "household_id", "tier", day))


Sums = Iterator[tuple[ChangeKind, int | None]]


def _of_spell(change: dict[str, Any]) -> Sums:
    before, after = change["before"], change["after"]
    if change["action"] == "insert" or before.keys() & BEGIN_OR_END:
        yield ChangeKind.RECOGNITION, after["monthly_fen"]
    if "monthly_fen" in before:
        yield ChangeKind.AMOUNT, None


def _of_amount_change(change: dict[str, Any]) -> Sums:
    if change["action"] == "insert" or change["before"].keys() - {"region_code"}:
        yield ChangeKind.AMOUNT, None


def _of_payment(change: dict[str, Any]) -> Sums:
    yield ChangeKind.PAYMENT, change["after"]["amount_fen"]


READERS: dict[type[Base], Callable[[dict[str, Any]], Sums]] = {
    Spell: _of_spell,
    AmountChange: _of_amount_change,
    BenefitPayment: _of_payment,
    AssistanceStandard: lambda _change: iter([(ChangeKind.STANDARD, None)]),
    Quota: lambda _change: iter([(ChangeKind.QUOTA, None)]),
    DivisionChange: lambda _change: iter([(ChangeKind.DIVISION, None)]),
}
