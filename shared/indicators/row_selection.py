"""Who counts in a figure: the one statement of the rows behind a number, by region, period and category.

It says in SQL what `aggregation` says in arrays, with its ranks and ties, so that the number and the list of it are one
selection: a test compares them for every figure and level. Lists stand in the order of place and key, which an index
serves; each subject stands in the list once, in the row that speaks for it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache, partial
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, literal, or_, select, true
from sqlalchemy.dialects import sqlite

from shared.access.actor import in_subtrees
from shared.clock import Period
from shared.models.region import prefix_of

from .categories_in_sql import as_day, group_size, of_category
from .counted_rows import Rows, counted_rows, is_not_of, tells_apart
from .law_values import LawValues, query_parameters
from .measure import GroupSize, Measure, Pair, Timing

MAX_CHANGES_OF_DIVISIONS = 2  # that one recognition may go through within a period


@dataclass(frozen=True)
class Selection:
    """What a measure counts in a region and a period, as of a day; with `category`, of one value of a dimension.

    `without`: those that another selection of the same people, households or records counts too are left out.
    """

    measure: Measure
    region: str
    period: Period
    day: date
    law: LawValues = field(default_factory=dict, hash=False)
    dimension: str = ""
    category: str = ""
    without: Selection | None = None

    @cached_property
    def rows(self) -> Rows:
        """The rows that the statement lists."""
        return self._rows()

    def query(self) -> Select[Any]:
        """Place and key of each row, and its amount."""
        rows = self.rows
        return select(rows.c.region, rows.c.key, rows.c.amount).where(*self._conditions(rows)).params(**self._law)

    def count(self, most: int | None = None) -> Select[Any]:
        """How many rows there are, of which no more than `most` are looked for."""
        rows = self.query().with_only_columns(literal(1)).limit(most).subquery()
        return select(func.count()).select_from(rows)

    @property
    def digest(self) -> str:
        """A hash of the statement and all its values: equal selections have equal ones, on every database."""
        return _digest(self)

    @property
    def _law(self) -> dict[str, int]:
        return query_parameters(self.law)

    @property
    def _last_day(self) -> date:
        return min(self.period.end, self.day)

    @property
    def _day_before(self) -> date:
        return self.period.start - timedelta(days=1)

    def _rows(self, *, of_all_categories: bool = False) -> Rows:
        by_category = of_category(self.measure, self.dimension, self.category, self._last_day)
        return counted_rows(self.measure, self.day, *(() if of_all_categories else by_category), *self._without_rows)

    @cached_property
    def _without_rows(self) -> list[ColumnElement[bool]]:
        """Where each row says by itself that the other selection counts it, it need not be looked for there."""
        if self.without is None or not tells_apart(self.measure, self.without.measure, self.dimension):
            return []
        return [is_not_of(self.without.measure, self.day)]

    def _conditions(self, rows: Rows) -> Iterator[ColumnElement[bool]]:
        """What makes rows count, put on the rows of the category."""
        measure = self.measure
        yield rows.c.region == self.region if not measure.rolls_up else self._is_here(rows)
        if measure.timing in (Timing.CAME, Timing.LEFT):
            yield from self._changed(rows)
        elif measure.timing is Timing.BEFORE:
            yield self._stood(rows)
        elif measure.timing is Timing.STAYED:
            yield self._speaks_on(rows, self._last_day)
            if self._has_two_sides:
                yield self._may_have_changed(rows)
            yield self._stood_here_before(rows)
        elif not measure.rolls_up:
            yield self._is_in_period(rows)
            yield self._is_first(rows, self._is_in_period, [lambda o: o.c.region == self.region], self._latest)
        elif measure.timing is Timing.STOCK:
            yield self._is_in_period(rows)
            if measure.subject is not None:
                yield self._is_first(rows, self._is_in_period)
                yield from self._has_size(rows)
        else:
            yield self._is_in_period(rows)
            if measure.subject is not None:
                yield self._is_first(rows, self._is_in_period, [self._is_here], by_category=measure.rank is None)
        if self.without is not None and not self._without_rows:
            yield self._is_not_counted_in(self.without, rows)

    def _is_here(self, rows: Rows) -> ColumnElement[bool]:
        return in_subtrees(rows.c.region, (prefix_of(self.region),))

    def _is_in_period(self, rows: Rows) -> ColumnElement[bool]:
        """Whether a row counts at the end of the period, or begins in it or by its end, wherever it stands."""
        if self.measure.timing is Timing.STOCK:
            return self._is_in_force(rows, self._last_day)
        begins_by_end = rows.c.begins <= as_day(rows.c.begins, self._last_day)
        if self.measure.timing is Timing.CUMULATIVE:
            return begins_by_end
        return and_(rows.c.begins >= as_day(rows.c.begins, self.period.start), begins_by_end)

    def _is_in_force(self, rows: Rows, day: date) -> ColumnElement[bool]:
        has_begun = rows.c.begins <= as_day(rows.c.begins, day)
        if self.measure.end is None:
            return has_begun
        return and_(has_begun, or_(rows.c.ends.is_(None), rows.c.ends > as_day(rows.c.ends, day)))

    def _is_first(
        self,
        rows: Rows,
        counts: Callable[[Rows], ColumnElement[bool]],
        further: list[Callable[[Rows], ColumnElement[bool]]] | None = None,
        comes_before: Callable[[Rows, Rows], ColumnElement[bool]] | None = None,
        *,
        by_category: bool = False,
    ) -> ColumnElement[bool]:
        """Whether no other row that counts speaks for the same subject before this one."""
        if self.measure.is_one_at_a_time:
            return true()
        other = self._rows(of_all_categories=not by_category)
        conditions = [counts(other), *(condition(other) for condition in further or ())]
        if comes_before is None:
            conditions.append(other.c.subject == rows.c.subject)
        return ~exists().where(*conditions, (comes_before or self._comes_before)(other, rows))

    def _comes_before(self, one: Rows, other: Rows) -> ColumnElement[bool]:
        """In the order in which rows speak for a subject: by rank and place, else by day."""
        names = ("begins", "tie") if self.measure.rank is None else ("rank", "region", "tie")
        return _is_less([(one.c[name], other.c[name]) for name in names])

    def _latest(self, one: Rows, other: Rows) -> ColumnElement[bool]:
        return _is_less([(other.c.begins, one.c.begins), (other.c.key, one.c.key)])

    def _has_size(self, rows: Rows) -> Iterator[ColumnElement[bool]]:
        size = group_size(self.measure, self.dimension, self.category)
        if size is not None:
            member = self._rows()
            is_member = (member.c.subject == rows.c.subject, self._is_in_period(member))
            members = select(func.count()).select_from(member).where(*is_member).correlate(rows).scalar_subquery()
            yield members >= size if size == GroupSize.LARGEST else members == size

    def _changed(self, rows: Rows) -> Iterator[ColumnElement[bool]]:
        """Whoever stands here on one side of the period, and not so on the other."""
        is_now = partial(self._speaks_on, day=self._last_day)
        here, there = (is_now, self._stood) if self.measure.timing is Timing.CAME else (self._stood, is_now)
        yield self._may_have_changed(rows)
        yield here(rows)
        other = self._rows(of_all_categories=True)
        is_same = (other.c.subject == rows.c.subject, other.c.stays == rows.c.stays, self._is_here(other))
        yield ~exists().where(*is_same, there(other))

    def _stood_here_before(self, rows: Rows) -> ColumnElement[bool]:
        """Whether the subject of a row stood in the region on the day before the period, with the value of then."""
        declared = self.measure.dimensions.get(self.dimension)
        of_then = [declared.of == Pair.sides(self.category)[0]] if isinstance(declared, Pair) else []
        other = counted_rows(self.measure, self.day, *of_then)
        is_same = (other.c.subject == rows.c.subject, self._is_here(other), self._stood(other))
        return select(func.count()).select_from(other).where(*is_same).scalar_subquery() > 0

    @property
    def _has_two_sides(self) -> bool:
        """Whether it selects those whose value before is another one than now."""
        is_pair = isinstance(self.measure.dimensions.get(self.dimension), Pair)
        return is_pair and len(set(Pair.sides(self.category))) > 1

    def _may_have_changed(self, rows: Rows) -> ColumnElement[bool]:
        """Nothing but a row that begins or ends in the period changes anything: asked first, because it is quick."""
        own, others = ("ends", "begins") if self.measure.timing is Timing.LEFT else ("begins", "ends")
        if self.measure.is_one_at_a_time:
            return self._is_between(rows.c[own])
        other = self._rows(of_all_categories=True)
        is_moved = (other.c.subject == rows.c.subject, self._is_between(other.c[others]))
        of_subject = select(func.count()).select_from(other).where(*is_moved).scalar_subquery()
        return or_(self._is_between(rows.c[own]), of_subject > 0)  # `exists` PostgreSQL would read for all at once

    def _is_between(self, column: Any) -> ColumnElement[bool]:
        return and_(column >= as_day(column, self.period.start), column <= as_day(column, self._last_day))

    def _speaks_on(self, rows: Rows, day: date) -> ColumnElement[bool]:
        counts = partial(self._is_in_force, day=day)
        return and_(counts(rows), self._is_first(rows, counts))

    def _stood(self, rows: Rows, depth: int = 0) -> ColumnElement[bool]:
        """Whether a row spoke for its subject the day before the period, or goes on from one that did so.

        Where divisions changed meanwhile, the row stands for it that went on last. What was over before, or began
        later, is no such row: asked first, because it is quick.
        """
        spoke = self._speaks_on(rows, self._day_before)
        if self.measure.continues is None:
            return spoke
        went_on: ColumnElement[bool] = false()
        if depth < MAX_CHANGES_OF_DIVISIONS:
            former = self._rows(of_all_categories=True)
            is_former = (former.c.subject == rows.c.subject, former.c.ends == rows.c.begins)
            goes_on = (rows.c.continues == 1, self._is_between(rows.c.begins))
            went_on = and_(*goes_on, exists().where(*is_former, self._stood(former, depth + 1)))
        if depth:
            return or_(spoke, went_on)
        has_begun = rows.c.begins <= as_day(rows.c.begins, self._last_day)
        is_recent = or_(rows.c.ends.is_(None), rows.c.ends > as_day(rows.c.ends, self._day_before))
        return and_(has_begun, is_recent, or_(spoke, went_on), ~self._goes_on(rows))

    def _goes_on(self, rows: Rows) -> ColumnElement[bool]:
        next_ = self._rows(of_all_categories=True)
        follows = (next_.c.subject == rows.c.subject, next_.c.begins == rows.c.ends, next_.c.continues == 1)
        return exists().where(*follows, next_.c.begins <= as_day(next_.c.begins, self._last_day))

    @staticmethod
    def _is_not_counted_in(selection: Selection, rows: Rows) -> ColumnElement[bool]:
        other = selection._rows()
        return ~exists().where(other.c.subject == rows.c.subject, *selection._conditions(other))


@lru_cache(maxsize=256)
def _digest(selection: Selection) -> str:
    """Kept for the next page of a list: to write a statement of moves takes longer than to run it."""
    compiled = selection.query().compile(dialect=sqlite.dialect())
    return hashlib.sha256(f"{compiled}\n{json.dumps(compiled.params, default=str)}".encode()).hexdigest()


def _is_less(pairs: list[tuple[Any, Any]]) -> ColumnElement[bool]:
    """Whether the first values come before the second, compared one after the other."""
    (one, other), *rest = pairs
    return or_(one < other, and_(one == other, _is_less(rest))) if rest else one < other
