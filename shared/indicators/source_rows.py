"""Few rows of one measure as lines: whom a row counts for, where, since when, until when, and under which labels."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from shared.models import Level
from shared.models.region import ancestor, level_of

from .calendar import NO_MONTH, Calendar
from .measure import Bands, Expression, GroupSize, History, Measure, Pair, values_on
from .queries import REGION
from .source_columns import SourceColumns

Label = str | None  # None: the row has no value
LevelsByDimension = Mapping[str, list[Level]]  # levels by dimension, "" for the total


class SourceRow(NamedTuple):
    """What one row says. `order`: of two of a subject the lower one speaks. `labels` last, `since` is what ages.

    `continues`: it goes on from the row that ended on its `first_day`, in the division that follows.
    """

    subject: Any
    order: Any
    region: str
    begins: int
    ends: int
    weight: int
    labels: dict[str, Label]
    since: dict[str, date | None]
    histories: dict[str, str | None]
    first_day: date | None = None
    end_day: date | None = None
    continues: bool = False


class SourceRows:
    """The rows of a measure that start by the as-of day of a calendar."""

    def __init__(
        self, measure: Measure, rows: SourceColumns, calendar: Calendar, levels_by_dimension: LevelsByDimension
    ) -> None:
        """Read what each row says of the dimensions that are `levels_by_dimension`."""
        self.measure, self._calendar, self._levels_by_dimension = measure, calendar, levels_by_dimension
        used = {
            name: one for name, one in measure.dimensions.items() if name in {*levels_by_dimension, measure.stays_in}
        }
        self._ageing = {name: one for name, one in used.items() if isinstance(one, Bands) and one.until is None}
        self._histories = {name: one for name, one in used.items() if isinstance(one, History)}
        self._sized = [name for name, one in used.items() if isinstance(one, GroupSize)]
        self._pairs = [name for name, one in used.items() if isinstance(one, Pair)]
        changing = {*self._ageing, *self._histories, *self._sized, *self._pairs}
        self._lasting = {name: one for name, one in used.items() if name not in changing}
        last_month = len(calendar.months) - 1
        ends = calendar.stored_period_ends(measure)
        self._longer = {calendar.stored_keys[one.key] for one in calendar.longer if one.key in calendar.stored_keys}
        self.periods = [one for one in ends if one[2] == last_month or not measure.current_only]
        self._lines = sorted(self._read(rows), key=lambda line: (line.subject, line.order))

    def __iter__(self) -> Iterator[SourceRow]:
        """All of a subject together, the one that speaks for it first: by rank, then place; else by day."""
        return iter(self._lines)

    def slots(self, line: SourceRow) -> Iterator[tuple[str, Level, str, Label]]:
        """Dimension, level, place and label wherever a line counts, by values that last."""
        paths = _path(line.region)
        for name in self._levels_by_dimension:
            if name in line.labels:
                label = line.labels[name]
                yield from (
                    (name, level, paths[level], label) for level in self._levels_by_dimension[name] if level in paths
                )

    def pairs(self, then: SourceRow, now: SourceRow) -> Iterator[tuple[Level, str, str]]:
        """Level, place and label wherever a subject stood before and stands now, by the pair of its values."""
        stays = self.measure.stays_in
        before, after = _path(then.region), _path(now.region)
        values = [line.labels[stays] for line in (then, now)]
        if None not in values:
            pair = Pair.name(*(str(value).removeprefix(f"{stays}=") for value in values))
            for name in self._pairs:
                for level in self._levels_by_dimension[name]:
                    if level in after and before.get(level) == after[level]:
                        yield level, after[level], f"{name}={pair}"

    def counts(self, period: str, level: Level) -> bool:
        """Whether a period is counted at a level."""
        return period not in self._longer or self._calendar.counts_longer_at(level)

    def labels_at(self, line: SourceRow, month: int, group_size: int) -> Iterator[tuple[str, str]]:
        """Regions and labels, by values that change, of the line that speaks for `group_size` rows in a month."""
        names = {
            name: _name(one, line.since[name], self._calendar.end_days[month]) for name, one in self._ageing.items()
        }
        day = self._calendar.end_days[month]
        names |= {name: text and values_on(text, [day])[0] for name, text in line.histories.items()}
        names |= dict.fromkeys(self._sized, GroupSize.NAMES[min(group_size, GroupSize.LARGEST) - 1])
        paths = _path(line.region)
        for name, value in names.items():
            if value is not None:
                yield from (
                    (paths[level], f"{name}={value}") for level in self._levels_by_dimension[name] if level in paths
                )

    def label_at(self, line: SourceRow, level: Level) -> tuple[str, Label] | None:
        """Where a line stands, seen from a level, and in what its subject may stay; None without a value there."""
        label = line.labels[self.measure.stays_in]
        return None if label is None else (_path(line.region).get(level, line.region), label)

    def _read(self, rows: SourceColumns) -> Iterator[SourceRow]:
        measure, calendar = self.measure, self._calendar
        starts, ends = rows.dates(measure.start), rows.dates(measure.end)
        subjects = rows.subjects(measure).tolist() if measure.subject is not None else range(rows.count)
        regions, weights = rows.texts(REGION), rows.weights(measure)
        order = list(zip(self._ranks(rows), regions, strict=True)) if measure.rank is not None else starts
        continues = [0] * rows.count if measure.continues is None else rows.numbers(measure.continues).tolist()
        labels = {name: self._labels(name, one, rows) for name, one in self._lasting.items()}
        since = {name: rows.dates(one.since) for name, one in self._ageing.items()}
        histories = {name: rows.texts(one.texts) for name, one in self._histories.items()}
        for n in rows.mask(measure, calendar.as_of).nonzero()[0].tolist():
            if (begins := calendar.month_at(starts[n])) != NO_MONTH:
                yield SourceRow(
                    subjects[n],
                    order[n],
                    str(regions[n]),
                    begins,
                    calendar.month_at(ends[n]),
                    1 if weights is None else int(weights[n]),
                    {"": "", **{name: values[n] for name, values in labels.items()}},
                    {name: values[n] for name, values in since.items()},
                    {name: values[n] for name, values in histories.items()},
                    starts[n],
                    ends[n],
                    bool(continues[n]),
                )

    def _ranks(self, rows: SourceColumns) -> list[int]:
        rank = self.measure.rank
        if not isinstance(rank, Bands):
            return list(rows.numbers(rank).tolist())
        return [_band(rank, *span) for span in zip(rows.dates(rank.since), rows.dates(rank.until), strict=True)]

    def _labels(self, name: str, one: Expression, rows: SourceColumns) -> list[Label]:
        if isinstance(one, Bands):
            spans = zip(rows.dates(one.since), rows.dates(one.until), strict=True)
            values: list[Any] = [_name(one, *span) for span in spans]
        else:
            values = rows.texts(one)
        return [None if value is None else f"{name}={value}" for value in values]


@lru_cache(maxsize=4096)
def _path(region: str) -> dict[Level, str]:
    """The regions around a place by level, itself included; none below it."""
    levels = list(Level)
    return {level: ancestor(region, level) for level in levels[: levels.index(level_of(region)) + 1]}


def _name(bands: Bands, since: date | None, until: date | None) -> str | None:
    position = _band(bands, since, until)
    return None if position < 0 else bands.names[position]


def _band(bands: Bands, since: date | None, until: date | None) -> int:
    """Position of the band that a span of time falls into; −1 without a date."""
    if since is None or until is None:
        return -1
    if bands.unit == "years":
        months = 12 * (until.year - since.year) + until.month - since.month
        return bisect_right(bands.edges, (months - (until.day < since.day)) // 12)
    return bisect_right(bands.edges, (until - since).days)
