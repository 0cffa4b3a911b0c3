"""`python -m tests.benchmarks.persons_csv ours URL` (or `pandas`): all persons as CSV, in a process of its own.

Prints seconds, seconds until the first row left, and bytes of memory at the peak.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from shared.access import SYSTEM, open_session
from shared.deployment import deployment
from shared.interchange.records_csv import exported_columns, records_csv
from shared.models import Person
from tests.benchmarks.commands import working_with

Taken = tuple[float, float]
"""Seconds, and seconds until the first row was out."""


def ours(file: Path) -> Taken:
    """The product's own export."""
    begin, first = perf_counter(), 0.0
    with open_session(SYSTEM, deployment().engine) as session, file.open("wb") as out:
        for number, piece in enumerate(_pieces(session)):
            out.write(piece)
            if number == 1:  # the piece before is the heading
                first = perf_counter() - begin
    return perf_counter() - begin, first


def _pieces(session: object) -> Iterator[bytes]:
    return records_csv(session, Person)  # type: ignore[arg-type]


def pandas(file: Path) -> Taken:
    """The same columns through a frame; nothing leaves before everything is read."""
    import pandas as pd  # noqa: PLC0415 - its 50 MB are not ours

    begin = perf_counter()
    with deployment().engine.connect() as connection:
        query = f"SELECT {', '.join(exported_columns(Person))} FROM person ORDER BY region_code, id"
        frame = pd.read_sql(query, connection)
    first = perf_counter() - begin
    frame.to_csv(file, index=False)
    return perf_counter() - begin, first


WAYS: dict[str, Callable[[Path], Taken]] = {"ours": ours, "pandas": pandas}


def main() -> None:
    """Measure one way."""
    way, url = sys.argv[1:]
    with working_with(url), tempfile.NamedTemporaryFile() as file:
        seconds, first = WAYS[way](Path(file.name))
        size = Path(file.name).stat().st_size
    print(json.dumps({"seconds": seconds, "first": first, "memory": _peak(), "bytes": size}))


def _peak() -> int:
    """Bytes this process held at most. What `getrusage` says, a child inherits from the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return 1024 * int(re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)[1])  # type: ignore[index]


if __name__ == "__main__":
    main()
