"""By which divisions a page shows a township that others became part of: those of then, or today's."""

from __future__ import annotations

from dataclasses import replace

from dashboard.components.html.chips import draw_chips
from dashboard.components.html.rendering import emit_template
from dashboard.page_context import PageContext
from shared.indicators.todays_divisions import FormerTownships, load_former_townships
from shared.interchange.extract_query import THEN, TODAY
from shared.locale import _

DIVISIONS = "divisions"


def choose_divisions(context: PageContext) -> tuple[PageContext, FormerTownships]:
    """The context by the divisions that the URL names, where the selected region has figures by both."""
    chosen = context.query_option(DIVISIONS, _choices(), THEN)
    former = load_former_townships(context.session, context.region.code)
    by_today = chosen == TODAY and former.adds_up
    return (replace(context, former=former) if by_today else context), former


def draw_division_choice(context: PageContext, former: FormerTownships) -> None:
    """The choice where it makes a difference; what is chosen in vain, and what cannot be compared, is told."""
    if former.mixed_since is not None:
        template = _("Villages came to this township or left it on {day}: months before and after are not comparable.")
        emit_template("paragraph", text=template.format(day=former.mixed_since))
    if former.adds_up:
        selected = THEN if context.former is None else TODAY
        draw_chips(_("This page by"), DIVISIONS, _choices(), selected, context.url)
    elif context.url.params[DIVISIONS] == TODAY:
        emit_template(
            "paragraph", text=_("No township became part of this region: it is the same by today's divisions.")
        )
        context.url.params[DIVISIONS] = THEN


def _choices() -> dict[str, str]:
    return {THEN: _("Divisions of then"), TODAY: _("Today's divisions")}
