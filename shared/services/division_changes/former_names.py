"""What a division was called before: the changes of divisions keep both names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from shared.access import ScopedSession
from shared.models import DivisionChange, DivisionChangeKind, Level
from shared.models.region import ancestor, level_of

from .plan import DivisionPlan, Naming


@dataclass(frozen=True)
class FormerName:
    """A name until a day, the first with the next one."""

    naming: Naming
    until: date


def load_former_names(session: ScopedSession, code: str) -> list[FormerName]:
    """The former names of a township or village, the latest first; in the scope of the session."""
    if level_of(code) not in (Level.TOWNSHIP, Level.VILLAGE):
        return []
    own = DivisionChange.region_code == ancestor(code, Level.COUNTY), DivisionChange.retired_on.is_(None)
    renamed = select(DivisionChange).where(*own, DivisionChange.kind == DivisionChangeKind.RENAME)
    changes = session.scalars(renamed.order_by(DivisionChange.effective_on.desc(), DivisionChange.id.desc()))
    plans = [(DivisionPlan.from_json(one.plan), one.effective_on) for one in changes]
    return [FormerName(plan.renamed[code][0], day) for plan, day in plans if code in plan.renamed]
