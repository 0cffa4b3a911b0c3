"""Highest and lowest as text: true also when several are equal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from shared.locale import _

Item = TypeVar("Item")
MAX_NAMES = 3  # so many names fit a title


def find_extremes(
    candidates: Iterable[Item], value: Callable[[Item], Any], choose: Callable[..., Any] = max
) -> list[Item]:
    """All whose value is the highest (`choose=min`: the lowest): one, unless some are equal."""
    items = list(candidates)
    best = choose((value(item) for item in items), default=None)
    return [item for item in items if value(item) == best]


def join_names(names: Sequence[str]) -> str:
    """Up to three names; of more, the first two and the number of others."""
    if len(names) <= MAX_NAMES:
        return _(", ").join(names)
    named_count = MAX_NAMES - 1
    return _("{names} and {n} more").format(names=_(", ").join(names[:named_count]), n=len(names) - named_count)


def format_each(value: str, those: Sequence[object]) -> str:
    """A value that several have: each of them has it, not all together."""
    return _("{value} each").format(value=value) if len(those) > 1 else value
