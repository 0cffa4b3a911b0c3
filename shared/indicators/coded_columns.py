"""Columns of rows as numbers: values that repeat by their place among the different ones, whole numbers as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np


class CategoricalColumn:
    """Distinct values in order and, for each row, the position of its value; −1 where there is none."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        """Code `values`, and those added later, in one pass: a dictionary is several times faster than sorting."""
        self._codes_by_value: dict[Any, int] = _CodeOfValue()
        self._parts: list[np.ndarray] = []
        self.add(list(values))

    def add(self, values: Iterable[Any]) -> None:
        """Code more rows."""
        self._parts.append(np.fromiter(map(self._codes_by_value.__getitem__, values), dtype=np.int32))

    def finish(self) -> CategoricalColumn:
        """Put the values in order, so that equal records make equal codes on every database."""
        self.names: list[Any] = sorted(value for value in self._codes_by_value if value is not None)
        position = {value: n for n, value in enumerate(self.names)} | {None: -1}
        self.codes = np.array([position[value] for value in self._codes_by_value] or [0], dtype=np.int32)[
            np.concatenate(self._parts)
        ]
        return self


class _CodeOfValue(dict[Any, int]):
    """The position of each value in the order of first sight."""

    def __missing__(self, value: Any) -> int:
        self[value] = len(self)
        return len(self) - 1


class IntegerColumn:
    """A column of whole numbers; the query puts 0 where there is none."""

    def __init__(self) -> None:
        """No rows yet."""
        self._parts: list[np.ndarray] = [np.empty(0, dtype=np.int64)]

    def add(self, values: Iterable[Any]) -> None:
        """Take more rows."""
        self._parts.append(np.fromiter(values, dtype=np.int64))

    def finish(self) -> np.ndarray:
        """All rows."""
        return np.concatenate(self._parts)
