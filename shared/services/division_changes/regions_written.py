"""Divisions begin, end and get another name on the day."""

from __future__ import annotations

from datetime import date

from shared.access import ScopedSession
from shared.models import Region
from shared.models.region import level_of

from .plan import DivisionPlan, Naming, parent_of


def open_divisions(system: ScopedSession, plan: DivisionPlan, day: date, document: str) -> None:
    """The new ones stand from the day on, townships first."""
    zones = {plan.follows[code] for code in plan.follows if system.get_one(Region, code).is_zone}
    for code in sorted(plan.opened, key=lambda one: (len(one), one)):
        naming = plan.opened[code]
        region = Region(
            code=code,
            name=naming.name,
            name_en=naming.name_en,
            kind=naming.kind,
            level=str(level_of(code)),
            parent_code=parent_of(code),
            is_zone=code in zones,
            valid_from=day,
            source=document,
        )
        system.add(region)
        system.flush()


def end_divisions(system: ScopedSession, plan: DivisionPlan, day: date) -> None:
    """The former ones stand until the day, with their successor."""
    for code, successor in sorted(plan.ended.items()):
        region = system.get_one(Region, code, with_for_update=True)
        region.valid_to, region.successor_code = day, successor
    system.flush()


def rename_divisions(system: ScopedSession, plan: DivisionPlan, *, back: bool = False) -> None:
    """They are called otherwise; `back`: as before. The change keeps both names."""
    for code, (before, after) in plan.renamed.items():
        region = system.get_one(Region, code, with_for_update=True)
        naming: Naming = before if back else after
        region.name, region.name_en, region.kind = naming.name, naming.name_en, naming.kind
    system.flush()
