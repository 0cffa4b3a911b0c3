"""Standards and legal parameters as the database knows them, by region and day. The nearest region above decides."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from shared.models import AssistanceStandard, CareLevel, LegalParameter, StandardKind
from shared.models.region import path_of

WHOLE = "全市"
CARE_COVERAGE = {CareLevel.FULL: "全自理", CareLevel.HALF: "半护理", CareLevel.NONE: "全护理"}  # from less care to more
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


def standard_on(session: Session, kind: str, region_code: str, day: date, coverage: str = WHOLE) -> int | None:
    """Fen per person and month in force in a region on a day; None where none is known."""
    query = select(AssistanceStandard.monthly_fen).where(
        AssistanceStandard.kind == kind, AssistanceStandard.coverage == coverage
    )
    return session.scalars(_in_force(query, AssistanceStandard, region_code, day)).first()


def care_standard_on(session: Session, care_level: Any, region_code: str, day: date) -> int | None:
    """Fen a month for the care of an extremely poor person; the coverage of such a standard is the level of care."""
    coverage = CARE_COVERAGE.get(care_level, "")
    return standard_on(session, StandardKind.TEKUN_CARE, region_code, day, coverage)


def number_on(session: Session, key: str, region_code: str, day: date) -> Decimal | None:
    """The number of a legal parameter on a day; the earliest known stands for the days before it. None: no number."""
    query = select(LegalParameter.value).where(LegalParameter.key == key)
    value = session.scalars(_in_force(query, LegalParameter, region_code, day)).first()
    if value is None:
        inherited = (LegalParameter.region_code.in_(path_of(region_code)), LegalParameter.retired_on.is_(None))
        value = session.scalars(query.where(*inherited).order_by(LegalParameter.valid_from).limit(1)).first()
    found = _NUMBER.fullmatch(value.strip()) if value else None
    return Decimal(found[0]) if found else None


def _in_force(query: Select[Any], table: Any, region_code: str, day: date) -> Select[Any]:
    return (
        query.where(
            table.region_code.in_(path_of(region_code)),
            table.retired_on.is_(None),
            table.valid_from <= day,
            func.coalesce(table.valid_to, date.max) > day,
        )
        .order_by(func.length(table.region_code).desc(), table.region_code.desc(), table.valid_from.desc())
        .limit(1)
    )
