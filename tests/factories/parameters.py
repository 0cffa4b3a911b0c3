"""The numbers of the law without which nothing is counted."""

from __future__ import annotations

from datetime import date

from shared.models import LegalParameter

DAYS = {"monitor.assistance_days": "90", "monitor.due_soon_days": "7"}


def law() -> list[LegalParameter]:
    """Values of the province, in force since 2020."""
    common = {"region_code": "320000", "valid_from": date(2020, 1, 1), "kind": "days", "unit": "天"}
    return [
        LegalParameter(**common, key=key, value=value, status="proposed", source="test") for key, value in DAYS.items()
    ]
