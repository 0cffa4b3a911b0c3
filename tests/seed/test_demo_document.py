"""docs/demo.md says what the code says."""

from __future__ import annotations

import re
from pathlib import Path

from seed.demo.toolkit.calibration import TARGETS
from seed.demo.toolkit.planted_faults import FAULTS

TEXT = (Path(__file__).parents[2] / "docs/demo.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\|.*\|$", re.MULTILINE)


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_every_target_stands_there_with_its_count():
    found: dict[str, int] = {}
    for _, keys, numbers in (row for row in map(cells, ROW.findall(TEXT)) if len(row) == 3 and "`" in row[1]):
        counts = [int(number.replace(",", "")) for number in numbers.split()]
        found |= dict(zip(re.findall(r"`(\w+)`", keys), counts, strict=True))
    assert found == {key: target.count for key, target in TARGETS.items()}


def test_every_fault_stands_there_with_its_count_and_figure():
    rows = {row[0].strip("`"): row[1:] for row in map(cells, ROW.findall(TEXT)) if len(row) == 4 and "`" in row[0]}
    assert rows == {key: [str(fault.count), fault.description, fault.detected_by] for key, fault in FAULTS.items()}
