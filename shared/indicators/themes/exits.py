"""After an exit: whether people are still visited, and whether they return (A5, A8)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Date, and_, literal, or_, select
from sqlalchemy.orm import aliased

from shared.indicators.date_expressions import days_after, earlier_of, later_of, months_after
from shared.indicators.definition_version import ADDED
from shared.indicators.indicator import Indicator
from shared.indicators.law_values import law_value
from shared.indicators.measure import Measure, Source, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import EarlyWarning, ExitReason, HomeVisit, Spell
from shared.rules.parameter_keys import EXIT_CHECK_DAYS, EXIT_WATCH_MONTHS, REENTRY_DAYS

from .legal_sources import MONITORING

NEXT, _later = aliased(Spell, name="next_spell"), aliased(Spell, name="later_spell")
_next_id = (  # joined by its number, so that it is looked up once a spell
    select(_later.id)
    .where(_later.person_id == Spell.person_id, _later.retired_on.is_(None), _later.start_on >= Spell.end_on)
    .order_by(_later.start_on)
    .limit(1)
    .correlate(Spell)
    .scalar_subquery()
)
WITH_NEXT = Spell.__table__.outerjoin(NEXT, NEXT.id == _next_id)
RETURNED_ON = NEXT.start_on
WATCHED_UNTIL = earlier_of(RETURNED_ON, months_after(Spell.end_on, law_value(EXIT_WATCH_MONTHS)))
IS_EXIT = (  # into no tier
    Spell.retired_on.is_(None),
    Spell.end_on.is_not(None),
    or_(RETURNED_ON.is_(None), RETURNED_ON > Spell.end_on),
)

exits = Source("exits", WITH_NEXT, Spell.region_code, {Spell: ("person_id", Spell.person_id)}, IS_EXIT)
exit_checks = Source(
    "exit_checks",
    WITH_NEXT.join(EarlyWarning.__table__, EarlyWarning.person_id == Spell.person_id).join(
        HomeVisit.__table__, HomeVisit.warning_id == EarlyWarning.id
    ),
    Spell.region_code,
    {
        Spell: ("person_id", Spell.person_id),
        EarlyWarning: ("id", EarlyWarning.id),
        HomeVisit: ("warning_id", EarlyWarning.id),
    },
    (*IS_EXIT, EarlyWarning.retired_on.is_(None), HomeVisit.retired_on.is_(None), HomeVisit.done_on.is_not(None)),
)


def _is_watched(as_of: date) -> ColumnElement[bool]:  # noqa: ARG001
    return or_(Spell.exit_reason.is_(None), Spell.exit_reason.not_in((ExitReason.DIED, ExitReason.MOVED)))


def _is_mature(as_of: date) -> ColumnElement[bool]:
    return Spell.end_on <= days_after(literal(as_of, Date), -law_value(REENTRY_DAYS))


def _has_returned(as_of: date) -> ColumnElement[bool]:
    in_time = RETURNED_ON <= days_after(Spell.end_on, law_value(REENTRY_DAYS))
    return and_(_is_mature(as_of), RETURNED_ON.is_not(None), in_time)


def _cohort(key: str, where: object) -> Measure:
    dimensions = {"tier": Spell.tier, "reason": Spell.exit_reason}
    options = {"subject": Spell.person_id, "where": where, "dimensions": dimensions}
    return Measure(key, exits, Timing.FLOW, Spell.end_on, **options)  # type: ignore[arg-type]


MEASURES = [
    Measure(
        "exits_watched",
        exits,
        Timing.STOCK,
        Spell.end_on,
        WATCHED_UNTIL,
        subject=Spell.person_id,
        where=_is_watched,
        dimensions={"tier": Spell.tier},
    ),
    Measure(
        "exits_checked",
        exit_checks,
        Timing.STOCK,
        later_of(HomeVisit.done_on, Spell.end_on),
        earlier_of(WATCHED_UNTIL, days_after(HomeVisit.done_on, law_value(EXIT_CHECK_DAYS))),
        subject=Spell.person_id,
        where=_is_watched,
        dimensions={"tier": Spell.tier},
    ),
    _cohort("exits_mature", _is_mature),
    _cohort("exits_returned", _has_returned),
]

INDICATORS = [
    Indicator(
        "A5",
        "exit_monitoring_rate",
        _l("Share of former recipients still visited"),
        Unit.PERCENT,
        "exits_checked",
        _l(
            "Of the people who left the tiers within {exit_watch_months} months before the last day of the period and "
            "have not returned, the share whom a worker visited within the last {exit_check_days} days. People who "
            "died or moved away are not counted. Categories: the tier they left."
        ),
        MONITORING,
        denominator="exits_watched",
        factor=100,
        better=1,
        version=ADDED,
    ),
    Indicator(
        "A8",
        "reentry_rate",
        _l("Share of former recipients who return"),
        Unit.PERCENT,
        "exits_returned",
        _l(
            "Of the people who left the tiers in the period, at least {reentry_days} days ago and for whatever reason, "
            "the share who were in a tier again within {reentry_days} days. More recent exits are left out: their time "
            "is not up."
        ),
        MONITORING,
        denominator="exits_mature",
        factor=100,
        better=-1,
        matures_by=REENTRY_DAYS,
        is_ripe=True,
        version=ADDED,
    ),
]
