"""The numbers of the law that the figures of a cube are counted with: those of the province on the as-of day.

One set for the whole cube, so that its months and the earlier periods they are compared with stand on one footing. It
is part of what the cube was built from: another value makes it out of date (`catalogue.definitions_hash`), and a
value changed in the admin counts the measures that use it anew in the same transaction (`refresh`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BindParameter, Integer, bindparam, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import visitors

from shared.errors import UserError
from shared.locale import _
from shared.models import Level, Region
from shared.rules.parameter_keys import (
    ASSISTANCE_DAYS,
    DUE_SOON_DAYS,
    EXIT_CHECK_DAYS,
    EXIT_WATCH_MONTHS,
    REENTRY_DAYS,
    SUBMISSION_DAYS,
    ParameterKey,
)
from shared.rules.parameters import load_parameters

COUNTED_WITH = (ASSISTANCE_DAYS, DUE_SOON_DAYS, EXIT_CHECK_DAYS, EXIT_WATCH_MONTHS, REENTRY_DAYS, SUBMISSION_DAYS)
PREFIX = "law_"
LawValues = Mapping[str, int]  # by the name of the key


def law_value(key: ParameterKey) -> BindParameter[int]:
    """What stands for a parameter in the expressions of a measure; the value is handed over when rows are read."""
    return bindparam(PREFIX + key.name.replace(".", "_"), type_=Integer)


def query_parameters(values: LawValues) -> dict[str, int]:
    """The values as the queries of measures want them."""
    return {PREFIX + name.replace(".", "_"): value for name, value in values.items()}


def law_values_used(expression: Any) -> Iterator[ParameterKey]:
    """The parameters that an expression counts with."""
    for element in visitors.iterate(getattr(expression, "__clause_element__", lambda: expression)()):
        if isinstance(element, BindParameter):
            yield from (key for key in COUNTED_WITH if law_value(key).key == element.key)


def load_law_values(session: Session, day: date) -> dict[str, int]:
    """The values of the province on a day. UserError when one is missing: nothing could be counted."""
    province = session.scalars(select(Region.code).where(Region.level == Level.PROVINCE).order_by(Region.code)).first()
    table, values = load_parameters(session, COUNTED_WITH), {}
    for key in COUNTED_WITH:
        value = table.value(key, province, day) if province else None
        if not isinstance(value, int | Decimal):
            template = _("The statistics need the legal parameter “{label}” ({key}) of the province: enter its value.")
            raise UserError(template.format(label=key.label, key=key.name))
        values[key.name] = int(value)
    return values


def to_text(values: LawValues) -> str:
    """The values as a build of the cube keeps them."""
    return json.dumps(dict(values), sort_keys=True)


def from_text(text: str) -> dict[str, int]:
    """The values that a build kept."""
    values: dict[str, int] = json.loads(text or "{}")
    return values
