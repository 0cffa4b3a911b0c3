"""The foot of every page: the release that drew it."""

from __future__ import annotations

from dashboard.components.html.rendering import emit_template
from shared.version import PRODUCT_VERSION


def draw_page_footer() -> None:
    """Draw the footer."""
    emit_template("page_footer", product_version=PRODUCT_VERSION)
