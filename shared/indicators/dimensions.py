"""What the values of a dimension are called, in the order people expect. Bands are declared with their measures."""

from __future__ import annotations

from typing import Any

from babel.support import LazyProxy

from shared.locale import _
from shared.locale import lazy as _l
from shared.models import (
    ExitReason,
    LabelledEnum,
    OutcomeResult,
    ProgrammeKind,
    Residence,
    Risk,
    Sex,
    TemporaryAssistance,
    TemporaryKind,
    Tier,
    WarningLevel,
)

from .dimension_values import MonitoredGroup, SuspectKind
from .measure import Measure, Pair

CHOICES: dict[str, tuple[type[LabelledEnum], ...]] = {
    "tier": (Tier,),
    "sex": (Sex,),
    "risk": (Risk,),
    "level": (WarningLevel,),
    "result": (OutcomeResult,),
    "reason": (ExitReason,),
    "kind": (ProgrammeKind, TemporaryKind),
    "monitored": (MonitoredGroup,),
    "suspect": (SuspectKind,),
    "residence": (Residence,),
}
LABELS: dict[str, LazyProxy] = {
    "disability": _l("Disability"),
    "kind": _l("Kind"),
    "level": _l("Level"),
    "monitored": _l("Group"),
    "reason": _l("Reason for exit"),
    "residence": _l("Urban or rural"),
    "result": _l("Result"),
    "risk": _l("Risk"),
    "sex": _l("Sex"),
    "suspect": _l("What to check"),
    "tier": _l("Tier"),
    "tier_change": _l("Tier before and after"),
}
AGES = ("age_00_05", "age_06_15", "age_16_22", "age_23_44", "age_45_59", "age_60_79", "age_80_up")
DISABILITIES: dict[str, LazyProxy] = {
    "severe": _l("Severe (grade 1–2)"),
    "other": _l("Other (grade 3–4)"),
    "none": _l("No disability"),
}
SIZES = ("size_1", "size_2", "size_3", "size_4", "size_5_up")
DAYS = ("days_00_07", "days_08_15", "days_16_30", "days_31_60", "days_61_up")
OVERDUE = ("overdue_01_07", "overdue_08_15", "overdue_16_30", "overdue_31_up")


def values(dimension: str, of: Measure | None = None, within: int = 0) -> dict[str, str]:
    """Value → name, in order, for the dimensions with fixed values (cycles are records); those that `of` can have.

    `within`: the most days that there can be, where the law sets a limit.
    """
    if dimension in CHOICES:
        if dimension == "kind" and of is not None:
            column: Any = of.dimensions[dimension]
            kinds: type[LabelledEnum] = TemporaryKind if column.class_ is TemporaryAssistance else ProgrammeKind
            return {choice.value: str(choice.label) for choice in kinds}
        return {choice.value: str(choice.label) for choices in CHOICES[dimension] for choice in choices}
    if dimension in OTHER_CATEGORIES:
        return OTHER_CATEGORIES[dimension]()
    bands = {"days": _cut_off(DAYS, within), "overdue": dict.fromkeys(OVERDUE, "")}[dimension]
    return {band: _range(cut or band, _("{band} days"), _("{n} days or more")) for band, cut in bands.items()}


def _tier_changes() -> dict[str, str]:
    return {Pair.name(then, now): f"{then.label} → {now.label}" for then in Tier for now in Tier}


def _disabilities() -> dict[str, str]:
    return {key: str(label) for key, label in DISABILITIES.items()}


def _sizes() -> dict[str, str]:
    return {size: _household(size) for size in SIZES}


def _ages() -> dict[str, str]:
    return {band: _range(band, _("{band} years"), _("{n} years and over")) for band in AGES}


OTHER_CATEGORIES = {"age": _ages, "disability": _disabilities, "size": _sizes, "tier_change": _tier_changes}


def _cut_off(bands: tuple[str, ...], limit: int) -> dict[str, str]:
    """The bands that days up to `limit` fall into, the last one ending there; all of them without a limit."""
    labels = {}
    for band in bands:
        prefix, low, high = band.split("_")
        if limit and int(low) <= limit:
            labels[band] = f"{prefix}_{low}_{limit if high == 'up' else min(int(high), limit)}"
        elif not limit:
            labels[band] = band
    return labels


def _range(band: str, closed: str, open_ended: str) -> str:
    """`age_06_15` → 6–15 years; `age_80_up` → 80 years and over."""
    _prefix, low, high = band.split("_")
    return open_ended.format(n=int(low)) if high == "up" else closed.format(band=f"{int(low)}–{int(high)}")


def _household(size: str) -> str:
    n = size.split("_")[1]
    if size == SIZES[-1]:
        return _("{n} or more recipients").format(n=n)
    return _("1 recipient") if n == "1" else _("{n} recipients").format(n=n)
