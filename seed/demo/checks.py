"""What came of warnings: visits, outcomes, referrals. All shares and delays are assumptions."""

from __future__ import annotations

import numpy as np

from shared.models import Level, OutcomeResult, Risk

from . import working_days
from .calibration import REFERENCE
from .cases import EXITED, IN_TIER, NEVER, Cases
from .days import NO_DAY, day
from .draws import Random, between, by_code, choose, code_of
from .effects import shifted
from .faults import MOST_OVERDUE_CITY
from .frame import Array
from .members import NOT
from .world import World

LATE, LATE_MEAN = 0.095, 10  # share of outcomes after the due date; working days past it
DELAY_MEDIAN, DELAY_SPREAD = 4.6, 0.45  # working days from warning to outcome
SLOW_FROM, SLOWER = day(2023, 6), 0.9  # the city that holds most overdue warnings falls behind; shift of the logit
RESULTS = {
    IN_TIER: {
        OutcomeResult.ALREADY_ASSISTED: 0.64,
        OutcomeResult.NOT_IN_NEED: 0.29,
        OutcomeResult.REFUSED: 0.03,
        OutcomeResult.UNREACHABLE: 0.04,
    },
    EXITED: {
        OutcomeResult.NOT_IN_NEED: 0.72,
        OutcomeResult.REFUSED: 0.09,
        OutcomeResult.UNREACHABLE: 0.12,
        OutcomeResult.MOVED: 0.07,
    },
    NEVER: {
        OutcomeResult.NOT_IN_NEED: 0.74,
        OutcomeResult.REFUSED: 0.10,
        OutcomeResult.UNREACHABLE: 0.11,
        OutcomeResult.MOVED: 0.05,
    },
}
NEED = {  # how often a visit finds need, by risk
    Risk.ILLNESS: 1.0,
    Risk.DISABILITY: 1.3,
    Risk.INCOME: 1.1,
    Risk.EDUCATION: 1.2,
    Risk.DISASTER: 1.5,
    Risk.EXITED: 0.7,
}


def check(random: Random, world: World, found: Cases) -> None:
    """Give each warning an outcome and the day of it, where they are not known; leave open what is not yet due."""
    county = world.county[found.person]
    late = random.random(len(found)) < _late(world, found, county)
    median = DELAY_MEDIAN * world.places.effects.factor("delays")[county]
    delay = np.maximum(1, np.round(median * np.exp(random.normal(0, DELAY_SPREAD, len(found))))).astype(int)
    in_time = np.minimum(working_days.later(found.issued, delay), found.due)
    past_due = working_days.later(found.due, 1 + random.exponential(LATE_MEAN, len(found)).astype(int))
    decided = np.where(late, past_due, in_time)
    too_late = (decided > REFERENCE) & (found.due < REFERENCE)  # what is overdue on the reference date is planted
    between_them = between(random, found.due + 1, REFERENCE + 1, len(found))
    decided = np.where(too_late, working_days.shifted(random, between_them, found.due, REFERENCE), decided)
    decided = np.where(found.record >= 0, working_days.before(np.minimum(decided, found.started)), decided)
    decided = np.where(decided < found.issued, working_days.after(found.issued), decided)  # 先行救助: help came first
    decided = np.where(found.decided >= 0, found.decided, decided)
    drawn = np.select(
        [found.standing == standing for standing in RESULTS],
        [by_code(random, shares, len(found)) for shares in RESULTS.values()],
    )
    result = np.where(found.result >= 0, found.result, drawn)
    still_open = decided > REFERENCE
    found.result = np.where(still_open, NOT, result).astype(np.int8)
    found.decided = np.where(still_open, NO_DAY, decided).astype(np.int32)


def leave_open(found: Cases) -> None:
    """Nobody has looked at these yet."""
    found.decided = np.full(len(found), NO_DAY, np.int32)


def _late(world: World, found: Cases, county: Array) -> Array:
    codes, _ = world.places.above(Level.COUNTY)
    behind = np.char.startswith(codes, MOST_OVERDUE_CITY)[county] & (found.issued >= SLOW_FROM)
    return shifted(LATE, world.places.effects.shift("late")[county] + SLOWER * behind)


def find_eligible(random: Random, world: World, found: Cases, count: int) -> None:
    """`count` of the warnings that led to no assistance found the person eligible; the later ones sooner."""
    unlikely = (code_of(OutcomeResult.DIED), code_of(OutcomeResult.MOVED), code_of(OutcomeResult.ELIGIBLE))
    candidates = np.flatnonzero((found.result >= 0) & ~np.isin(found.result, unlikely))
    age = REFERENCE - found.issued[candidates]
    need = np.array([NEED[risk] for risk in Risk])[found.risk[candidates]]
    need *= world.places.effects.factor("eligible")[world.county[found.person[candidates]]]
    chosen = choose(random, candidates, count, need * np.exp(-(age % 365) / 120))
    found.result[chosen] = code_of(OutcomeResult.ELIGIBLE)


def visits(random: Random, found: Cases) -> tuple[Array, Array, Array]:
    """Whether a visit is on record, the day it was planned for, the day it was done (NO_DAY while it is not)."""
    checked = found.result >= 0
    done = working_days.later(np.minimum(found.decided, REFERENCE), -between(random, 0, 3, len(found)))
    earliest = working_days.after(found.issued)
    done = np.maximum(done, earliest)
    planned = working_days.later(np.where(checked, done, found.due), -between(random, 0, 3, len(found)))
    on_record = random.random(len(found)) < np.where(checked, 0.97, 0.4)
    return on_record, np.maximum(planned, earliest), np.where(checked, done, NO_DAY)
