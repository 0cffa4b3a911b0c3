"""Columns of rows to be loaded, each able to hand out a slice for SQLite (Python objects) and PostgreSQL (Arrow)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.day_numbers import NO_DAY


@dataclass(frozen=True)
class LoadColumn:
    """One column of a table: here values that need no translation."""

    values: Array

    def __len__(self) -> int:
        return len(self.values)

    def objects(self, rows: slice) -> list[Any]:
        """Values as the SQLite driver binds them."""
        return self.values[rows].tolist()

    def arrow(self, rows: slice) -> pa.Array:
        """Values as COPY reads them once they are CSV."""
        return pa.array(self.objects(rows))


@dataclass(frozen=True)
class NumberColumn(LoadColumn):
    """Numbers; `missing` stands for NULL."""

    missing: int | None = None

    def objects(self, rows: slice) -> list[Any]:
        """Python numbers."""
        values = super().objects(rows)
        return values if self.missing is None else [None if v == self.missing else v for v in values]

    def arrow(self, rows: slice) -> pa.Array:
        """Arrow numbers, without a detour over objects."""
        values = self.values[rows]
        return pa.array(values, mask=None if self.missing is None else values == self.missing)


class KeyColumn(NumberColumn):
    """Primary keys 1 … n."""

    def __init__(self, count: int) -> None:
        super().__init__(np.arange(1, count + 1, dtype=np.int64))


class ForeignKeyColumn(NumberColumn):
    """Positions in another table as keys of its rows; -1 is NULL."""

    def __init__(self, positions: Array) -> None:
        super().__init__(positions.astype(np.int64) + 1, missing=0)


@dataclass(frozen=True)
class CodedColumn(LoadColumn):
    """Few different texts: positions in `labels`; -1 is NULL."""

    labels: Iterable[str]

    def objects(self, rows: slice) -> list[Any]:
        """The labels, each object shared by all its rows."""
        return np.array([*map(str, self.labels), None], object)[self.values[rows]].tolist()

    def arrow(self, rows: slice) -> pa.Array:
        """The labels, taken inside Arrow."""
        codes = self.values[rows]
        return pa.array([*map(str, self.labels)]).take(pa.array(codes, mask=codes < 0))


class DateColumn(LoadColumn):
    """Dates as day numbers; NO_DAY is NULL."""

    def objects(self, rows: slice) -> list[Any]:
        """ISO texts, each object shared by all its rows."""
        return _DAY_TEXTS[np.minimum(self.values[rows] - _FIRST_DAY, len(_DAY_TEXTS) - 1)].tolist()

    def arrow(self, rows: slice) -> pa.Array:
        """Arrow dates, which count from 1970 as we do."""
        values = self.values[rows].astype(np.int32)
        return pa.array(values, mask=values == NO_DAY).cast(pa.date32())


class TextColumn(LoadColumn):
    """Texts that mostly differ, as objects or as ASCII bytes."""

    def objects(self, rows: slice) -> list[Any]:
        """Python strings."""
        values = self.values[rows]
        return (values.astype(str) if values.dtype.kind == "S" else values).tolist()


class BooleanColumn(LoadColumn):
    """True or false."""

    def objects(self, rows: slice) -> list[Any]:
        """SQLite keeps 0 and 1."""
        return self.values[rows].astype(int).tolist()

    def arrow(self, rows: slice) -> pa.Array:
        """PostgreSQL keeps booleans."""
        return pa.array(self.values[rows])


class BytesColumn(LoadColumn):
    """Bytes of one length, a row of the array each."""

    def objects(self, rows: slice) -> list[Any]:
        """Python bytes."""
        chosen = np.ascontiguousarray(self.values[rows])
        return chosen.view(f"V{chosen.shape[1]}").ravel().tolist()

    def arrow(self, rows: slice) -> pa.Array:
        """Hexadecimal, as CSV carries bytes."""
        return pa.array([rf"\x{blob.hex()}" for blob in self.objects(rows)])


_CALENDAR = np.arange("1900-01-01", "2030-01-01", dtype="datetime64[D]")
_FIRST_DAY = int(_CALENDAR[0].astype(int))
_DAY_TEXTS = np.array([*_CALENDAR.astype(str).tolist(), None], object)


@dataclass(frozen=True)
class TableRows:
    """Rows of one table, a column a name. Columns that are not named keep the table's default."""

    table: str
    columns: Mapping[str, LoadColumn]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))
