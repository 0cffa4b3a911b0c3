"""New entrants, and how many of them a warning had found before (C9)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, exists, not_, select
from sqlalchemy.orm import aliased

from shared.indicators.date_expressions import days_after
from shared.indicators.definition_version import ADDED
from shared.indicators.indicator import Indicator
from shared.indicators.law_values import law_value
from shared.indicators.measure import Measure, Source, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import EarlyWarning, Spell
from shared.rules.parameter_keys import ASSISTANCE_DAYS

from .legal_sources import MONITORING

_former = aliased(Spell)
_goes_on = exists(
    select(_former.id).where(
        _former.person_id == Spell.person_id, _former.retired_on.is_(None), _former.end_on == Spell.start_on
    )
)
_was_found = exists(
    select(EarlyWarning.id).where(
        EarlyWarning.person_id == Spell.person_id,
        EarlyWarning.retired_on.is_(None),
        EarlyWarning.issued_on <= Spell.start_on,
        EarlyWarning.issued_on >= days_after(Spell.start_on, -law_value(ASSISTANCE_DAYS)),
    )
)

entrants = Source(
    "entrants",
    Spell,
    Spell.region_code,
    {Spell: ("person_id", Spell.person_id), EarlyWarning: ("person_id", Spell.person_id)},
    (Spell.retired_on.is_(None), not_(_goes_on)),
)


def _found(as_of: date) -> ColumnElement[bool]:  # noqa: ARG001 - whoever entered by then was found before
    return _was_found


def _entrants(key: str, where: object = None) -> Measure:
    options = {"subject": Spell.person_id, "where": where, "dimensions": {"tier": Spell.tier}}
    return Measure(key, entrants, Timing.FLOW, Spell.start_on, **options)  # type: ignore[arg-type]


MEASURES = [_entrants("entrants"), _entrants("entrants_found", _found)]

INDICATORS = [
    Indicator(
        "C9",
        "proactive_discovery_rate",
        _l("Share of new recipients found by a warning"),
        Unit.PERCENT,
        "entrants_found",
        _l(
            "Of the people who entered a tier in the period and were in none on the day before, the share about whom a "
            "warning was issued within {assistance_days} days before. Categories: the tier they entered."
        ),
        MONITORING,
        denominator="entrants",
        factor=100,
        better=1,
        version=ADDED,
    ),
]
