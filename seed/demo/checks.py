"""What came of warnings: visits, outcomes, referrals. All shares and delays are assumptions."""

from __future__ import annotations

import numpy as np

from shared.models import ResponseKind, Result, Risk, SpecialKind

from . import working_days
from .calibration import REFERENCE
from .cases import EXITED, IN_TIER, NEVER, Cases
from .days import NO_DAY
from .draws import Random, between, by_code, choose, code_of
from .frame import Array
from .members import NOT
from .world import World

LATE, OPEN_BEFORE_DUE = 0.07, 0.6
DELAY_MEDIAN, DELAY_SPREAD = 6.5, 0.5  # days
LATEST = 20  # working days past due
RESULTS = {
    IN_TIER: {
        Result.ALREADY_ASSISTED: 0.64,
        Result.NOT_IN_NEED: 0.29,
        Result.REFUSED: 0.03,
        Result.UNREACHABLE: 0.04,
    },
    EXITED: {
        Result.NOT_IN_NEED: 0.72,
        Result.REFUSED: 0.09,
        Result.UNREACHABLE: 0.12,
        Result.MOVED: 0.07,
    },
    NEVER: {
        Result.NOT_IN_NEED: 0.74,
        Result.REFUSED: 0.10,
        Result.UNREACHABLE: 0.11,
        Result.MOVED: 0.05,
    },
}
RISKS = {
    IN_TIER: {Risk.ILLNESS: 0.5, Risk.DISABILITY: 0.2, Risk.EDUCATION: 0.14, Risk.DISASTER: 0.16},
    EXITED: {Risk.EXITED: 0.8, Risk.ILLNESS: 0.2},
    NEVER: {Risk.ILLNESS: 0.5, Risk.INCOME: 0.2, Risk.DISABILITY: 0.15, Risk.DISASTER: 0.15},
}
RISK_OF_GRANT = {
    SpecialKind.EDUCATION: Risk.EDUCATION,
    SpecialKind.MEDICAL: Risk.ILLNESS,
    SpecialKind.EMPLOYMENT: Risk.INCOME,
}
SCHOOL_AGE, WORKING_AGE = (3, 22), (16, 59)
SEVERE = (1, 2)  # levels of disability


def check(random: Random, found: Cases, *, stay_open: Array) -> None:
    """Give each warning an outcome and the day of it, where they are not known; leave the chosen ones open."""
    late = random.random(len(found)) < LATE
    delay = np.maximum(1, np.exp(random.normal(np.log(DELAY_MEDIAN), DELAY_SPREAD, len(found)))).astype(np.int32)
    past_due = working_days.later(found.due, between(random, 1, LATEST, len(found)))
    decided = np.where(late, past_due, np.minimum(working_days.after(found.issued + delay), found.due))
    latest = np.where(found.record >= 0, found.started, REFERENCE)
    decided = np.where(found.decided >= 0, found.decided, working_days.before(np.minimum(decided, latest)))
    drawn = np.select(
        [found.standing == standing for standing in RESULTS],
        [by_code(random, shares, len(found)) for shares in RESULTS.values()],
    )
    result = np.where(found.result >= 0, found.result, drawn)
    found.result = np.where(stay_open, NOT, result).astype(np.int8)
    found.decided = np.where(stay_open, NO_DAY, decided).astype(np.int32)


def open_before_due(random: Random, found: Cases) -> Array:
    """Recent warnings still open on the reference date, not yet due."""
    waiting = (found.due >= REFERENCE) & (found.result < 0)
    return waiting & (random.random(len(found)) < OPEN_BEFORE_DUE)


def find_eligible(random: Random, found: Cases, count: int) -> None:
    """`count` of the warnings that led to no assistance found the person eligible; the later ones sooner."""
    unlikely = (code_of(Result.DIED), code_of(Result.MOVED), code_of(Result.ELIGIBLE))
    candidates = np.flatnonzero((found.result >= 0) & ~np.isin(found.result, unlikely))
    age = REFERENCE - found.issued[candidates]
    chosen = choose(random, candidates, count, np.exp(-(age % 365) / 120))
    found.result[chosen] = code_of(Result.ELIGIBLE)


def visits(random: Random, found: Cases) -> tuple[Array, Array, Array]:
    """Whether a visit is on record, the day it was planned for, the day it was done (NO_DAY while it is not)."""
    checked = found.result >= 0
    done = working_days.later(np.minimum(found.decided, REFERENCE), -between(random, 0, 3, len(found)))
    done = np.maximum(done, found.issued)
    planned = working_days.later(np.where(checked, done, found.due), -between(random, 0, 3, len(found)))
    on_record = random.random(len(found)) < np.where(checked, 0.97, 0.4)
    return on_record, np.maximum(planned, found.issued), np.where(checked, done, NO_DAY)


def risks(random: Random, world: World, found: Cases) -> Array:
    """What each warning was about, as codes of Risk; it matches the assistance that followed."""
    drawn = np.select(
        [found.standing == standing for standing in RISKS],
        [by_code(random, shares, len(found)) for shares in RISKS.values()],
    )
    granted = found.kind == code_of(ResponseKind.SPECIAL)
    drawn[granted] = _of_grants(world.grants.kind[found.record[granted]])
    age = world.people.age_on(found.person, found.issued)
    wrong = (drawn == code_of(Risk.EDUCATION)) & ~_between(age, SCHOOL_AGE)
    wrong |= (drawn == code_of(Risk.INCOME)) & ~_between(age, WORKING_AGE)
    wrong |= (drawn == code_of(Risk.DISABILITY)) & ~_between(world.people.level[found.person], SEVERE)
    wrong |= found.kind == code_of(ResponseKind.CHARITY)
    return np.where(wrong, code_of(Risk.ILLNESS), drawn).astype(np.int8)


def _between(numbers: Array, limits: tuple[int, int]) -> Array:
    return (numbers >= limits[0]) & (numbers <= limits[1])


def _of_grants(kinds: Array) -> Array:
    table = np.zeros(len(SpecialKind), np.int8)
    for kind, risk in RISK_OF_GRANT.items():
        table[code_of(kind)] = code_of(risk)
    return table[kinds]
