"""Notices: synthetic records, map boundaries, licences."""

from __future__ import annotations

from dashboard.components.html.rendering import emit_template
from shared.indicators.notes import suppression_note


def draw_legal_notices(*, is_synthetic: bool) -> None:
    """Notices required by law and licences."""
    emit_template("legal_notices", is_synthetic=is_synthetic, suppression_note=suppression_note())
