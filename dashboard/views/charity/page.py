"""Charity: whether it reached those it was meant for."""

from __future__ import annotations

from dashboard.components.html.chips import draw_chips
from dashboard.components.html.notice import draw_notice
from dashboard.page_context import PageContext
from dashboard.sections.charity_cycles import load_cycles
from dashboard.sections.indicator_table import read_table_choices
from dashboard.views.charity.all_programmes import draw_deliveries_by_programme, draw_headline_of_all
from dashboard.views.charity.deliveries_over_time import draw_deliveries_over_time
from dashboard.views.charity.headline import draw_headline
from dashboard.views.charity.late_deliveries import draw_late_by_region, draw_late_cycles
from dashboard.views.charity.programme_cycles import draw_programme_cycles
from dashboard.views.charity.quota_by_region import draw_quota_by_region
from dashboard.views.charity.rooftop_solar import draw_rooftop_solar
from dashboard.views.charity.selection import (
    ALL,
    cycle_options,
    programme_options,
    select_programme,
)
from dashboard.views.charity.supplementary_medical import draw_medical_charity
from shared.locale import _
from shared.models import ProgrammeKind


def render(context: PageContext) -> None:
    """All programmes compared, and a tab for each kind of programme with all its cycles or one."""
    cycles = load_cycles(context)
    if not cycles:
        draw_notice(
            _("No charity programme yet"),
            _("A record administrator creates programmes and their cycles under Records."),
        )
        return
    read_table_choices(context)
    selection, choices = select_programme(context, cycles), programme_options(cycles)
    if selection is None:
        draw_headline_of_all(context, cycles)
        draw_chips(_("Programme"), "programme", choices, ALL, context.url, tabs=True)
        draw_deliveries_by_programme(context, cycles)
        draw_late_cycles(context, cycles)
        draw_late_by_region(context, cycles)
        return
    draw_headline(context, selection)
    draw_chips(_("Programme"), "programme", choices, selection.kind, context.url, tabs=True, cycle=ALL)
    if len(selection.cycles) > 1:
        draw_chips(_("Cycle"), "cycle", cycle_options(selection.cycles), selection.cycle, context.url)
    if selection.kind == ProgrammeKind.SOLAR:
        draw_rooftop_solar(context, selection)
    if selection.cycles[0].is_for_persons:
        draw_medical_charity(context, selection)
    draw_programme_cycles(context, selection)
    draw_quota_by_region(context, selection)
    draw_deliveries_over_time(context, selection)
