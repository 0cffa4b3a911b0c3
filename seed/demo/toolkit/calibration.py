"""What the demo province is calibrated to: published targets, met exactly, and assumptions, marked as such.

Counts are those of scale 1; `Scale` gives the proportional count of a smaller province.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .day_numbers import day_number, day_number_of

REFERENCE_DATE = date(2023, 12, 31)  # "today" of the demo province: the year the published description fits
REFERENCE_DAY = day_number_of(REFERENCE_DATE)
FIRST_DAY = day_number(2021)  # 36 months of history
YEARS = (2021, 2022, 2023)
DEMO_COUNTY = "320583"  # 昆山市: where the demo accounts of a county work

DESCRIPTION = "description published by 江苏省民政厅 (data/published_counts.csv, SEED)"
REPORT_2025 = "新华日报 2025-11-27, report to the provincial congress, reprint (nearest published total)"
SUZHOU_2023 = "苏州市财政局 2023: 低收入人口 1.77 万户 2.93 万人"
ASSUMED = "assumption of the demo, no published value"


@dataclass(frozen=True)
class Target:
    """A count at scale 1 and where it comes from."""

    count: int
    source: str


TARGETS = {
    "dibao_persons": Target(620_000, REPORT_2025),
    "tekun_persons": Target(200_000, REPORT_2025),
    "marginal_persons": Target(92_000, REPORT_2025 + "; 120,000 with expenditure, the split is assumed"),
    "expenditure_persons": Target(28_000, REPORT_2025 + "; 120,000 with marginal, the split is assumed"),
    "warned_2023": Target(67_000, DESCRIPTION),
    "assisted_2023": Target(20_000, DESCRIPTION),
    "eligible_2023": Target(22_500, ASSUMED),
    "warnings_2023": Target(74_000, ASSUMED),
    "warned_2022": Target(58_000, ASSUMED),
    "assisted_2022": Target(16_900, ASSUMED),
    "eligible_2022": Target(19_000, ASSUMED),
    "warnings_2022": Target(63_800, ASSUMED),
    "warned_2021": Target(48_000, ASSUMED),
    "assisted_2021": Target(13_700, ASSUMED),
    "eligible_2021": Target(15_400, ASSUMED),
    "warnings_2021": Target(52_600, ASSUMED),
    "education_2023": Target(114_000, DESCRIPTION),
    "education_2022": Target(106_000, ASSUMED),
    "education_2021": Target(98_000, ASSUMED),
    "housing_2023": Target(3_679, DESCRIPTION),
    "housing_2022": Target(4_210, ASSUMED),
    "housing_2021": Target(4_830, ASSUMED),
    "medical_2023": Target(42_000, ASSUMED),
    "medical_2022": Target(39_000, ASSUMED),
    "medical_2021": Target(36_000, ASSUMED),
    "employment_2023": Target(9_400, ASSUMED),
    "employment_2022": Target(8_700, ASSUMED),
    "employment_2021": Target(8_100, ASSUMED),
    "temporary_2023": Target(60_400, ASSUMED),
    "temporary_2022": Target(58_300, ASSUMED),
    "temporary_2021": Target(55_900, ASSUMED),
    "appliance_2020": Target(24_000, DESCRIPTION + "; 56,000 over three cycles, the split is the handbook's"),
    "appliance_2021": Target(12_000, DESCRIPTION + "; 56,000 over three cycles, the split is the handbook's"),
    "appliance_2022": Target(20_000, DESCRIPTION + "; 56,000 over three cycles, the split is the handbook's"),
    "solar": Target(10_000, DESCRIPTION + "; the plan of three years from 2023-07-27"),
    "solar_delivered": Target(2_650, ASSUMED),
    "solar_connected": Target(2_400, ASSUMED),
    "medical_charity_2023": Target(36_000, ASSUMED),
    "children_2021": Target(1_130, ASSUMED),
    "children_2022": Target(1_180, ASSUMED),
    "children_2023": Target(1_240, ASSUMED),
    # Not counted by any published figure: people who left, and people only ever warned about.
    "dibao_left": Target(154_000, ASSUMED),
    "tekun_left": Target(42_000, ASSUMED),
    "marginal_left": Target(32_000, ASSUMED),
    "expenditure_left": Target(76_000, ASSUMED),
    "watched_persons": Target(56_000, ASSUMED),
    "movers": Target(60, ASSUMED),
    "moved_in_county": Target(1_500, ASSUMED),
    "moved_between_counties": Target(500, ASSUMED),
}

# Low-income persons per 1,000 residents on the reference date. ASSUMED from the spread of incomes between south
# and north, so that the cities sum to 940,000; Suzhou's follows from SUZHOU_2023, Wuxi's leans on 4.14 万人 (2024).
CITY_RATES = {
    "320100": 4.6,
    "320200": 5.5,
    "320300": 17.0,
    "320400": 5.2,
    "320500": 2.26,
    "320600": 11.0,
    "320700": 21.5,
    "320800": 20.0,
    "320900": 17.5,
    "321000": 11.0,
    "321100": 8.0,
    "321200": 13.0,
    "321300": 22.0,
}

# Share of recipients who live in villages rather than communities. ASSUMED: higher where incomes are lower.
RURAL_SHARES = {
    "320100": 0.42,
    "320200": 0.45,
    "320300": 0.74,
    "320400": 0.48,
    "320500": 0.41,
    "320600": 0.66,
    "320700": 0.76,
    "320800": 0.75,
    "320900": 0.72,
    "321000": 0.65,
    "321100": 0.58,
    "321200": 0.68,
    "321300": 0.78,
}

# Dibao standards from July 2023 (yuan a month) of cities whose own no document gives. ASSUMED, between 720 and 920.
ASSUMED_STANDARDS = {
    "320300": 740,
    "320400": 920,
    "320700": 730,
    "320800": 735,
    "320900": 745,
    "321100": 860,
    "321300": 720,
}

SOLAR_KWH_A_KW_YEAR = 1_100  # ASSUMED yield of a fixed rooftop in Jiangsu
SOLAR_FEN_A_KWH = 39.1  # the coal benchmark price of Jiangsu, 0.391 yuan; ASSUMED for all installations


@dataclass(frozen=True)
class Scale:
    """The size of the province: 1 is the real one."""

    factor: float

    def apply(self, count: int) -> int:
        """`count` in proportion, at least one."""
        return max(1, round(count * self.factor))

    def target(self, key: str) -> int:
        """The proportional count of a target."""
        return self.apply(TARGETS[key].count)
