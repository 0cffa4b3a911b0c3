"""The sentence above what was found."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.text.ranking_text import join_names
from dashboard.page_query import explain_foreign_region
from dashboard.views.search.matches import Matches
from shared.locale import _


def describe_search(text: str, matches: Matches, foreign: Sequence[str]) -> str:
    """How much was found; of regions of others whom to ask; else what may be tried."""
    if not text:
        return _("What are you looking for?")
    if foreign:
        return explain_foreign_region(join_names(foreign))
    if not matches:
        return _("Nothing is called “{text}”. Try a shorter part of the name, or its pinyin.").format(text=text)
    template = _("“{text}” – regions: {regions}; indicators: {figures}; terms: {terms}")
    counts = {"regions": len(matches.regions), "figures": len(matches.figures), "terms": len(matches.terms)}
    return template.format(text=text, **counts)
