"""The links to the brief of a region and a period, for meetings."""

from __future__ import annotations

from urllib.parse import urlencode

from dashboard.components.html.rendering import emit_template
from shared.clock import Period
from shared.locale import short_code

ADDRESS = "/exports/brief"
KINDS = ("pdf", "docx")


def draw_brief_links(region: str, period: Period) -> None:
    """Draw them; for whoever may take files."""
    query = urlencode({"region": region, "period": period.key, "lang": short_code()})
    emit_template("brief_links", files=[(kind.upper(), f"{ADDRESS}.{kind}?{query}") for kind in KINDS])
