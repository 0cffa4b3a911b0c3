"""The numbers of the law without which nothing is counted."""

from __future__ import annotations

from datetime import date

from shared.models import ChangeKind, ConfirmationRule, LegalParameter

DAYS = {"monitor.assistance_days": "90", "monitor.due_soon_days": "7", "monitor.exit_check_days": "90"}
DAYS |= {"monitor.reentry_days": "365", "monitor.exit_watch_months": "12", "statistics.submission_days": "5"}


def law() -> list[LegalParameter | ConfirmationRule]:
    """Values of the province, in force since 2020. One person decides: tests about the second one switch that on."""
    common = {"region_code": "320000", "valid_from": date(2020, 1, 1), "kind": "days", "unit": "天"}
    return confirmation_rules(is_required=False) + [
        LegalParameter(**common, key=key, value=value, status="proposed", source="test") for key, value in DAYS.items()
    ]


def confirmation_rules(*, is_required: bool, region_code: str = "320000") -> list[LegalParameter | ConfirmationRule]:
    """Whether a second person confirms, for every kind, in force since 2020."""
    values = {"region_code": region_code, "valid_from": date(2020, 1, 1), "reason": "test", "is_required": is_required}
    return [ConfirmationRule(kind=str(kind), **values) for kind in ChangeKind]
