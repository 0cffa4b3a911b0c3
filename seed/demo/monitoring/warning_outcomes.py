"""Outcomes of warnings, and the visits before them. All shares and delays are assumptions."""

from __future__ import annotations

import numpy as np

from seed.demo.province_data import ProvinceData
from seed.demo.regions.county_effects import shift_share
from seed.demo.registry.family_members import NONE_CODE
from seed.demo.toolkit import office_days
from seed.demo.toolkit.calibration import REFERENCE_DAY
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.day_numbers import NO_DAY, day_number
from seed.demo.toolkit.planted_faults import MOST_OVERDUE_CITY
from seed.demo.toolkit.sampling import Random, choose, code_of, sample_between, sample_codes
from shared.models import Level, OutcomeResult, Risk

from .warning_table import EXITED, IN_TIER, NEVER_RECOGNISED, WarningTable

LATE_SHARE, MEAN_DAYS_PAST_DUE = 0.095, 10  # share of outcomes after the due date; working days past it
DELAY_MEDIAN, DELAY_SPREAD = 4.6, 0.45  # working days from warning to outcome
SLOW_CITY_FROM, SLOW_CITY_SHIFT = (
    day_number(2023, 6),
    0.9,
)  # the city that holds most overdue warnings falls behind; shift of the logit
RESULT_SHARES = {
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
    NEVER_RECOGNISED: {
        OutcomeResult.NOT_IN_NEED: 0.74,
        OutcomeResult.REFUSED: 0.10,
        OutcomeResult.UNREACHABLE: 0.11,
        OutcomeResult.MOVED: 0.05,
    },
}
NEED_BY_RISK = {  # how often a visit finds need, by risk
    Risk.ILLNESS: 1.0,
    Risk.DISABILITY: 1.3,
    Risk.INCOME: 1.1,
    Risk.EDUCATION: 1.2,
    Risk.DISASTER: 1.5,
    Risk.EXITED: 0.7,
}


def assign_outcomes(random: Random, province: ProvinceData, warnings: WarningTable) -> None:
    """Set outcome and day of each warning where they are not known yet; what is not due stays open."""
    county = province.county[warnings.person]
    late = random.random(len(warnings)) < _late_shares(province, warnings, county)
    median = DELAY_MEDIAN * province.villages.effects.factor("delays")[county]
    delay = np.maximum(1, np.round(median * np.exp(random.normal(0, DELAY_SPREAD, len(warnings))))).astype(int)
    in_time = np.minimum(office_days.add(warnings.issued, delay), warnings.due)
    past_due = office_days.add(warnings.due, 1 + random.exponential(MEAN_DAYS_PAST_DUE, len(warnings)).astype(int))
    decided = np.where(late, past_due, in_time)
    too_late = (decided > REFERENCE_DAY) & (
        warnings.due < REFERENCE_DAY
    )  # what is overdue on the reference date is planted
    between_them = sample_between(random, warnings.due + 1, REFERENCE_DAY + 1, len(warnings))
    decided = np.where(too_late, office_days.spread(random, between_them, warnings.due, REFERENCE_DAY), decided)
    decided = np.where(warnings.record >= 0, office_days.on_or_before(np.minimum(decided, warnings.started)), decided)
    decided = np.where(
        decided < warnings.issued, office_days.on_or_after(warnings.issued), decided
    )  # 先行救助: help came first
    decided = np.where(warnings.decided >= 0, warnings.decided, decided)
    drawn = np.select(
        [warnings.tier_status == tier_status for tier_status in RESULT_SHARES],
        [sample_codes(random, shares, len(warnings)) for shares in RESULT_SHARES.values()],
    )
    result = np.where(warnings.result >= 0, warnings.result, drawn)
    still_open = decided > REFERENCE_DAY
    warnings.result = np.where(still_open, NONE_CODE, result).astype(np.int8)
    warnings.decided = np.where(still_open, NO_DAY, decided).astype(np.int32)


def clear_decision_days(warnings: WarningTable) -> None:
    """Remove the days of decision: these warnings are open."""
    warnings.decided = np.full(len(warnings), NO_DAY, np.int32)


def _late_shares(province: ProvinceData, warnings: WarningTable, county: Array) -> Array:
    codes, _ = province.villages.ancestors_at(Level.COUNTY)
    undelivered = np.char.startswith(codes, MOST_OVERDUE_CITY)[county] & (warnings.issued >= SLOW_CITY_FROM)
    return shift_share(LATE_SHARE, province.villages.effects.shift("late")[county] + SLOW_CITY_SHIFT * undelivered)


def mark_eligible(random: Random, province: ProvinceData, warnings: WarningTable, count: int) -> None:
    """`count` of the warnings that led to no assistance found the person eligible; the later ones sooner."""
    unlikely = (code_of(OutcomeResult.DIED), code_of(OutcomeResult.MOVED), code_of(OutcomeResult.ELIGIBLE))
    candidates = np.flatnonzero((warnings.result >= 0) & ~np.isin(warnings.result, unlikely))
    age = REFERENCE_DAY - warnings.issued[candidates]
    need = np.array([NEED_BY_RISK[risk] for risk in Risk])[warnings.risk[candidates]]
    need *= province.villages.effects.factor("eligible")[province.county[warnings.person[candidates]]]
    chosen = choose(random, candidates, count, need * np.exp(-(age % 365) / 120))
    warnings.result[chosen] = code_of(OutcomeResult.ELIGIBLE)


def draw_visits(random: Random, warnings: WarningTable) -> tuple[Array, Array, Array]:
    """Whether a visit is on record, the day it was planned for, the day it was done (NO_DAY while it is not)."""
    checked = warnings.result >= 0
    done = office_days.add(np.minimum(warnings.decided, REFERENCE_DAY), -sample_between(random, 0, 3, len(warnings)))
    earliest = office_days.on_or_after(warnings.issued)
    done = np.maximum(done, earliest)
    planned = office_days.add(np.where(checked, done, warnings.due), -sample_between(random, 0, 3, len(warnings)))
    on_record = random.random(len(warnings)) < np.where(checked, 0.97, 0.4)
    return on_record, np.maximum(planned, earliest), np.where(checked, done, NO_DAY)
