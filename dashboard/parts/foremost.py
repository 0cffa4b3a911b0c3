"""Who comes first: superlatives that stay true when several are equal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from shared.locale import _

One = TypeVar("One")
NAMED = 3  # so many names fit a title


def foremost(those: Iterable[One], value: Callable[[One], Any], choose: Callable[..., Any] = max) -> list[One]:
    """All whose value is the highest (or `choose`n otherwise): one, unless some are equal."""
    found = list(those)
    best = choose((value(one) for one in found), default=None)
    return [one for one in found if value(one) == best]


def together(names: Sequence[str]) -> str:
    """Up to three names; of more, the first two and how many there are besides."""
    if len(names) <= NAMED:
        return _(", ").join(names)
    shown = NAMED - 1
    return _("{names} and {n} more").format(names=_(", ").join(names[:shown]), n=len(names) - shown)


def apiece(value: str, those: Sequence[object]) -> str:
    """A value of several that are equal: each has it, they do not have it together."""
    return _("{value} each").format(value=value) if len(those) > 1 else value
