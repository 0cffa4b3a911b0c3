"""Key findings: sentences, each with a link to its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components.html.rendering import emit_template


@dataclass(frozen=True)
class Finding:
    """A sentence with a number and a comparison, the link to its page, and the page of the figure it speaks of."""

    message: str
    link: str
    figure_url: str


def draw_findings(findings: Sequence[Finding], *, hides_numbers: bool) -> None:
    """Draw the findings in their order; without any, nothing is said to be in order where numbers are not shown."""
    emit_template("finding_list", findings=findings, hides_numbers=hides_numbers)
