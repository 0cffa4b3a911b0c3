"""Risks of warnings, by person, season, year and the assistance that followed. All weights are ASSUMED."""

from __future__ import annotations

import numpy as np

from seed.demo.assistance.special_grants import SpecialGrants
from seed.demo.registry.people_and_households import People
from seed.demo.toolkit.ages import SCHOOL_AGE, WORKING_AGE
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.sampling import Random, code_of, sample_by_log_weight
from shared.models import ResponseKind, Risk, SpecialKind

from .warning_table import EXITED, IN_TIER, NEVER_RECOGNISED, WarningTable

RISK_WEIGHTS = {  # by tier status of the person: illness, disability, income, education, disaster, exited
    IN_TIER: (0.40, 1.3, 0.30, 0.42, 0.11, 0),
    EXITED: (0.16, 0.6, 0.16, 0.14, 0.05, 0.62),
    NEVER_RECOGNISED: (0.36, 1.5, 0.62, 0.42, 0.12, 0),
}
MONTH_FACTORS = {  # what multiplies a risk in a month, from January on
    Risk.ILLNESS: (1.35, 1.15, 1, 0.95, 0.9, 0.85, 0.9, 0.9, 0.9, 1, 1.05, 1.25),
    Risk.EDUCATION: (0.5, 1.6, 1.9, 1, 0.9, 0.7, 0.4, 1, 2.4, 1.4, 0.9, 0.7),
    Risk.DISASTER: (0.8, 0.7, 0.7, 0.8, 1, 1.5, 2.1, 1.8, 1.1, 0.8, 0.7, 0.8),
}
YEAR_FACTORS = {  # 2021 the typhoon, 2022 work lost while places were closed, 2023 illness after the wave
    2021: (0.95, 1, 1.0, 1, 1.35, 1),
    2022: (0.9, 1, 1.45, 0.9, 0.9, 1),
    2023: (1.15, 1.05, 0.95, 1.1, 0.9, 1),
}
FACTORS_BY_ASSISTANCE = {  # what multiplies a risk when this kind of assistance followed
    ResponseKind.TIER: (1, 1.3, 1.3, 0.5, 0.4, 1.3),
    ResponseKind.TEMPORARY: (1.1, 0.7, 0.7, 0.5, 3.0, 0.8),
}
RISK_BY_GRANT = {
    SpecialKind.EDUCATION: Risk.EDUCATION,
    SpecialKind.MEDICAL: Risk.ILLNESS,
    SpecialKind.EMPLOYMENT: Risk.INCOME,
}
FIRST_YEAR = 2021
SEVERE_LEVELS = (1, 2)


def draw_risks(random: Random, people: People, warnings: WarningTable, granted: SpecialGrants) -> Array:
    """A code of Risk for each warning."""
    month = warnings.issued.astype("datetime64[D]").astype("datetime64[M]").astype(int)
    weights = np.array([RISK_WEIGHTS[tier_status] for tier_status in range(len(RISK_WEIGHTS))])[warnings.tier_status]
    weights = weights * _month_factors()[month % 12] * _year_factors()[month // 12 + 1970 - FIRST_YEAR]
    for kind, factors in FACTORS_BY_ASSISTANCE.items():
        weights[(warnings.record >= 0) & (warnings.kind == code_of(kind))] *= factors
    weights *= _possible_risks(people, warnings)
    codes = np.broadcast_to(np.arange(len(Risk), dtype=np.int8), weights.shape)
    drawn = sample_by_log_weight(random, codes, np.log(np.maximum(weights, 1e-12)))
    is_special = (warnings.record >= 0) & (warnings.kind == code_of(ResponseKind.SPECIAL))
    drawn[is_special] = _risks_of_grants(granted.kind[warnings.record[is_special]])
    charity = (warnings.record >= 0) & (warnings.kind == code_of(ResponseKind.CHARITY))
    return np.where(charity, code_of(Risk.ILLNESS), drawn).astype(np.int8)


def _possible_risks(people: People, warnings: WarningTable) -> Array:
    """Which risks the person of each warning can have."""
    age = people.age_on(warnings.person, warnings.issued)
    possible = np.ones((len(warnings), len(Risk)), bool)
    possible[:, code_of(Risk.EDUCATION)] = _within(age, SCHOOL_AGE)
    possible[:, code_of(Risk.INCOME)] = _within(age, WORKING_AGE)
    possible[:, code_of(Risk.DISABILITY)] = _within(people.level[warnings.person], SEVERE_LEVELS)
    return possible


def _month_factors() -> Array:
    return np.array([MONTH_FACTORS.get(risk, (1,) * 12) for risk in Risk]).T


def _year_factors() -> Array:
    return np.array([YEAR_FACTORS[year] for year in sorted(YEAR_FACTORS)])


def _within(numbers: Array, limits: tuple[int, int]) -> Array:
    return (numbers >= limits[0]) & (numbers <= limits[1])


def _risks_of_grants(kinds: Array) -> Array:
    table = np.zeros(len(SpecialKind), np.int8)
    for kind, risk in RISK_BY_GRANT.items():
        table[code_of(kind)] = code_of(risk)
    return table[kinds]
