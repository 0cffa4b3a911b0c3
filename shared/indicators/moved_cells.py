"""What the last corrections moved in the cube, newest first: whoever knows an earlier state reads that alone again.

It stands in the row that says when the cube was refreshed last, and is written with it: nobody sees the one without
the other. One line for each correction: a name of its own, the regions and the protected measures of the cells moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from .catalogue import MEASURES

LONGEST_LOG, LONGEST_LINE = 4_000, 1_000  # characters
EVERYTHING = "*"


@dataclass(frozen=True)
class MovedCells:
    """Where something moved between two states."""

    regions: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()


def everything_moved(at: datetime) -> str:
    """The line after which nobody knows anything of what there was before."""
    return f"{_name(at)};{EVERYTHING};\n"


def describe_moves(at: datetime, cells: Iterable[tuple[str, str, str, str]]) -> str:
    """The line of a correction."""
    moved = [(region, measure) for measure, region, _period, _dimension in cells if MEASURES[measure].is_protected]
    regions, measures = (" ".join(sorted(set(one))) for one in (zip(*moved, strict=True) if moved else ((), ())))
    line = f"{_name(at)};{regions};{measures}\n"
    return line if len(line) <= LONGEST_LINE else everything_moved(at)


def last_move(log: str, at: datetime) -> str:
    """The name of the last correction; empty where the log does not tell of what was done at that moment."""
    name = log.partition(";")[0]
    return name if name and datetime.fromisoformat(name.partition("/")[0]) == at else ""


def moved_since(log: str, name: str) -> MovedCells | None:
    """What was moved after a correction; None where the log does not say."""
    moved = MovedCells()
    for line in log.split("\n")[:-1]:  # the last line may be cut
        found, regions, measures = line.split(";")
        if found == name:
            return moved
        if regions == EVERYTHING:
            return None
        moved = MovedCells(moved.regions | set(regions.split()), moved.measures | set(measures.split()))
    return None


def _name(at: datetime) -> str:
    return f"{at.isoformat()}/{uuid4().hex[:8]}"
