"""Notices: what happened and what to do, instead of a page."""

from __future__ import annotations

from .template import draw


def notice(title: str, sentence: str, link: str = "", link_name: str = "", *, soft: bool = True) -> None:
    """A notice with one way out; `soft` links stay inside the dashboard."""
    draw("notice", title=title, sentence=sentence, link=link, link_name=link_name, soft=soft)
