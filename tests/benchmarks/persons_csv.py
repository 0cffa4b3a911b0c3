"""`python -m tests.benchmarks.persons_csv ours|pandas URL`: all persons as CSV, in a process of its own.

Prints seconds, seconds until the first row left, and bytes of memory at the peak.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pandas as pd

from shared.access import SYSTEM, open_session
from shared.deployment import deployment
from shared.interchange.records_csv import exportable, records_csv
from shared.models import Person
from tests.benchmarks.commands import working_with


def ours(file: Path) -> float:
    """The product's own export; when the first row was out."""
    begin, first = perf_counter(), 0.0
    with open_session(SYSTEM, deployment().engine) as session, file.open("wb") as out:
        for number, piece in enumerate(_pieces(session)):
            out.write(piece)
            if number == 1:  # the piece before is the heading
                first = perf_counter() - begin
    return first


def _pieces(session: object) -> Iterator[bytes]:
    return records_csv(session, Person)  # type: ignore[arg-type]


def pandas(file: Path) -> float:
    """The same columns through a frame; nothing leaves before everything is read."""
    begin = perf_counter()
    with deployment().engine.connect() as connection:
        query = f"SELECT {', '.join(exportable(Person))} FROM person ORDER BY region_code, id"
        frame = pd.read_sql(query, connection)
    first = perf_counter() - begin
    frame.to_csv(file, index=False)
    return first


WAYS: dict[str, Callable[[Path], float]] = {"ours": ours, "pandas": pandas}


def main() -> None:
    """Measure one way."""
    way, url = sys.argv[1:]
    with working_with(url), tempfile.NamedTemporaryFile() as file:
        begin = perf_counter()
        first = WAYS[way](Path(file.name))
        seconds = perf_counter() - begin
        size = Path(file.name).stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "first": first, "memory": peak, "bytes": size}))


if __name__ == "__main__":
    main()
