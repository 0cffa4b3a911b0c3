"""Findings: sentences that say what stands out, each with the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .template import draw


@dataclass(frozen=True)
class Finding:
    """A sentence with its number and comparison, and the link that shows more."""

    sentence: str
    link: str


def finding_list(found: Sequence[Finding]) -> None:
    """Draw the sentences, the pressing ones first."""
    draw("findings", found=found)
