"""Cells that were read: of each measure, category and period the values by region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from shared.models.labelled_enum import least_reliable

ColumnKey = tuple[str, str, str]  # measure, dimension (empty: the total), period in the cube
Numbers = Sequence[int | None]  # of regions, in their order
Statuses = Mapping[str, str]  # by region, where there is one
NOTHING: dict[str, int | None] = {}
SEPARATOR = ","
"""Between values that the database joins to one text: a row for each took longer to hand over than to find."""
_split = lru_cache(maxsize=64)(lambda regions: regions.split(SEPARATOR))  # of most measures the same regions


@dataclass
class Cells:
    """`statuses`: the weakest that a value rests on, only where there is one: few values have any."""

    values: dict[ColumnKey, dict[str, int | None]] = field(default_factory=lambda: defaultdict(dict))
    statuses: dict[ColumnKey, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def add_regions(self, key: ColumnKey, regions: str, values: str, statuses: str) -> None:
        """Take over what the database says of several regions, in joined texts."""
        codes = _split(regions)
        self.values[key].update(zip(codes, map(int, values.split(SEPARATOR)), strict=True))
        if statuses.strip(SEPARATOR):
            pairs = zip(codes, statuses.split(SEPARATOR), strict=True)
            self.statuses[key].update((region, status) for region, status in pairs if status)

    def add_categories(self, rows: Iterable[Sequence[str]]) -> None:
        """Take over what it says of all categories: of a measure, region and period in each row."""
        columns: dict[tuple[str, str], dict[str, dict[str, int | None]]] = defaultdict(dict)
        for measure, region, period, dimensions, values, statuses in rows:
            of_period, parts = columns[measure, period], dimensions.split(SEPARATOR)
            for part, value in zip(parts, map(int, values.split(SEPARATOR)), strict=True):
                if part not in of_period:
                    of_period[part] = self.values[measure, part, period]
                of_period[part][region] = value
            if statuses.strip(SEPARATOR):
                for part, status in zip(parts, statuses.split(SEPARATOR), strict=True):
                    self.statuses[measure, part, period][region] = status

    def put(self, key: ColumnKey, region: str, value: int | None, status: str = "") -> None:
        """Put a value in the place of what stood there."""
        self.values[key][region] = value
        if status or key in self.statuses:
            self.statuses[key][region] = status

    def update(self, other: Cells) -> None:
        """Take over the cells of others."""
        for key, column in other.values.items():
            self.values[key].update(column)
        for key, statuses in other.statuses.items():
            self.statuses[key].update(statuses)

    def numbers(self, keys: Sequence[ColumnKey], regions: Sequence[str], missing: Numbers) -> Numbers:
        """What the cells of some periods come to in each region; `missing` where there are none."""
        columns = [self.values.get(key, NOTHING) for key in keys]
        if len(columns) == 1:
            return list(map(columns[0].get, regions, missing))
        found = ([column[region] for column in columns if region in column] for region in regions)
        return [
            sum(number or 0 for number in numbers) if numbers else other
            for numbers, other in zip(found, missing, strict=True)
        ]

    def least_reliable(self, keys: Iterable[ColumnKey]) -> Statuses:
        """By region the weakest status of some columns."""
        return weakest(self.statuses[key] for key in keys if key in self.statuses)

    def sum_of_parts(self, key: ColumnKey, regions: Collection[str]) -> tuple[int | None, str]:
        """What some regions come to together, and the weakest of their statuses; None where one is unknown."""
        values, statuses = self.values.get(key, NOTHING), self.statuses.get(key, {})
        numbers = [number for region in regions if (number := values.get(region)) is not None]
        if len(numbers) < len(regions):
            return None, ""
        return sum(numbers), least_reliable([statuses.get(region, "") for region in regions])


def weakest(columns: Iterable[Statuses]) -> Statuses:
    """By region the weakest of some statuses."""
    found: dict[str, str] = {}
    for column in columns:
        for region, status in column.items():
            found[region] = least_reliable((status, found.get(region, "")))
    return found
