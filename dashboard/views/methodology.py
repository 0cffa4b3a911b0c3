"""Methodology: what each number means."""

from __future__ import annotations

from sqlalchemy import select

from dashboard.parts.section import answer
from dashboard.sections.catalogue import catalogue
from dashboard.sections.identities import identities
from dashboard.sections.notices import marks, notices
from dashboard.sections.sources import parameters, published, sources
from dashboard.visit import Visit
from shared.indicators.catalogue import INDICATORS
from shared.locale import _
from shared.models import Dataset, DatasetKind


def page(visit: Visit) -> None:
    """Marks, identity numbers that are wrong, catalogue, reference data, notices."""
    answer(
        _("{n} figures, each declared once").format(n=len(INDICATORS)),
        _("Screens, files and commands read the same declarations, so the same name is always the same number."),
    )
    marks()
    identities(visit)
    catalogue()
    sources(visit)
    parameters(visit)
    published(visit)
    dataset = visit.session.scalars(select(Dataset)).first()
    notices(is_synthetic=dataset is not None and dataset.kind == DatasetKind.DEMO)
