"""`python -m tests.benchmarks [names…]`: measure, print a row as it comes, and a table at the end."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from tests.benchmarks import system_info
from tests.benchmarks.commands import FOLDER
from tests.benchmarks.demo_databases import REAL, Provinces
from tests.benchmarks.timing import HEADINGS, Row, attempted

NAMES = (
    "seed",
    "pages",
    "datasette",
    "league_tables",
    "figure_lists",
    "documents",
    "statistics",
    "corrections",
    "batches",
    "dashboard",
    "browser",
    "phone",
    "admin",
    "household_page",
    "family_acts",
    "people_search",
    "batch_pages",
    "lists",
    "export",
)
"""Benchmarks in the order they run; `seed` first, because the others use what it makes."""


def main() -> int:
    """Run the named benchmarks, or all; 1 when one of them could not be measured to its end."""
    arguments = _arguments()
    begin, measured = time.perf_counter(), []
    provinces = Provinces(arguments.database, arguments.scale, arguments.datasette)
    print("\n".join(system_info.description()), flush=True)
    try:
        for name in arguments.names or NAMES:
            for row in attempted(f"benchmark `{name}`", lambda: _rows(name)(provinces)):  # noqa: B023 - used at once
                measured.append(row)
                print("   ".join(cell for cell in row.cells if cell), flush=True)
    finally:
        provinces.close()
    print()
    print("\n".join(markdown(measured) if arguments.markdown else plain(measured)))
    print(f"\n{time.perf_counter() - begin:,.0f} s; provinces are kept in {FOLDER}")
    return int(any(row.failed for row in measured))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", choices=[*NAMES, []], help=f"of {', '.join(NAMES)}")
    parser.add_argument("--markdown", action="store_true", help="print the table for docs/benchmarks.md")
    parser.add_argument(
        "--database", type=Path, help="a demo database of that scale, its key beside it or in var/, to copy"
    )
    parser.add_argument("--scale", type=float, default=REAL, help="of the provinces of real size: less is only a trial")
    parser.add_argument("--datasette", type=Path, help="the command of Datasette, a peer that is not installed here")
    return parser.parse_args()


def _rows(name: str) -> Callable[[Provinces], Iterator[Row]]:
    return import_module(f"tests.benchmarks.{name}").rows


def plain(rows: list[Row]) -> Iterator[str]:
    """A table for a terminal."""
    table = [HEADINGS, *(row.cells for row in rows)]
    widths = [max(len(line[n]) for line in table) for n in range(len(HEADINGS))]
    for line in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def markdown(rows: list[Row]) -> Iterator[str]:
    """The same for a document."""
    for line in (HEADINGS, ["---"] * len(HEADINGS), *(row.cells for row in rows)):
        yield f"| {' | '.join(line)} |"


if __name__ == "__main__":
    sys.exit(main())
