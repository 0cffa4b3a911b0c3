"""Timing in turns, and the rows a report is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

Work = Callable[[], object]
ROUNDS = 3
SHORTEST = 0.05
"""Seconds; quicker work is repeated until it took so long, or the clock would be measured."""


@dataclass(frozen=True)
class Row:
    """One measurement. The goal is met when ours ≤ `at_most` × the peer's, or ≤ `at_most` where there is none."""

    work: str
    ours: float
    at_most: float | None = None
    peer: str = ""
    theirs: float = 1
    unit: str = "s"

    @property
    def met(self) -> str:
        """A word, so that a report reads in black and white."""
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
        peer = f"{self.peer} {amount(self.theirs, self.unit)}" if self.peer else ""
        return self.work, amount(self.ours, self.unit), peer, self.ratio, self.goal, self.met


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
    return f"{value:,.0f} {unit}"


def seconds(work: Work) -> float:
    """Seconds of one call."""
    calls, spent, begin = 0, 0.0, perf_counter()
    while spent < SHORTEST:
        work()
        calls, spent = calls + 1, perf_counter() - begin
    return spent / calls


def in_turns(works: dict[str, Work], rounds: int = ROUNDS) -> dict[str, float]:
    """Median seconds of each, measured A B C, A B C, …: what slows the machine down slows all of them."""
    taken = [{name: seconds(work) for name, work in works.items()} for _ in range(rounds)]
    return {name: median(one[name] for one in taken) for name in works}


def percentile_95(values: Iterable[float]) -> float:
    """The value that 95 in 100 stay below."""
    return quantiles(values, n=20, method="inclusive")[-1]
