"""Programmes: which tiers may be served."""

from __future__ import annotations

from collections.abc import Iterable

from shared.models import Programme, ProgrammeTier


def set_tiers(programme: Programme | None, tiers: Iterable[str]) -> list[ProgrammeTier]:
    """The eligible tiers as records of the programme: those it has stay the same rows."""
    has = {row.tier: row for row in programme.tiers} if programme else {}
    return [has.get(tier) or ProgrammeTier(tier=tier) for tier in tiers]
