"""One choice among a few, all of them in sight: links, so that the choice stands in the address."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.address import Address

from .template import draw


def chips(
    label: str,
    name: str,
    choices: Mapping[str, str],
    chosen: str,
    address: Address,
    *,
    tabs: bool = False,
    **reset: str,
) -> None:
    """Draw the choices of the parameter `name`; `tabs` as tabs; `reset` are parameters a choice sets back."""
    shown = [
        (f"{name}-{key}", title, address.to(**{name: key}, **reset), key == chosen) for key, title in choices.items()
    ]
    draw("chips", label=label, choices=shown, tabs=tabs)
