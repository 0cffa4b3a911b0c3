"""What a change of divisions does, as it is declared and kept: divisions that begin and end, and who follows whom."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from shared.models import Level
from shared.models.region import PREFIX_LENGTH, ancestor, level_of, path_of

TOWNSHIP = PREFIX_LENGTH[Level.TOWNSHIP]


@dataclass(frozen=True)
class Naming:
    """What a division is called, in both languages, and what kind of division it is."""

    name: str
    name_en: str = ""
    kind: str = ""


@dataclass(frozen=True)
class HouseholdChoice:
    """Households of a village that stand in another one from the day on: by number, or by a part of the address."""

    village: str
    into: str
    numbers: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True)
class DivisionPlan:
    """`opened`: new divisions by code. `ended`: those that end, with their successor of the same level.

    `follows`: for each division whose records and accounts go on elsewhere, where; it ends, too, or keeps its past
    only. `chosen` go first, the rest of their village as `follows` says. `renamed`: code → before, after.
    """

    county: str
    opened: dict[str, Naming] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)
    follows: dict[str, str] = field(default_factory=dict)
    chosen: tuple[HouseholdChoice, ...] = ()
    renamed: dict[str, tuple[Naming, Naming]] = field(default_factory=dict)

    @property
    def former(self) -> list[str]:
        """The divisions that something leaves."""
        return sorted({*self.ended, *self.follows, *(one.village for one in self.chosen)})

    @property
    def later(self) -> list[str]:
        """The divisions that something comes to."""
        return sorted({*self.opened, *self.follows.values(), *(one.into for one in self.chosen)})

    @property
    def concerned(self) -> list[str]:
        """All divisions that it names."""
        return sorted({*self.former, *self.later, *self.ended.values(), *self.renamed})

    @property
    def successions(self) -> set[tuple[str, str]]:
        """Who goes on as whom, wholly or in part: also the townships of villages that change with new codes."""
        pairs = {*self.ended.items(), *self.follows.items(), *((one.village, one.into) for one in self.chosen)}
        if any(len(code) == TOWNSHIP for code in [*self.opened, *self.ended]):
            pairs |= self.township_moves
        return {(former, later) for former, later in pairs if former != later}

    @property
    def merged_townships(self) -> set[tuple[str, str]]:
        """Townships that become part of others as a whole."""
        return {pair for pair in self.ended.items() if len(pair[0]) == TOWNSHIP}

    @property
    def township_moves(self) -> set[tuple[str, str]]:
        """Townships from which villages, or households of them, come to other ones."""
        pairs = {*self.follows.items(), *((one.village, one.into) for one in self.chosen)}
        return {
            (former[:TOWNSHIP], later[:TOWNSHIP]) for former, later in pairs if former[:TOWNSHIP] != later[:TOWNSHIP]
        }

    @property
    def divided(self) -> list[str]:
        """The divisions that a part of them leaves and that stay with the rest."""
        return sorted({former for former, _later in self.successions} - {*self.ended, *self.follows})

    @property
    def changed(self) -> set[str]:
        """The divisions that stood before and are no longer what they were."""
        return {code for pair in self.successions for code in pair if code not in self.opened} | set(self.renamed)

    @property
    def former_subtrees(self) -> tuple[str, ...]:
        """The prefixes of what something leaves: of townships that end as a whole, of villages beside them."""
        townships = {code for code in self.ended if len(code) == TOWNSHIP}
        villages = {code for code in self.former if len(code) > TOWNSHIP and code[:TOWNSHIP] not in townships}
        return tuple(sorted(townships | villages))

    def successor_of(self, code: str) -> str:
        """Where what stands in a division goes on; itself where nothing changes."""
        return self.follows.get(code, code)

    def to_json(self) -> dict[str, Any]:
        """As the record of the change keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> DivisionPlan:
        """The same, read again."""
        return cls(
            stored["county"],
            {code: Naming(**naming) for code, naming in stored["opened"].items()},
            dict(stored["ended"]),
            dict(stored["follows"]),
            tuple(
                HouseholdChoice(one["village"], one["into"], tuple(one["numbers"]), one["address"])
                for one in stored["chosen"]
            ),
            {code: (Naming(**before), Naming(**after)) for code, (before, after) in stored["renamed"].items()},
        )


def parent_of(code: str) -> str:
    """The region that a township or village belongs to by its code."""
    return path_of(code)[-2]


def county_of(code: str) -> str:
    """The county of a township or village."""
    return ancestor(code, Level.COUNTY)


def is_division(code: str) -> bool:
    """Whether a text is the code of a township or a village."""
    is_number = code.isascii() and code.isdigit() and len(code) in {TOWNSHIP, PREFIX_LENGTH[Level.VILLAGE]}
    return is_number and level_of(code) in {Level.TOWNSHIP, Level.VILLAGE}
