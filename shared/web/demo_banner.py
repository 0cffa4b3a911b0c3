"""The banner on every page of a demo province."""

from __future__ import annotations

from math import isclose

from shared.clock import today
from shared.locale import _


def demo_banner(scale: float | None) -> str:
    """What the banner says for a demo of that scale (1 is the real size); empty without a demo (None)."""
    if scale is None:
        return ""
    text = _("Synthetic records; totals calibrated to published figures. Today is {day}.").format(day=today())
    if isclose(scale, 1):
        return text
    return f"{text} " + _("Scale {scale}: all numbers are that fraction of the real size.").format(scale=f"{scale:g}")
