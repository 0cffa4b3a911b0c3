"""How a number is to be taken: what a cell of an indicator and a period is called as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from shared.clock import Period
from shared.locale import lazy as _l
from shared.models.labelled_enum import LabelledEnum

from .indicator import Indicator


class ObservationStatus(LabelledEnum):
    """The blanks and marks that must never look alike."""

    FINAL = "final", _l("Final (locked)")
    PROVISIONAL = "provisional", _l("Provisional (not locked)")
    REVISED = "revised", _l("Revised")
    IMMATURE = "immature", _l("Incomplete (too recent)")
    ESTIMATED = "estimated", _l("Estimated")
    UNVERIFIED = "unverified", _l("Unverified")
    NOT_REPORTED = "not_reported", _l("Not reported")
    NOT_LOADED = "not_loaded", _l("Not loaded")
    NOT_APPLICABLE = "not_applicable", _l("Not applicable")
    SUPPRESSED = "suppressed", _l("Not shown (confidential)")

    @property
    def is_blank(self) -> bool:
        """Whether there is no number to show."""
        return self in BLANKS


BLANKS = {
    ObservationStatus.NOT_REPORTED,
    ObservationStatus.NOT_LOADED,
    ObservationStatus.NOT_APPLICABLE,
    ObservationStatus.SUPPRESSED,
}


WEAKEST_FIRST = (
    ObservationStatus.IMMATURE,
    ObservationStatus.PROVISIONAL,
    ObservationStatus.UNVERIFIED,
    ObservationStatus.ESTIMATED,
    ObservationStatus.REVISED,
    ObservationStatus.FINAL,
)
"""The states of numbers: what may still move stands before what rests on little, and that before what was moved."""


def weakest(states: Iterable[ObservationStatus]) -> ObservationStatus:
    """What may be said of several figures together; blanks say nothing. Of none it is nothing to rely on."""
    known = set(states)
    return next((state for state in WEAKEST_FIRST if state in known), ObservationStatus.PROVISIONAL)


def observation_status(window: int, period: Period, day: date, *, is_locked: bool = False) -> ObservationStatus:
    """The state of a counted number whose subject takes `window` days, in `period` as of `day`.

    Immature: so many days have not passed since the period ended. Provisional: that time is over, but nobody has
    locked the months it rests on, so corrections still move the number. Final: the province has locked them.
    """
    if not is_mature(window, period, day):
        return ObservationStatus.IMMATURE
    return ObservationStatus.FINAL if is_locked else ObservationStatus.PROVISIONAL


def is_mature(window: int, period: Period, day: date) -> bool:
    """Whether the days that a subject takes have passed since the end of `period`; 0 when it takes none."""
    return not window or period.end + timedelta(days=window) <= day


def counting_end(one: Indicator, period: Period, day: date) -> date:
    """The last day that a number of `one` counts to: what becomes of a cohort counts to `day`, the rest by its end."""
    return day if one.matures_by or one.is_current else min(period.end, day)
