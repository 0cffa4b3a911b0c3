"""Which rows of a source some changes touch, and for whom these count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Select, select

from .catalogue import COUNTED_MEASURES
from .dependencies import may_move
from .law_values import LawValues, query_parameters
from .measure import Expression, Measure, Source
from .queries import RowValues, row_condition, row_parameters

Changes = list[dict[str, Any]]
DistinctValues = list[set[Any]]  # different values, a set a column
Groups = list[tuple[Expression | None, list[Measure]]]


def affected_measures(changes: Changes) -> Iterator[tuple[tuple[Measure, ...], Changes]]:
    """The measures of each source that some changes may move, and those of the changes that may move one of them."""
    for measures in _by_source():
        changes_of_source = [change for change in changes if change["class"] in measures[0].source.invalidated_by]
        moving = tuple(
            measure for measure in measures if any(may_move(measure, change) for change in changes_of_source)
        )
        if moving:
            yield (
                moving,
                [change for change in changes_of_source if any(may_move(measure, change) for measure in moving)],
            )


@cache
def _by_source() -> list[list[Measure]]:
    by_source: dict[Source, list[Measure]] = defaultdict(list)
    for measure in COUNTED_MEASURES.values():
        by_source[measure.source].append(measure)
    return list(by_source.values())


def affected_rows(source: Source, changes: Changes) -> RowValues:
    """The rows that `changes` (see `audit.collect_changes`) affect: with one of these values in one of the columns."""
    values: RowValues = defaultdict(set)
    for change in changes:
        attribute, column = source.invalidated_by[change["class"]]
        values[column] |= {change["before"].get(attribute), change["after"].get(attribute)} - {None}
    return {column: keys for column, keys in values.items() if keys}


def group_by_counting_unit(measures: Iterable[Measure]) -> Groups:
    """Measures by what must be counted as a whole; None for those whose rows each count for themselves."""
    groups: dict[int, tuple[Expression | None, list[Measure]]] = {}
    for measure in measures:
        groups.setdefault(id(measure.counting_unit), (measure.counting_unit, []))[1].append(measure)
    return list(groups.values())


def distinct_values(
    connection: Connection, source: Source, columns: list[Expression], rows: RowValues, law: LawValues
) -> DistinctValues:
    """What different rows name in some columns; retired ones too: a change may just have taken them out."""
    found: DistinctValues = [set() for _ in columns]
    for column, values in rows.items() if columns else ():  # one by one: an OR would read all of a union
        by_column = {column: values}
        query = _naming(source, tuple(columns), tuple(by_column))
        for row in connection.execute(query, row_parameters(by_column) | query_parameters(law)):
            for n, value in enumerate(row):
                found[n].add(value)
    return [values - {None} for values in found]


@lru_cache(maxsize=64)
def _naming(source: Source, columns: tuple[Expression, ...], by: tuple[Expression, ...]) -> Select[Any]:
    return select(*columns).select_from(source.rows).where(row_condition(by)).distinct()
