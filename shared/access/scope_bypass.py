"""Statements that would pass the scope by: the conditions of `scope` reach record classes, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Alias, Executable, Join, Select, TableClause, TextClause
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.selectable import TextualSelect
from sqlalchemy.sql.visitors import ExternallyTraversible

ALLOWED_LITERALS = {"*", "1"}  # count(*), exists(select 1 …)


def bypasses_scope(statement: Executable) -> bool:
    """Whether a SELECT holds text, a table not read through its record class, or an alias joined by a condition."""
    tables_read, visited = set(), set()
    for element in visitors.iterate(statement):  # type: ignore[arg-type]
        entity = element._annotations.get("parententity")  # noqa: SLF001 - how the ORM marks its own
        if entity is not None:
            tables_read.add(entity.mapper.local_table)
        elif _is_text(element) or (isinstance(element, Select) and (_is_core(element) or _joins_alias(element))):
            return True
        elif isinstance(element, TableClause):
            visited.add(element)
    return not visited <= tables_read


def _is_text(element: ExternallyTraversible) -> bool:
    if isinstance(element, ColumnClause):
        return element.is_literal and element.name not in ALLOWED_LITERALS
    return isinstance(element, TextClause | TextualSelect)


def _joins_alias(select: Select[*tuple[Any, ...]]) -> bool:
    """Whether an alias of a record class is joined by a condition, not along a relationship.

    SQLAlchemy 2.1.9 then puts the condition of the scope on the class itself: the alias would be read everywhere.
    """
    return any(isinstance(target, Alias) for target in _joined_by_condition(select))


def _joined_by_condition(select: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    for target, on_clause, *_ in select._setup_joins:  # noqa: SLF001 - what `join` was called with
        if not hasattr(on_clause, "of_type"):
            yield target
    for source in select._from_obj:  # noqa: SLF001 - what `select_from` was called with
        yield from (element.right for element in visitors.iterate(source) if isinstance(element, Join))


def _is_core(select: Select[*tuple[Any, ...]]) -> bool:
    """Whether a SELECT reads tables although no record class stands in its columns or FROM."""
    if select._propagate_attrs.get("compile_state_plugin") == "orm":  # noqa: SLF001
        return False
    sources = (source for joined in select.get_final_froms() for source in joined._from_objects)  # noqa: SLF001
    return any(isinstance(source, TableClause) for source in sources)
