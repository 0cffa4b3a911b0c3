"""Why a figure is in its state: who locked it and when, who revised it and why, what it waits for, what stands in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from shared.access import ScopedSession
from shared.clock import LOCAL
from shared.indicators.catalogue import MEASURES, counted_measures, settles
from shared.indicators.cube_snapshot import CubeSnapshot
from shared.indicators.indicator import Indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.keys_in_cube import revised_keys
from shared.indicators.locked_months import MonthLock
from shared.indicators.notes import suppression_note
from shared.indicators.observation_status import ObservationStatus
from shared.locale import _
from shared.models import RevisedCell
from shared.models.region import level_of
from shared.services.system_reasons import translate_reason

from .month_close.restatements import Restatement, load_restatement


def explain_state(session: ScopedSession, value: IndicatorValue, snapshot: CubeSnapshot) -> Iterator[str]:
    """Sentences, the first one on the state itself."""
    if value.state.is_blank:
        yield _explain_blank(value)
        return
    if value.is_carried_forward:
        template = _("The residents of {base} stand in for those of {year}, which are not published yet.")
        yield template.format(base=value.base_year, year=value.counted_to.year)
    elif value.state is ObservationStatus.ESTIMATED:
        yield _("A published value that it rests on is an estimate.")
    elif value.state is ObservationStatus.UNVERIFIED:
        yield _("A published value that it rests on is not proven by its source.")
    if value.is_immature:
        days = (value.period.end + timedelta(days=value.window) - value.day).days
        yield _("Too recent: its time is over in {days} days.").format(days=days)
    lock = snapshot.lock_of(value.indicator, value.period, value.region_code, value.dimension)
    if value.is_locked and lock is not None:
        yield _explain_lock(lock)
    elif value.is_left_out:
        yield _("Its months are locked, but the lock does not hold this figure: corrections still move it.")
    else:
        yield explain_unlocked(value.indicator)
    if value.is_revised:
        yield from _explain_revision(session, value)


def find_restatement(session: ScopedSession, value: IndicatorValue) -> Restatement | None:
    """How a figure moved after it was locked; None where it did not, or is not shown."""
    if value.is_suppressed or not (value.is_revised and value.is_locked):
        return None
    return load_restatement(session, value)


def explain_unlocked(one: Indicator) -> str:
    """Why a figure is not final, though it is shown."""
    if one.is_current:
        return _("It is known of the as-of day alone and never locked.")
    if not settles(one.key):
        return _("It is never locked: whatever comes later still counts.")
    return _("Not locked by the province: corrections still move it.")


def _explain_blank(value: IndicatorValue) -> str:
    if not value.applies:
        return _("There is no such figure at this level or of this category.")
    if value.is_of_months_only:
        return _("There is one of each month, none of a longer period.")
    if value.is_forgotten:
        return _("It is known of the as-of day alone: there is none of a period that was over before.")
    reasons = {
        ObservationStatus.SUPPRESSED: suppression_note(),
        ObservationStatus.NOT_APPLICABLE: _("The denominator counts none, so there is nothing to divide by."),
        ObservationStatus.NOT_LOADED: _("Nothing of its source has been loaded yet, for any region."),
        ObservationStatus.NOT_REPORTED: _("No value was reported or published for this region and period."),
    }
    return reasons.get(value.state, str(value.state.label))


def _explain_lock(lock: MonthLock) -> str:
    at = f"{lock.locked_at.astimezone(LOCAL):%Y-%m-%d %H:%M}"
    return _("Locked by the province ({user}) at {time}.").format(user=lock.locked_by or "—", time=at)


def _explain_revision(session: ScopedSession, value: IndicatorValue) -> Iterator[str]:
    """Who moved it last, and why."""
    read = counted_measures(value.indicator.key)
    keys = set[str]().union(*(revised_keys(value.period, MEASURES[key], level_of(value.region_code)) for key in read))
    measures = RevisedCell.measure.in_(read), RevisedCell.period.in_(keys)
    cell = RevisedCell.region_code == value.region_code, RevisedCell.dimension.in_({value.dimension, ""})
    last = session.scalars(select(RevisedCell).where(*measures, *cell).order_by(RevisedCell.revised_at.desc())).first()
    if last is not None:
        at = f"{last.revised_at.astimezone(LOCAL):%Y-%m-%d %H:%M}"
        template = _("Revised by {user} at {time}, reason: {reason}")
        yield template.format(user=last.revised_by or "—", time=at, reason=translate_reason(last.reason) or "—")
