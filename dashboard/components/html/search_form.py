"""A field to search by name: a form that leads to the page with the words in its address."""

from __future__ import annotations

from dashboard.components.html.rendering import emit_template
from dashboard.page_url import PageUrl

SEARCH = "search"


def draw_search_form(label: str, value: str, url: PageUrl, section: str) -> None:
    """Draw the field with what was searched for; `section` tells it apart from others on the page."""
    path, params = url.form(SEARCH)
    emit_template(
        "search_form", label=label, value=value, path=path, params=params, section=section, reset=url.link(search="")
    )
