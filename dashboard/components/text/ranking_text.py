"""Highest and lowest as text: true also when several are equal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from shared.locale import _

One = TypeVar("One")
MAX_NAMES = 3  # so many names fit a title


def find_extremes(those: Iterable[One], value: Callable[[One], Any], choose: Callable[..., Any] = max) -> list[One]:
    """All whose value is the highest (`choose=min`: the lowest): one, unless some are equal."""
    found = list(those)
    best = choose((value(one) for one in found), default=None)
    return [one for one in found if value(one) == best]


def join_names(names: Sequence[str]) -> str:
    """Up to three names; of more, the first two and the number of others."""
    if len(names) <= MAX_NAMES:
        return _(", ").join(names)
    shown = MAX_NAMES - 1
    return _("{names} and {n} more").format(names=_(", ").join(names[:shown]), n=len(names) - shown)


def format_each(value: str, those: Sequence[object]) -> str:
    """A value that several have: each of them has it, not all together."""
    return _("{value} each").format(value=value) if len(those) > 1 else value
