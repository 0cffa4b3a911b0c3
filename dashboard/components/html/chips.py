"""One choice among a few, all of them in sight: links, so that the choice stands in the URL."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.components.html.rendering import emit_template
from dashboard.page_url import PageUrl
from shared.indicators.catalogue import indicator
from shared.locale import _


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

    `section`, the key of its first figure, tells apart the same choice in several sections of a page.
    """
    group = "-".join(filter(None, (section, name)))
    chips = [
        (f"{group}-{key}", title, address.link(**{name: key}, **reset), key == selected)
        for key, title in choices.items()
    ]
    name_of_choice = f"{label}{_(': ')}{indicator(section).name}" if section else label
    emit_template("chips", label=label, name_of_choice=name_of_choice, choices=chips, tabs=tabs)
