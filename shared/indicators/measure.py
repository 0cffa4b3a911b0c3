"""Measures: what is counted, from which rows, when and where. One declaration feeds cube, list and file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, FromClause, literal

from shared.models import Base, Level

Expression = Any  # a column, or an expression of columns


class Timing(StrEnum):
    """When a row counts. Only rows that start by the as-of day do."""

    STOCK = "stock"  # on the last day of the period: start ≤ d < end
    FLOW = "flow"  # start lies in the period
    CUMULATIVE = "cumulative"  # start lies in or before the period


@dataclass(frozen=True, eq=False)
class Bands:
    """A dimension that changes with time: whole years or days since a date, in named bands."""

    since: Expression
    unit: str  # "years" or "days"
    edges: tuple[int, ...]
    names: tuple[str, ...]
    until: Expression | None = None  # a second date instead of the end of the period


class GroupSize:
    """A dimension: how many counted rows the subject has (persons in a household), 5 meaning 5 or more."""

    LARGEST = 5


Dimension = Expression | Bands | GroupSize


@dataclass(frozen=True, eq=False)
class Source:
    """The rows several measures are counted from.

    `touched_by`: a change of such a record touches the rows whose column holds the value of its attribute, before it
    or after: an outcome touches the warning it points at. Rows of one `kin` are read together wherever they stand:
    members of one household may be recognised in two townships.
    """

    key: str
    rows: FromClause | Any
    region: Expression
    touched_by: Mapping[type[Base], tuple[str, Expression]]
    where: tuple[ColumnElement[bool], ...] = ()
    kin: Expression | None = None


def own(record: Any) -> dict[type[Base], tuple[str, Expression]]:
    """A change of a record touches its own row."""
    return {record: ("id", record.id)}


@dataclass(frozen=True, eq=False)
class Measure:
    """One countable thing.

    `subject`: counted distinct; None counts rows or sums `amount`. `rank`: the row with the lowest rank speaks
    for its subject, which counts where that row stands. `where(as_of)`: which of the rows that start by then count.
    `rolls_up` False: a value belongs to its own region only, and the one that began last is in force.
    `deepest`: the finest level whose totals the cube keeps; splits end at the county. Below, the engine counts on
    demand, unless the rows themselves end at a level (`ends_at`): a county's quota is no township's.
    `current_only`: has no history. `is_money`: the amount is in fen.
    """

    key: str
    source: Source
    timing: Timing
    start: Expression
    end: Expression | None = None
    subject: Expression | None = None
    amount: Expression | None = None
    rank: Expression | None = None
    where: Callable[[date], ColumnElement[bool]] | None = None
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    status: Expression | None = None
    rolls_up: bool = True
    deepest: Level = Level.COUNTY
    ends_at: Level | None = None
    current_only: bool = False
    is_money: bool = False

    def kept(self, dimension: str) -> list[Level]:
        """Levels whose cells the cube keeps for the total (dimension "") or a split."""
        levels = list(Level)
        deepest = Level.COUNTY if dimension else self.deepest
        return levels[: levels.index(deepest) + 1]


ALWAYS = literal("1900-01-01")
