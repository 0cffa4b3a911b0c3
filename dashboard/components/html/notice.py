"""Notices: what happened and what to do, instead of a page."""

from __future__ import annotations

from dashboard.components.html.rendering import emit_template


def draw_notice(
    title: str, message: str, link: str = "", link_name: str = "", *, inside_dashboard: bool = True
) -> None:
    """A notice with one link; with `inside_dashboard` the open connection follows it."""
    emit_template(
        "notice", title=title, message=message, link=link, link_name=link_name, inside_dashboard=inside_dashboard
    )
