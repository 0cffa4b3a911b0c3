"""What became of a division: the changes it went through, and what it was called before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from shared.access import ScopedSession
from shared.locale.localised import localised_name
from shared.models import DivisionChange, Level
from shared.models.region import ancestor, level_of

from .plan import DivisionPlan, Naming


@dataclass(frozen=True)
class PastChange:
    """A change that is in force, with its plan."""

    change: DivisionChange
    plan: DivisionPlan


@dataclass(frozen=True)
class FormerName:
    """A name until a day, the first with the next one."""

    naming: Naming
    until: date

    @property
    def name(self) -> str:
        """In the user's language."""
        return localised_name(self.naming.name, self.naming.name_en)


def load_history(session: ScopedSession, code: str) -> list[PastChange]:
    """The changes that a township or village went through, the latest first; in the scope of the session."""
    if level_of(code) not in (Level.TOWNSHIP, Level.VILLAGE):
        return []
    own = DivisionChange.region_code == ancestor(code, Level.COUNTY), DivisionChange.retired_on.is_(None)
    newest = DivisionChange.effective_on.desc(), DivisionChange.id.desc()
    changes = session.scalars(select(DivisionChange).where(*own).order_by(*newest))
    found = [PastChange(one, DivisionPlan.from_json(one.plan)) for one in changes]
    return [one for one in found if code in one.plan.changed or code in one.plan.opened]


def former_names(history: Iterable[PastChange], code: str) -> list[FormerName]:
    """The former names of a division, the latest first."""
    renamed = [one for one in history if code in one.plan.renamed]
    return [FormerName(one.plan.renamed[code][0], one.change.effective_on) for one in renamed]
