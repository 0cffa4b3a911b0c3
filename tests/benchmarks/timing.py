"""Timing in turns, and the rows a report is made of."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

Work = Callable[[], object]
ROUNDS = 3
SHORTEST = 0.05
"""Seconds; quicker work is repeated until it took so long, or the clock would be measured."""


@dataclass(frozen=True)
class Row:
    """One measurement. The goal is met when ours ≤ `at_most` × the peer's, or ≤ `at_most` where there is none.

    `note` stands behind ours. `failed`: what kept it from being measured.
    """

    work: str
    ours: float = 0
    at_most: float | None = None
    peer: str = ""
    theirs: float = 1
    unit: str = "s"
    note: str = ""
    failed: str = ""

    @property
    def met(self) -> str:
        """A word, so that a report reads in black and white."""
        if self.failed:
            return "FAILED"
        if self.at_most is None:
            return ""
        return "met" if self.ours <= self.at_most * self.theirs else "NOT MET"

    @property
    def ratio(self) -> str:
        """Ours to theirs, as a fraction of one."""
        return fraction(self.ours / self.theirs) if self.peer else ""

    @property
    def goal(self) -> str:
        """What was hoped for."""
        if self.at_most is None:
            return ""
        return f"≤ {fraction(self.at_most) if self.peer else amount(self.at_most, self.unit)}"

    @property
    def cells(self) -> tuple[str, ...]:
        """Work, ours, peer, ratio, goal, met or not."""
        if self.failed:
            return self.work, self.failed, "", "", "", self.met
        ours = f"{amount(self.ours, self.unit)}{f' ({self.note})' if self.note else ''}"
        peer = f"{self.peer} {amount(self.theirs, self.unit)}" if self.peer else ""
        return self.work, ours, peer, self.ratio, self.goal, self.met


def attempted(work: str, measure: Callable[[], Iterable[Row]]) -> Iterator[Row]:
    """Rows of a measurement; when it fails, those it came to and one that says so. The others go on."""
    try:
        yield from measure()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, it is said
        message = " ".join(str(error).split())[-LONGEST:]
        yield Row(work, failed=f"{type(error).__name__}: {message}")


LONGEST = 200
"""Characters of what went wrong."""
HEADINGS = ("work", "ours", "peer", "ratio", "goal", "")


def fraction(value: float) -> str:
    """`1/240` below one, `1.8 x` above."""
    return f"1/{1 / value:,.0f}" if 0 < value <= 0.1 else f"1/{1 / value:.1f}" if 0 < value < 1 else f"{value:.1f} x"


def amount(value: float, unit: str) -> str:
    """Seconds and bytes in a readable size; other units as they are."""
    if unit == "s":
        return f"{value * 1000:,.1f} ms" if value < 1 else f"{value:,.1f} s"
    if unit == "B":
        return f"{value / 1000:,.0f} kB" if value < 1_000_000 else f"{value / 1_000_000:,.0f} MB"
    return f"{value:,.1f} {unit}" if 0 < value < 100 else f"{value:,.0f} {unit}"


def seconds(work: Work) -> float:
    """Seconds of one call."""
    calls, spent, begin = 0, 0.0, perf_counter()
    while spent < SHORTEST:
        work()
        calls, spent = calls + 1, perf_counter() - begin
    return spent / calls


def in_turns(works: dict[str, Work], rounds: int = ROUNDS) -> dict[str, float]:
    """Median seconds of each, measured A B C, A B C, …: what slows the machine down slows all of them.

    What was there before is no garbage to look through, as in the server once it has started.
    """
    gc.collect()
    gc.freeze()
    taken = [{name: seconds(work) for name, work in works.items()} for _ in range(rounds)]
    gc.unfreeze()
    return {name: median(one[name] for one in taken) for name in works}


def percentile_95(values: Iterable[float]) -> float:
    """The value that 95 in 100 stay below."""
    return quantiles(values, n=20, method="inclusive")[-1]
