"""Measures: what is counted, from which rows, when and where. One declaration feeds cube, list and file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, literal
from sqlalchemy.dialects import sqlite

from shared.models import Base, Level

from .units import Unit

Expression = Any  # a column, or an expression of columns


class Timing(StrEnum):
    """When a row counts. Only rows that start by the as-of day do."""

    STOCK = "stock"  # on the last day of the period: start ≤ d < end
    FLOW = "flow"  # start lies in the period
    CUMULATIVE = "cumulative"  # start lies in or before the period
    CAME = "came"  # on the last day of the period, and not so on the day before it
    LEFT = "left"  # on the day before the period, and not so on its last day
    BEFORE = "before"  # on the day before the period
    STAYED = "stayed"  # on the day before the period, and on its last day


@dataclass(frozen=True, eq=False)
class Bands:
    """A dimension that changes with time: whole years or days since a date, in named bands."""

    since: Expression
    unit: str  # "years" or "days"
    edges: tuple[int, ...]
    names: tuple[str, ...]
    until: Expression | None = None  # a second date instead of the end of the period


@dataclass(frozen=True, eq=False)
class History:
    """A dimension whose value changed on days of its own.

    `texts` says the present value, then each former one with the first day on which it was no longer true:
    `other;none<2023-06-15`. `on(day)` is the value on a day.
    """

    texts: Expression
    on: Callable[[date], Expression]
    names: tuple[str, ...]


class GroupSize:
    """A dimension: how many counted rows the subject has (persons in a household), 5 meaning 5 or more."""

    LARGEST = 5
    NAMES = ("size_1", "size_2", "size_3", "size_4", "size_5_up")


@dataclass(frozen=True, eq=False)
class Pair:
    """A dimension of whoever stands in a place on both sides of a period: a value then and the value now.

    `of` is the expression of the dimension in which one stays or not. Who stood elsewhere has no value.
    """

    of: Expression

    @staticmethod
    def name(then: str, now: str) -> str:
        """What the category is called: `dibao_to_marginal`."""
        return f"{then}_to_{now}"

    @staticmethod
    def sides(category: str) -> tuple[str, str]:
        """The value then and the value now of a category."""
        then, _to, now = category.partition("_to_")
        return then, now


class Summand(NamedTuple):
    """A measure whose cells count with a sign; `dimension`: `tier=dibao`, or nothing for the total."""

    sign: int
    measure: str
    dimension: str


Dimension = Expression | Bands | History | GroupSize | Pair


@dataclass(frozen=True, eq=False)
class Source:
    """The rows several measures are counted from.

    `invalidated_by`: a change of such a record affects the rows whose column holds the value of its attribute, before
    or after: an outcome affects the warning it refers to. Rows of one `counted_together_by` are read together wherever
    they stand: members of one household may be recognised in two townships. `one_at_a_time`: of whom no two rows are in
    force on one day, because the database refuses it. `listed_as`, of rows of several kinds: which record a list of
    them shows, the column of its key, and the one that tells rows of a kind apart. `is_published`: speaks of places,
    plans or the law, not of people or households.
    """

    key: str
    rows: FromClause | Any
    region: Expression
    invalidated_by: Mapping[type[Base], tuple[str, Expression]]
    where: tuple[ColumnElement[bool], ...] = ()
    counted_together_by: Expression | None = None
    one_at_a_time: Expression | None = None
    listed_as: tuple[type[Base], Expression, Expression] | None = None
    is_published: bool = False


def band_names(prefix: str, first: int, edges: tuple[int, ...], last: int | None = None) -> tuple[str, ...]:
    """Names of bands that no spreadsheet takes for a date or a number, in order: `age_06_15`, …, `age_80_up`.

    `first` is the lowest number, `edges` where each further band begins, `last` the highest number if there is one.
    """
    lows, highs = (first, *edges), (*(edge - 1 for edge in edges), last)
    return tuple(
        f"{prefix}_{low:02}_{'up' if high is None else f'{high:02}'}" for low, high in zip(lows, highs, strict=True)
    )


def by_own_id(record: Any) -> dict[type[Base], tuple[str, Expression]]:
    """A change of a record touches its own row."""
    return {record: ("id", record.id)}


@dataclass(frozen=True, eq=False)
class Measure:
    """One countable thing.

    `subject`: counted distinct; None counts rows or sums `amount`. `rank`: the row with the lowest rank speaks
    for its subject, which counts where that row stands; bands rank by their order. `where(as_of)`: which of the rows
    that start by then count.
    `stays_in`: a dimension in which a subject that neither came nor left keeps its value, beside its place.
    `continues`: 1 where a row goes on from the one of its subject that ended on the day it starts, in the division that
    follows; whoever stood there has neither come nor left.
    `rolls_up` False: a value belongs to its own region only, and the one that began last is in force.
    `deepest`: the finest level whose totals the cube keeps; categories end at the county. Below, the engine counts on
    demand, unless the rows themselves end at a level (`ends_at`): a county's quota is no township's.
    `current_only`: has no history. `amount_in`: the unit of the amount; one in yuan is kept in fen.
    `paid_to`: the measure of the people whom an amount of a published source went to.
    `sum_of`: it has no cells of its own; what it comes to, in all or in a category, is a sum of those of others.
    """

    key: str
    source: Source
    timing: Timing
    start: Expression
    end: Expression | None = None
    subject: Expression | None = None
    amount: Expression | None = None
    rank: Expression | Bands | None = None
    stays_in: str = ""
    continues: Expression | None = None
    where: Callable[[date], ColumnElement[bool]] | None = None
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    status: Expression | None = None
    rolls_up: bool = True
    deepest: Level = Level.COUNTY
    ends_at: Level | None = None
    current_only: bool = False
    amount_in: Unit | None = None
    paid_to: str = ""
    sum_of: Callable[[str], tuple[Summand, ...]] | None = None

    def stored_levels(self, dimension: str) -> list[Level]:
        """Levels whose cells the cube keeps for the total (dimension "") or a dimension."""
        levels = list(Level)
        deepest = Level.COUNTY if dimension else self.deepest
        return levels[: levels.index(deepest) + 1]

    @property
    def last_day(self) -> Expression | None:
        """The day before whose month a row counts in no period: older rows need not be read; None where all count."""
        return {Timing.FLOW: self.start, Timing.CUMULATIVE: None}.get(self.timing, self.end)

    @property
    def counting_unit(self) -> Expression | None:
        """Of what all rows are needed: its subject, or for values that do not add up the region; None when of none."""
        return self.subject if self.rolls_up else self.source.region

    @property
    def is_one_at_a_time(self) -> bool:
        """Whether at most one row of a subject counts on a day, so that none has to be chosen to speak for it."""
        is_by_day = self.timing not in (Timing.FLOW, Timing.CUMULATIVE)
        return is_by_day and self.subject is not None and self.subject is self.source.one_at_a_time

    @property
    def is_state(self) -> bool:
        """Whether it says what is at the end of a period, whenever that began."""
        return self.timing in (Timing.STOCK, Timing.CUMULATIVE)

    @property
    def adds_up(self) -> bool:
        """Whether the months of a period say what it comes to: the last of them, or their sum.

        Not where a subject counts once a period, nor where both ends are compared.
        """
        return self.is_state or (self.timing is Timing.FLOW and self.subject is None)

    @property
    def is_money(self) -> bool:
        """Whether the amount is in fen."""
        return self.amount_in is Unit.YUAN

    @property
    def is_protected(self) -> bool:
        """Whether it counts people, households or records about them, or sums what they were given."""
        return not self.source.is_published or bool(self.paid_to)

    @property
    def is_count(self) -> bool:
        """Whether it is a number of people, households or records, rather than a sum of money or of energy."""
        return self.amount is None or self.amount_in is Unit.PERSONS

    @cached_property
    def is_cut(self) -> bool:
        """Whether it looks at the as-of day for more than which rows have begun: what became of a cohort by then."""
        if self.where is None:
            return False
        first_sql, second_sql = (self.where(day).compile(dialect=sqlite.dialect()) for day in TWO_DAYS)
        return first_sql.params != second_sql.params


def values_on(text: str, days: list[date]) -> list[str]:
    """The value of a `History` on each of some days."""
    present, *former = text.split(";")
    ends = sorted((date.fromisoformat(end), value) for value, end in (one.split("<") for one in former))
    return [next((value for end, value in ends if end > day), present) for day in days]


EXACTLY = "wait"  # a dimension that percentiles are read from: a value a day, shown to nobody
MOVE = "move"  # one that the matrix of moves between tiers is read from: shown as a category of that alone
INNER_DIMENSIONS = {EXACTLY, MOVE}
TWO_DAYS = (date(2000, 1, 1), date(2000, 1, 2))
ALWAYS = literal("1900-01-01")
