"""Charity programmes and their runs as the published description names them; dates and values are assumptions."""

from __future__ import annotations

from dataclasses import dataclass

from shared.models import Beneficiary, ProgrammeKind, Tier

from .calibration import APPLIANCE_FEN
from .days import day


@dataclass(frozen=True)
class RunPlan:
    """One run: its target in `calibration.TARGETS`, its days, the value of a unit, and the faults planted in it."""

    label: str
    target: str
    starts: int
    deadline: int
    unit_fen: int
    behind: tuple[str, int] | None = None  # undelivered units: fault, counties
    duplicates: str | None = None
    ineligible: str | None = None


@dataclass(frozen=True)
class ProgrammePlan:
    """A programme, whom it may serve, and its runs, oldest first."""

    key: str
    name: str
    name_en: str
    kind: ProgrammeKind
    beneficiary: Beneficiary
    tiers: tuple[Tier, ...]
    runs: tuple[RunPlan, ...]


APPLIANCES = ProgrammePlan(
    "appliance-packs",
    "让善汇流、为家充电",
    "Let kindness flow, power the home",
    ProgrammeKind.APPLIANCE,
    Beneficiary.HOUSEHOLD,
    (Tier.TEKUN, Tier.DIBAO),
    (
        RunPlan("2020", "appliance_2020", day(2020, 6), day(2020, 12, 31), APPLIANCE_FEN),
        RunPlan(
            "2021",
            "appliance_2021",
            day(2021, 5),
            day(2021, 12, 31),
            APPLIANCE_FEN,
            duplicates="duplicate_deliveries_2021",
            ineligible="ineligible_deliveries_2021",
        ),
        RunPlan(
            "2022",
            "appliance_2022",
            day(2022, 4, 15),
            day(2022, 12, 31),
            APPLIANCE_FEN,
            duplicates="duplicate_deliveries_2022",
            ineligible="ineligible_deliveries_2022",
        ),
    ),
)
SOLAR = ProgrammePlan(
    "rooftop-solar",
    "慈善光伏照万家",
    "Charity solar for ten thousand homes",
    ProgrammeKind.SOLAR,
    Beneficiary.HOUSEHOLD,
    (Tier.TEKUN, Tier.DIBAO, Tier.MARGINAL),
    (RunPlan("2023–2025", "solar", day(2023, 7), day(2025, 12, 31), 1_800_000),),
)
MEDICAL = ProgrammePlan(
    "medical-supplement",
    "苏慈助医——低保对象补充医疗救助",
    "Supplementary medical aid for dibao recipients",
    ProgrammeKind.MEDICAL,
    Beneficiary.PERSON,
    (Tier.DIBAO,),
    (
        RunPlan(
            "2023",
            "medical_charity_2023",
            day(2023, 3),
            day(2023, 12, 15),
            250_000,
            behind=("undelivered_medical_2023", 7),
            ineligible="ineligible_medical_2023",
        ),
    ),
)
CHILDREN = ProgrammePlan(
    "childrens-major-illness",
    "困难家庭儿童重大疾病慈善救助",
    "Charity aid for children's major illness in hardship families",
    ProgrammeKind.CHILDREN,
    Beneficiary.PERSON,
    tuple(Tier),
    (
        RunPlan("2021", "children_2021", day(2021), day(2021, 12, 31), 1_500_000),
        RunPlan("2022", "children_2022", day(2022), day(2022, 12, 31), 1_500_000),
        RunPlan(
            "2023", "children_2023", day(2023), day(2023, 12, 15), 1_500_000, behind=("undelivered_children_2023", 3)
        ),
    ),
)
PROGRAMMES = (APPLIANCES, SOLAR, MEDICAL, CHILDREN)
