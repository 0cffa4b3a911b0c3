"""The low-income database (A3): who is in a tier, left one lately, was assisted lately, or has an open warning."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Select, case, cast, literal, null, or_, select, union_all

from shared.indicators.date_expressions import months_after
from shared.indicators.definition_version import ADDED
from shared.indicators.dimension_values import MonitoredGroup
from shared.indicators.indicator import Indicator
from shared.indicators.law_values import law_value
from shared.indicators.measure import Measure, Source, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import EarlyWarning, ExitReason, Person, Spell, TemporaryAssistance, WarningOutcome
from shared.models.spell import CONTINUED
from shared.rules.parameter_keys import EXIT_WATCH_MONTHS

from .legal_sources import LOW_INCOME

NOT_WATCHED = (ExitReason.DIED, ExitReason.TIER_CHANGE, *CONTINUED)
RANKS = {group: rank for rank, group in enumerate(MonitoredGroup, 1)}
WATCH = law_value(EXIT_WATCH_MONTHS)


def _rows(group: MonitoredGroup, record: Any, since: Any, until: Any, warning: Any = None) -> Select[Any]:
    """Who belongs to a group, where, from when to when; `warning`: by what outcomes find the row.

    SQLite looks for people in each kind of rows, and not in all of them, only if a column is a column, or computed, in
    every kind.
    """
    warning_id = cast(null(), BigInteger) if warning is None else warning
    return select(
        record.person_id,
        record.region_code,
        since.label("since"),
        case((record.id.is_not(None), until)).label("until"),  # see above: computed in one kind, so in all
        literal(RANKS[group]).label("rank"),
        literal(group.value).label("monitored"),
        warning_id.label("warning_id"),
        record.id.label("row_id"),
    ).where(record.retired_on.is_(None))


_left = or_(Spell.exit_reason.is_(None), Spell.exit_reason.not_in(NOT_WATCHED))
_decided_on = (
    select(WarningOutcome.decided_on)
    .where(WarningOutcome.warning_id == EarlyWarning.id, WarningOutcome.retired_on.is_(None))
    .correlate(EarlyWarning)
    .scalar_subquery()
)
_granted_on = TemporaryAssistance.granted_on
rows = union_all(
    _rows(MonitoredGroup.IN_TIER, Spell, Spell.start_on, Spell.end_on),
    _rows(MonitoredGroup.EXITED, Spell, Spell.end_on, months_after(Spell.end_on, WATCH)).where(
        Spell.end_on.is_not(None), _left
    ),
    _rows(MonitoredGroup.TEMPORARY, TemporaryAssistance, _granted_on, months_after(_granted_on, WATCH)),
    _rows(MonitoredGroup.FLAGGED, EarlyWarning, EarlyWarning.issued_on, _decided_on, EarlyWarning.id),
).subquery("monitored")

monitored = Source(
    "monitored",
    rows,
    rows.c.region_code,
    {
        Spell: ("person_id", rows.c.person_id),
        TemporaryAssistance: ("person_id", rows.c.person_id),
        EarlyWarning: ("person_id", rows.c.person_id),
        WarningOutcome: ("warning_id", rows.c.warning_id),
    },
    counted_together_by=rows.c.person_id,
    listed_as=(Person, rows.c.person_id, rows.c.row_id),
)

MEASURES = [
    Measure(
        "people_monitored",
        monitored,
        Timing.STOCK,
        rows.c.since,
        rows.c.until,
        subject=rows.c.person_id,
        rank=rows.c.rank,
        dimensions={"monitored": rows.c.monitored},
    ),
]

INDICATORS = [
    Indicator(
        "A3",
        "monitored_population",
        _l("People in the low-income database"),
        Unit.PERSONS,
        "people_monitored",
        _l(
            "People who on the last day of the period are in one of the four tiers, left one within "
            "{exit_watch_months} months (not by death or by moving away), were given temporary assistance within "
            "{exit_watch_months} months, or have an open warning; each counted once, in the first of these groups."
        ),
        LOW_INCOME,
        version=ADDED,
    ),
]
