"""Proposals about divisions on the pages of those: who proposed what, with a link for who may open it."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for
from markupsafe import Markup

from admin.display.division_names import title_of_proposal
from admin.display.formatting import format_value
from admin.request import context
from shared.access import Permission
from shared.clock import LOCAL
from shared.locale import _
from shared.services.division_changes.waiting import ProposedDivisions


def waiting_lines(waiting: Iterable[ProposedDivisions]) -> list[Markup]:
    """One line each."""
    return [waiting_line(one) for one in waiting]


def waiting_line(waiting: ProposedDivisions) -> Markup:
    """What waits, from which day it would hold, and who proposed it."""
    title = title_of_proposal(waiting.proposed)
    url = _url(waiting)
    words = {
        "change": Markup('<a href="{}">{}</a>').format(url, title) if url else title,
        "day": waiting.declared.effective_on,
        "name": format_value(waiting.proposed, "proposed_by"),
        "proposed_on": waiting.proposed.proposed_at.astimezone(LOCAL).date(),
    }
    if waiting.undone is not None:
        return Markup.escape(_("{change} (proposed by {name} on {proposed_on})")).format(**words)
    return Markup.escape(_("{change} (from {day}; proposed by {name} on {proposed_on})")).format(**words)


def _url(waiting: ProposedDivisions) -> str:
    """The own list for who proposed it, the proposal for who may read it."""
    actor, proposed = context.actor(), waiting.proposed
    if proposed.proposed_by == actor.login:
        return url_for("division_change.waiting_view", _anchor=f"proposal-{proposed.id}")
    if actor.has_permission(Permission.RECOGNITION_READ, proposed.region_code):
        return url_for("proposed_change.details_view", id=proposed.id)
    return ""
