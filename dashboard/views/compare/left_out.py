"""Regions of a copied link that do not stand side by side: nothing is left out without a word."""

from __future__ import annotations

from dashboard.compare_tray import MAX_REGIONS, SEPARATOR
from dashboard.components.text.ranking_text import join_names
from dashboard.page_query import MAX_ECHO_LENGTH, explain_foreign_region
from dashboard.region_navigation import find_region_name
from shared.access import Permission, ScopedSession
from shared.locale import _


def explain_left_out(session: ScopedSession, tray: str) -> list[str]:
    """A sentence for each reason: of regions not the reader's to see whom to ask; those beyond six; unknown codes."""
    codes = [code for code in dict.fromkeys(tray.split(SEPARATOR)) if code]
    names = {code: find_region_name(session, code) for code in codes}
    known = [code for code in codes if names[code]]
    foreign = [code for code in known if not session.actor.has_permission(Permission.FIGURES_READ, code)]
    beyond = [code for code in known if code not in foreign][MAX_REGIONS:]
    unknown = [code[:MAX_ECHO_LENGTH] for code in codes if not names[code]]
    sentences = [explain_foreign_region(join_names([names[code] for code in foreign]))] if foreign else []
    if beyond:
        template = _("Only {n} regions can be compared at once. Left out: {names}.")
        sentences.append(template.format(n=MAX_REGIONS, names=join_names([names[code] for code in beyond])))
    if unknown:
        sentences.append(_("No region has the code {name}.").format(name=join_names(unknown)))
    return sentences
