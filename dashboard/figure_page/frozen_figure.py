"""A figure as it stood at a moment: what an address holds of it, in as few bytes as there are needed.

Nothing of it is read from today's catalogue, so that it is the same number whatever was declared otherwise since.
"""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import IntFlag
from typing import Any

from shared.indicators.indicator_value import MIN_DENOMINATOR
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.units import Unit

FORMAT = 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NUMBERS = "<qq14s"  # both sides and the state
NONE = -(2**63)  # the side of a blank


class Trait(IntFlag):
    """What else there is to know of a figure."""

    PUBLIC = 1  # shown to every reader who may read figures of the region
    MONEY_ABOVE = 2  # the numerator is in fen
    MONEY_BELOW = 4  # the denominator is
    PERCENTILE = 8  # what stands as numerator is the value itself


@dataclass(frozen=True)
class FrozenFigure:
    """Both sides as counted; None in a blank. `factor`: of a quotient; 0 where the value is the numerator."""

    key: str
    code: str
    numerator: int | None
    denominator: int | None
    factor: int
    unit: Unit
    state: ObservationStatus
    version: int
    definition: str
    selection: str
    traits: Trait

    @property
    def is_small(self) -> bool:
        """Whether it rests on too few to be ranked or said: then it is grey, as figures are everywhere."""
        needs_base = self.factor > 0 or Trait.PERCENTILE in self.traits
        return needs_base and self.value is not None and (self.denominator or 0) < MIN_DENOMINATOR

    @property
    def value(self) -> Decimal | None:
        """The number in its unit (money in yuan); None for a blank."""
        if self.state.is_blank or self.numerator is None:
            return None
        number = Decimal(self.numerator)
        if self.factor:
            number = number * self.factor / Decimal(self.denominator or 1)
        return number / 100 if self.unit.is_money else number


@dataclass(frozen=True)
class FrozenFigures:
    """Some figures of one region and period, with the as-of day and the minute when they were fixed."""

    day: date
    fixed_at: datetime
    figures: tuple[FrozenFigure, ...]


def encode(frozen: FrozenFigures) -> bytes:
    """The bytes of what is fixed.

    How many there are tells nothing of the numbers, nor whether there are any: who has a link of somebody else sees its
    length. So both sides and the state have a width of their own, outside of what is compressed.
    """
    content = [FORMAT, frozen.day.toordinal(), _minutes(frozen.fixed_at), [_row(one) for one in frozen.figures]]
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    text = json.dumps(content, separators=(",", ":"))
    numbers = map(_numbers, frozen.figures)
    return deflater.compress(text.encode()) + deflater.flush() + b"".join(numbers)


def decode(content: bytes) -> FrozenFigures | None:
    """What was fixed; None where a release wrote it that knew other units or states than this one."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        _format, day, minutes, rows = json.loads(inflater.decompress(content))
        numbers = struct.iter_unpack(NUMBERS, inflater.unused_data)
        figures = tuple(_read_row(row, *own) for row, own in zip(rows, numbers, strict=True))
        return FrozenFigures(date.fromordinal(day), EPOCH + minutes * MINUTE, figures)
    except (ValueError, zlib.error, struct.error):
        return None


def _minutes(moment: datetime) -> int:
    return (moment - EPOCH) // MINUTE


def _numbers(one: FrozenFigure) -> bytes:
    sides = (NONE if side is None else side for side in (one.numerator, one.denominator))
    return struct.pack(NUMBERS, *sides, one.state.value.encode())


def _read_side(side: int) -> int | None:
    return None if side == NONE else side


def _row(one: FrozenFigure) -> list[Any]:
    names = one.unit.value, one.definition, one.selection
    return [one.key, one.code, one.factor, *names, one.version, int(one.traits)]


def _read_row(row: list[Any], numerator: int, denominator: int, state: bytes) -> FrozenFigure:
    key, code, factor, unit, definition, selection, version, traits = row
    sides = _read_side(numerator), _read_side(denominator)
    kind = Unit(unit), ObservationStatus(state.rstrip(b"\0").decode())  # type: ignore[call-arg]
    return FrozenFigure(key, code, *sides, factor, *kind, version, definition, selection, Trait(traits))
