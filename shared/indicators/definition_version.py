"""Versions of definitions: which one counts, and since when. All periods are counted by the version in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DefinitionVersion:
    """`number` grows when what is counted changes; in force from `since` until a higher number takes its place."""

    number: int
    since: date


FIRST_RELEASE, SECOND_RELEASE = date(2026, 11, 23), date(2026, 11, 30)
FIRST = DefinitionVersion(1, FIRST_RELEASE)
ADDED = DefinitionVersion(1, SECOND_RELEASE)  # a figure that the first release did not have
CHANGED = DefinitionVersion(2, SECOND_RELEASE)
