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
    Risk,
    Sex,
    TemporaryAssistance,
    TemporaryKind,
    Tier,
    WarningLevel,
)

from .measure import Measure

CHOICES: dict[str, tuple[type[LabelledEnum], ...]] = {
    "tier": (Tier,),
    "sex": (Sex,),
    "risk": (Risk,),
    "level": (WarningLevel,),
    "result": (OutcomeResult,),
    "reason": (ExitReason,),
    "kind": (ProgrammeKind, TemporaryKind),
}
LABELS: dict[str, LazyProxy] = {
    "disability": _l("Disability"),
    "kind": _l("Kind"),
    "level": _l("Level"),
    "reason": _l("Reason for exit"),
    "result": _l("Result"),
    "risk": _l("Risk"),
    "sex": _l("Sex"),
    "tier": _l("Tier"),
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
    """Value → name, in order, for the dimensions with fixed values (runs are records); those that `of` can have.

    `within`: the most days that there can be, where the law sets a limit.
    """
    if dimension in CHOICES:
        if dimension == "kind" and of is not None:
            column: Any = of.dimensions[dimension]
            kinds: type[LabelledEnum] = TemporaryKind if column.class_ is TemporaryAssistance else ProgrammeKind
            return {choice.value: str(choice.label) for choice in kinds}
        return {choice.value: str(choice.label) for choices in CHOICES[dimension] for choice in choices}
    if dimension == "disability":
        return {key: str(label) for key, label in DISABILITIES.items()}
    if dimension == "size":
        return {n: _household(n) for n in SIZES}
    if dimension == "age":
        return {band: _range(band, _("{band} years"), _("{n} years and over")) for band in AGES}
    bands = {"days": _cut_off(DAYS, within), "overdue": dict.fromkeys(OVERDUE, "")}[dimension]
    return {band: _range(cut or band, _("{band} days"), _("{n} days or more")) for band, cut in bands.items()}


def _cut_off(bands: tuple[str, ...], most: int) -> dict[str, str]:
    """The bands that days up to `most` fall into, the last one ending there; all of them without a limit."""
    found = {}
    for band in bands:
        what, low, high = band.split("_")
        if most and int(low) <= most:
            found[band] = f"{what}_{low}_{most if high == 'up' else min(int(high), most)}"
        elif not most:
            found[band] = band
    return found


def _range(band: str, closed: str, open_: str) -> str:
    """`age_06_15` → 6–15 years; `age_80_up` → 80 years and over."""
    _what, low, high = band.split("_")
    return open_.format(n=int(low)) if high == "up" else closed.format(band=f"{int(low)}–{int(high)}")


def _household(size: str) -> str:
    n = size.split("_")[1]
    if size == SIZES[-1]:
        return _("{n} or more recipients").format(n=n)
    return _("1 recipient") if n == "1" else _("{n} recipients").format(n=n)
