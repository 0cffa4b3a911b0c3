"""The regions that are compared, and those nearby to add: links, many of them in a menu."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.compare_tray import MAX_REGIONS, link_with, link_without
from dashboard.components.html.rendering import emit_template
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from shared.locale import _

MENU_ABOVE = 24  # regions to add: more of them stand in a menu


def draw_region_choice(context: PageContext, regions: Sequence[RegionRef]) -> None:
    """The regions with what takes each out, and the regions nearby the selected one to add."""
    url = context.url
    emit_template(
        "compare_tray",
        regions=[(one.name, link_without(url, one.code) if context.tray else "") for one in regions],
        groups=(groups := _list_choices(context)),
        is_menu=sum(len(choices) for _name, choices in groups) > MENU_ABOVE,
        most=MAX_REGIONS,
        is_full=len(context.tray) >= MAX_REGIONS,
    )


def _list_choices(context: PageContext) -> list[tuple[str, list[tuple[str, str]]]]:
    """The regions to add with their links, under the name of the region that they are the parts of."""
    *above, selected = context.navigation.breadcrumb
    nearby = [
        (_("regions above"), above),
        (above[-1].name if above else "", dict.fromkeys((selected, *context.navigation.siblings[-1]))),
        (selected.name, context.navigation.children),
    ]
    links = [(name, [(one.name, link_with(context.url, one.code)) for one in regions]) for name, regions in nearby]
    groups = [(name, [choice for choice in choices if choice[1]]) for name, choices in links]
    return [(name, choices) for name, choices in groups if choices]
