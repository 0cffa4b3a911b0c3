"""What the entries of a timeline are about; people choose among these."""

from __future__ import annotations

from shared.locale import lazy as _l
from shared.models.labelled_enum import LabelledEnum


class TimelineKind(LabelledEnum):
    """One theme of the story."""

    RECOGNITION = "recognition", _l("Benefit spell")
    AMOUNT = "amount", _l("Amounts")
    PAYMENT = "payment", _l("Payments")
    SPECIAL = "special", _l("Special assistance")
    TEMPORARY = "temporary", _l("Temporary assistance")
    CHARITY = "charity", _l("Charity")
    WARNING = "warning", _l("Warnings")
    VISIT = "visit", _l("Home visits")
    MEMBER = "member", _l("Household members")
    MOVE = "move", _l("Moves")
    CORRECTION = "correction", _l("Changes of records")
