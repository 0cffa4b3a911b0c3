"""What the values of a dimension are called, in the order people expect. Bands are declared with their measures."""

from __future__ import annotations

from babel.support import LazyProxy

from shared.locale import _
from shared.locale import lazy as _l
from shared.models import (
    Choice,
    ExitReason,
    ProgrammeKind,
    Result,
    Risk,
    Sex,
    TemporaryKind,
    Tier,
    WarningLevel,
)

CHOICES: dict[str, tuple[type[Choice], ...]] = {
    "tier": (Tier,),
    "sex": (Sex,),
    "risk": (Risk,),
    "level": (WarningLevel,),
    "result": (Result,),
    "reason": (ExitReason,),
    "kind": (ProgrammeKind, TemporaryKind),
}
AGES = ("0-5", "6-15", "16-22", "23-44", "45-59", "60-79", "80+")
DISABILITIES: dict[str, LazyProxy] = {
    "severe": _l("Severe (grade 1–2)"),
    "other": _l("Other (grade 3–4)"),
    "none": _l("None"),
}
SIZES = ("1", "2", "3", "4", "5")
DAYS = ("0-7", "8-15", "16-30", "31-60", "61-90", "91+")
OVERDUE = ("1-7", "8-15", "16-30", "31+")


def values(dimension: str) -> dict[str, str]:
    """Value → name, in order, for the dimensions with fixed values (runs are records)."""
    if dimension in CHOICES:
        return {choice.value: str(choice.label) for choices in CHOICES[dimension] for choice in choices}
    if dimension == "disability":
        return {key: str(label) for key, label in DISABILITIES.items()}
    if dimension == "size":
        return {n: _household(n) for n in SIZES}
    if dimension == "age":
        return {band: _range(band, _("{band} years"), _("{n} years and over")) for band in AGES}
    bands = {"days": DAYS, "overdue": OVERDUE}[dimension]
    return {band: _range(band, _("{band} days"), _("{n} days and more")) for band in bands}


def _range(band: str, closed: str, open_: str) -> str:
    return open_.format(n=band[:-1]) if band.endswith("+") else closed.format(band=band.replace("-", "–"))


def _household(size: str) -> str:
    if size == SIZES[-1]:
        return _("{n} persons and more").format(n=size)
    return _("1 person") if size == "1" else _("{n} persons").format(n=size)
