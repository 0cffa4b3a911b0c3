"""CSV of all persons beside pandas: time, memory at the peak, and when the first row leaves."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from tests.benchmarks.demo_databases import Province, Provinces, on_both
from tests.benchmarks.timing import Row

TO_PANDAS = {"sqlite": 1 / 6, "postgresql": 1 / 4}
MEMORY, FIRST = 200_000_000, 0.5
ROUNDS = 2


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases, each time in a process of its own."""
    yield from on_both("CSV of all persons", lambda dialect: _on(provinces.get(dialect), TO_PANDAS[dialect]))


def _on(province: Province, goal: float) -> Iterator[Row]:
    taken = [{way: _measured(way, province.url) for way in ("ours", "pandas")} for _ in range(ROUNDS)]

    def middle(way: str, what: str, taken: list[dict[str, dict[str, float]]] = taken) -> float:
        return median(one[way][what] for one in taken)

    what = f"CSV of 1.3 M persons, {province.database}"
    yield Row(what, middle("ours", "seconds"), goal, "pandas to_csv", middle("pandas", "seconds"))
    yield Row(f"{what}: until the first row", middle("ours", "first"), FIRST)
    yield Row(f"{what}: memory at the peak", middle("ours", "memory"), MEMORY, unit="B")
    yield Row(f"{what}: memory", middle("ours", "memory"), None, "pandas", middle("pandas", "memory"), "B")


def _measured(way: str, url: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.persons_csv", way, url]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
