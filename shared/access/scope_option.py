"""All conditions of a scope as one option of a statement.

SQLAlchemy walks through the options of each statement to find it among those it has compiled: with one option a
record class, that took longer than all else that it does for a short statement. Here what the conditions look like is
walked through once an actor; what is looked at again for each statement are only its regions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from weakref import WeakValueDictionary

from sqlalchemy import BindParameter
from sqlalchemy.orm.interfaces import CriteriaOption
from sqlalchemy.orm.util import LoaderCriteriaOption
from sqlalchemy.sql.cache_key import NO_CACHE, anon_map


class Shape:
    """What the conditions of a scope look like, whatever values they compare with: only itself is equal to it."""


_shapes: WeakValueDictionary[tuple[Any, ...], Shape] = WeakValueDictionary()  # statements compiled with it hold it


def _keys(elements: Iterable[Any], seen: anon_map, bindparams: list[BindParameter[Any]]) -> Iterator[Any]:
    """What SQLAlchemy knows each element by; its parameters are added to `bindparams`."""
    return (element._gen_cache_key(seen, bindparams) for element in elements)  # noqa: SLF001


class ScopeOption(CriteriaOption):
    """Conditions of record classes, applied where SQLAlchemy would apply each by itself.

    Two options with conditions of the same shape share compiled statements; the values compared with (`parameters`)
    belong to the key of the statement, as those of the statement itself do, and are each time those of its own actor.
    """

    propagate_to_loaders = True
    inherit_cache = False  # the key is made here

    def __init__(self, conditions: Iterable[LoaderCriteriaOption]) -> None:
        """ValueError for a condition whose shape SQLAlchemy cannot tell from another's."""
        self.conditions = tuple(conditions)
        self.parameters: list[BindParameter[Any]] = []
        seen = anon_map()
        shape = tuple(_keys(self.conditions, seen, self.parameters))
        if NO_CACHE in seen:
            msg = "a condition of the scope has no key among compiled statements"
            raise ValueError(msg)
        self.shape = _shapes.setdefault(shape, Shape())

    def _gen_cache_key(self, seen: anon_map, bindparams: list[BindParameter[Any]]) -> tuple[Any, ...]:
        """The shape of the conditions, and their parameters among those of the statement that they go with.

        A parameter that stands in the statement too is known by its number there: such a statement is another one.
        """
        return (ScopeOption, self.shape, *_keys(self.parameters, seen, bindparams))

    def process_compile_state(self, compile_state: Any) -> None:
        """Apply the conditions to a statement that is being compiled."""
        self.get_global_criteria(compile_state.global_attributes)

    def process_compile_state_replaced_entities(self, compile_state: Any, mapper_entities: Any) -> None:  # noqa: ARG002
        """Apply them to what the columns of a statement were before others took their place."""
        self.process_compile_state(compile_state)

    def get_global_criteria(self, attributes: dict[Any, Any]) -> None:
        """Add the conditions to those of the statement."""
        for condition in self.conditions:
            condition.get_global_criteria(attributes)
