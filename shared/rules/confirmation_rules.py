"""Which changes need a second person, by kind, region and day. The nearest region above decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import ChangeKind, ConfirmationRule, Level, Region
from shared.models.region import path_of


class ConfirmationRequirement(NamedTuple):
    """Whether a second person confirms; `limit_fen`: above which sum, None for every sum."""

    is_required: bool
    limit_fen: int | None

    def applies_to(self, amount_fen: int | None) -> bool:
        """Whether a change of this sum needs a second person; one without a sum always where any does."""
        if not self.is_required:
            return False
        return self.limit_fen is None or amount_fen is None or amount_fen > self.limit_fen


ALWAYS = ConfirmationRequirement(is_required=True, limit_fen=None)
"""What holds where no rule says otherwise."""


def kinds_without_rule(session: Session, day: date) -> list[ChangeKind]:
    """The kinds for which no rule of a province is in force on a day: then `ALWAYS` holds unless a region decides."""
    of_provinces = select(Region.code).where(Region.level == Level.PROVINCE)
    query = select(ConfirmationRule.kind).where(
        ConfirmationRule.region_code.in_(of_provinces), ConfirmationRule.is_in_force(day)
    )
    decided = set(session.scalars(query))
    return [kind for kind in ChangeKind if kind not in decided]


def load_requirements(
    session: Session, kind: ChangeKind, regions: Iterable[str], day: date
) -> dict[str, ConfirmationRequirement]:
    """What holds for a kind in each of some regions on a day: one query."""
    paths = {code: path_of(code) for code in regions}
    query = select(ConfirmationRule).where(
        ConfirmationRule.kind == kind,
        ConfirmationRule.region_code.in_({part for path in paths.values() for part in path}),
        ConfirmationRule.is_in_force(day),
    )
    rules = list(session.scalars(query.order_by(ConfirmationRule.valid_from)))
    latest = {rule.region_code: ConfirmationRequirement(rule.is_required, rule.limit_fen) for rule in rules}
    return {
        code: next((latest[part] for part in reversed(path) if part in latest), ALWAYS) for code, path in paths.items()
    }
