"""Key findings: sentences, each with a link to its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components.html.rendering import emit_template
from shared.locale import _


@dataclass(frozen=True)
class Finding:
    """A sentence with a number and a comparison, the link to its page, and the page of the figure it speaks of."""

    message: str
    link: str
    figure_url: str


def draw_findings(findings: Sequence[Finding], *, hides_numbers: bool) -> None:
    """Draw the findings in their order."""
    emit_template("finding_list", findings=findings, without_findings=describe_no_findings(hides_numbers=hides_numbers))


def describe_no_findings(*, hides_numbers: bool) -> str:
    """What is said without findings: nothing is said to be in order where numbers are not shown."""
    if hides_numbers:
        return _("Nothing is found in the numbers that are shown.")
    return _("Nothing needs attention in this region and period.")
