"""One choice among a few, all of them in sight: links, so that the choice stands in the URL."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.components.html.rendering import emit_template
from dashboard.page_url import PageUrl


def draw_chips(
    label: str,
    name: str,
    choices: Mapping[str, str],
    selected: str,
    address: PageUrl,
    *,
    tabs: bool = False,
    section: str = "",
    **reset: str,
) -> None:
    """Draw the choices of the parameter `name`; `tabs` as tabs; `reset` are parameters that a choice resets.

    `section` tells apart the same choice in several sections of a page.
    """
    group = "-".join(filter(None, (section, name)))
    chips = [
        (f"{group}-{key}", title, address.link(**{name: key}, **reset), key == selected)
        for key, title in choices.items()
    ]
    emit_template("chips", label=label, choices=chips, tabs=tabs)
