"""Standards of assistance as the database knows them, by region and day. The nearest region above decides."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.models import AssistanceStandard, CareLevel, StandardKind, Tier
from shared.models.region import path_of

from .parameter_keys import TEKUN_BASIC_RATIO
from .parameters import number_on

WHOLE = "全市"
UNPAID_TIERS = frozenset({Tier.MARGINAL, Tier.EXPENDITURE})
"""Tiers that open other assistance and pay no monthly amount."""
CARE_COVERAGE = {CareLevel.FULL: "全自理", CareLevel.HALF: "半护理", CareLevel.NONE: "全护理"}  # from less care to more


def standard_on(session: Session, kind: str, region_code: str, day: date, coverage: str = WHOLE) -> int | None:
    """Fen per person and month in force in a region on a day; None where none is known."""
    table = AssistanceStandard
    query = select(table.monthly_fen).where(
        table.kind == kind,
        table.coverage == coverage,
        table.region_code.in_(path_of(region_code)),
        table.is_in_force(day),
    )
    nearest = func.length(table.region_code).desc(), table.region_code.desc(), table.valid_from.desc()
    return session.scalars(query.order_by(*nearest).limit(1)).first()


def care_standard_on(session: Session, care_level: Any, region_code: str, day: date) -> int | None:
    """Fen a month for the care of an extremely poor person; the coverage of such a standard is the level of care."""
    coverage = CARE_COVERAGE.get(care_level, "")
    return standard_on(session, StandardKind.TEKUN_CARE, region_code, day, coverage)


def tekun_basic_on(session: Session, region_code: str, day: date) -> int | None:
    """Fen a month for the basic living of an extremely poor person: as published, else a multiple of dibao."""
    basic = standard_on(session, StandardKind.TEKUN_BASIC, region_code, day)
    if basic is not None:
        return basic
    dibao = standard_on(session, StandardKind.DIBAO, region_code, day)
    ratio = number_on(session, TEKUN_BASIC_RATIO, region_code, day)
    return int(dibao * ratio) if dibao is not None and ratio else None
