"""A table of arrays of equal length: the generator's records before they become rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np

Array = np.ndarray


@dataclass
class ColumnarTable:
    """One attribute a column; a column may itself be a table."""

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))

    def columns(self) -> list[Array | ColumnarTable]:
        """The columns in the order of their declaration."""
        return [getattr(self, field.name) for field in fields(self)]

    def take(self, index: Array | slice) -> Self:
        """The rows at `index` (positions or a mask), in its order."""
        return type(self)(*(c.take(index) if isinstance(c, ColumnarTable) else c[index] for c in self.columns()))

    @classmethod
    def concatenate(cls, frames: Sequence[Self]) -> Self:
        """All rows of `tables` one after another."""
        columns = zip(*(frame.columns() for frame in frames), strict=True)
        return cls(
            *(type(c[0]).concatenate(c) if isinstance(c[0], ColumnarTable) else np.concatenate(c) for c in columns)
        )
