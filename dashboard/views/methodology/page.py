"""Methodology: what each indicator means."""

from __future__ import annotations

from sqlalchemy import select

from dashboard.components.html.section_layout import draw_page_headline
from dashboard.page_context import PageContext
from dashboard.sections.indicator_table import read_table_choices
from dashboard.views.methodology.figures_not_counted import draw_not_counted
from dashboard.views.methodology.indicator_catalogue import draw_indicator_catalogue, draw_terms
from dashboard.views.methodology.invalid_identity_numbers import draw_invalid_identity_numbers
from dashboard.views.methodology.legal_notices import draw_legal_notices
from dashboard.views.methodology.month_submissions import draw_month_submissions
from dashboard.views.methodology.peer_traits import draw_similar_counties
from dashboard.views.methodology.records_to_check import draw_records_to_check
from dashboard.views.methodology.reference_sources import (
    draw_legal_parameters,
    draw_published_counts,
    draw_reference_data,
)
from dashboard.views.methodology.symbol_legend import draw_symbol_legend
from shared.indicators.catalogue import INDICATORS
from shared.locale import _
from shared.models import Dataset, DatasetKind
from shared.rules.parameter_keys import ASSISTANCE_DAYS


def render(context: PageContext) -> None:
    """Symbols, quality of records, terms, catalogue, what is not counted, reference data, notices."""
    read_table_choices(context)
    draw_page_headline(
        _("{n} indicators, each defined once").format(n=len(INDICATORS)),
        _("One definition throughout the system: an indicator has the same value on every page and in every file."),
        [],
    )
    draw_symbol_legend(context.as_of.days(ASSISTANCE_DAYS))
    draw_invalid_identity_numbers(context)
    draw_records_to_check(context)
    draw_month_submissions(context)
    draw_terms()
    draw_indicator_catalogue(context)
    draw_not_counted()
    draw_similar_counties()
    draw_reference_data(context)
    draw_legal_parameters(context)
    draw_published_counts(context)
    dataset = context.session.scalars(select(Dataset)).first()
    draw_legal_notices(is_synthetic=dataset is not None and dataset.kind == DatasetKind.DEMO)
