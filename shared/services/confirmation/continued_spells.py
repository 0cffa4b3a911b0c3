"""Recognitions that a unit of work ends only to let them go on the same day, in another place or household."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.indicators.change_impact import Changes
from shared.models import CONTINUED, Household, HouseholdMember, Spell

Values = dict[str, Any]


@dataclass(frozen=True)
class ContinuedSpell:
    """One recognition that is paid until a day, and the one that is paid from then on; `origin`: the older of both."""

    former: int
    following: int
    origin: int
    day: date

    @property
    def keys(self) -> set[int]:
        """Both of them."""
        return {self.former, self.following}


def continued_spells(changes: Changes) -> list[ContinuedSpell]:
    """Those that go on in a new recognition of the same person and tier because the family moves, parts or is joined.

    Those too that begin again because such an act is taken back, and what had gone on is out of use.
    """
    spells = [change for change in changes if change["class"] is Spell]
    ended = [change for change in spells if change["action"] == "update" and "end_on" in change["before"]]
    new = [change["after"] for change in spells if change["action"] == "insert"]
    void = [one["after"] for one in spells if "retired_on" in one["before"] and one["after"]["retired_on"] is not None]
    forward = _pairs(new, [change["after"] for change in ended])
    back = _pairs(void, [change["after"] | change["before"] for change in ended])
    return [
        *(ContinuedSpell(former, following, former, day) for former, following, day in forward),
        *(ContinuedSpell(following, former, former, day) for former, following, day in back),
    ]


def _pairs(there: list[Values], here: list[Values]) -> Iterator[tuple[int, int, date]]:
    """Recognitions here that end only to go on, and those there by which they do: same person, tier and day."""
    begin = {_identity(values, "start_on"): values["id"] for values in there}
    for values in here:
        following = begin.get(_identity(values, "end_on"))
        if values["exit_reason"] in CONTINUED and following is not None:
            yield values["id"], following, values["end_on"]


def _identity(values: Values, day: str) -> tuple[Any, ...]:
    return tuple(values[name] for name in ("person_id", "tier", day))


def is_carried_along(change: dict[str, Any], changes: Changes) -> bool:
    """Whether a recognition that had not begun becomes no other one, but stands where its family or person goes."""
    before, after = change["before"], change["after"]
    if (
        change["class"] is not Spell
        or change["action"] != "update"
        or not before.keys() <= {"household_id", "region_code"}
    ):
        return False
    if "household_id" in before:
        return (after["person_id"], before["household_id"], after["household_id"]) in set(_changed_homes(changes))
    return (after["household_id"], before.get("region_code"), after["region_code"]) in set(_moves(changes))


def _moves(changes: Changes) -> Iterator[tuple[int, str, str]]:
    """Households that move: which, from where to where."""
    for change in changes:
        if change["class"] is Household and "region_code" in change["before"]:
            yield change["after"]["id"], change["before"]["region_code"], change["after"]["region_code"]


def _changed_homes(changes: Changes) -> Iterator[tuple[int, int, int]]:
    """Who leaves which household for which, or is back in it."""
    members = [change for change in changes if change["class"] is HouseholdMember]
    begun = [one["after"] for one in members if _begins(one)]
    for change in members:
        if not _begins(change):
            values, person = change["after"], change["after"]["person_id"]
            yield from (
                (person, values["household_id"], one["household_id"]) for one in begun if one["person_id"] == person
            )


def _begins(change: dict[str, Any]) -> bool:
    """Whether a membership begins or goes on again."""
    before, after = change["before"], change["after"]
    return change["action"] == "insert" or (
        "end_on" in before and after["end_on"] is None and after["retired_on"] is None
    )
