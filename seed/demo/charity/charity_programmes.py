"""Charity programmes and their cycles: those of appliance packs and solar as published, the rest assumed.

Published for appliance packs: the 12 counties, the values, the days of signing, the donors
(http://www.jizihe.com/page/2022/0210/16835826.shtml, http://xxtxzg.com/news/210/1575.html,
https://jdpp168.cn/news/show-10.html); for rooftop solar: launch, years and cost
(http://21spv.com/news/show.php?itemid=188926). Other days, and the values of aid to persons, are assumed.
"""

from __future__ import annotations

from dataclasses import dataclass

from seed.demo.toolkit.calibration import REFERENCE_DAY
from seed.demo.toolkit.day_numbers import day_number
from shared.models import Beneficiary, ProgrammeKind, Tier

KEY_COUNTIES = (  # 苏北重点帮扶县(区)
    "320321", "320324", "320723", "320724", "320803", "320804",
    "320826", "320921", "320922", "321322", "321323", "321324",
)  # fmt: skip


@dataclass(frozen=True)
class CyclePlan:
    """One cycle: its target in `calibration.TARGETS`, its days, the value of a unit, and the faults planted in it."""

    label: str
    target: str
    starts: int
    deadline: int
    unit_fen: int
    plan: str | None = None  # the target of the plan, where only a part of it has been handed out
    counties: tuple[str, ...] = ()  # the only ones with units; empty: all
    equal_shares: bool = False  # as many units in each of these counties
    donors: tuple[int, int] | None = None  # the first and last number of its donors, who gave what it cost
    signed: int | None = None  # the day on which they signed; else some weeks before the cycle
    undelivered: tuple[str, int] | None = None  # undelivered units: fault, counties
    duplicates: str | None = None
    ineligible: str | None = None

    @property
    def last(self) -> int:
        """The last day of the cycle up to the reference date."""
        return min(self.deadline, REFERENCE_DAY)


@dataclass(frozen=True)
class ProgrammePlan:
    """A programme, whom it may serve, and its cycles, oldest first."""

    key: str
    name: str
    name_en: str
    kind: ProgrammeKind
    beneficiary: Beneficiary
    tiers: tuple[Tier, ...]
    cycles: tuple[CyclePlan, ...]


APPLIANCES = ProgrammePlan(
    "appliance-packs",
    "让善汇流、为家充电",
    "Let kindness flow, power the home",
    ProgrammeKind.APPLIANCE,
    Beneficiary.HOUSEHOLD,
    (Tier.TEKUN, Tier.DIBAO, Tier.MARGINAL),  # at home; of marginal families those with a disabled member
    (
        CyclePlan(
            "2020",
            "appliance_2020",
            day_number(2020, 6),
            day_number(2020, 12, 31),
            60_000,
            counties=KEY_COUNTIES,
            donors=(1, 14),
        ),
        CyclePlan(
            "2021",
            "appliance_2021",
            day_number(2021, 12, 2),
            day_number(2022, 1, 15),
            60_000,
            counties=KEY_COUNTIES,
            equal_shares=True,
            donors=(9, 23),  # 23 donors in the first two years together, as published; who gave twice is assumed
            signed=day_number(2021, 12, 2),
            duplicates="duplicate_deliveries_2021",
            ineligible="ineligible_deliveries_2021",
        ),
        CyclePlan(
            "2022",
            "appliance_2022",
            day_number(2022, 10, 13),
            day_number(2022, 12, 31),
            80_000,
            counties=KEY_COUNTIES,
            donors=(11, 29),
            signed=day_number(2022, 10, 13),
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
    (Tier.DIBAO,),
    (
        CyclePlan(
            "2023–2025",
            "solar_delivered",
            day_number(2023, 7, 27),
            day_number(2025, 12, 31),
            1_000_000,
            plan="solar",
            donors=(1, 40),
            signed=day_number(2023, 7, 27),
        ),
    ),
)
MEDICAL = ProgrammePlan(
    "medical-supplement",
    "苏慈助医——低保对象补充医疗救助",
    "Supplementary medical aid for dibao recipients",
    ProgrammeKind.MEDICAL,
    Beneficiary.PERSON,
    (Tier.DIBAO,),
    (
        CyclePlan(
            "2023",
            "medical_charity_2023",
            day_number(2023, 3),
            day_number(2023, 10, 31),
            250_000,
            undelivered=("undelivered_medical_2023", 7),
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
        CyclePlan(
            "2021",
            "children_2021",
            day_number(2021),
            day_number(2021, 11, 30),
            1_500_000,
            undelivered=("undelivered_children_2021", 5),
        ),
        CyclePlan(
            "2022",
            "children_2022",
            day_number(2022),
            day_number(2022, 11, 30),
            1_500_000,
            undelivered=("undelivered_children_2022", 4),
        ),
        CyclePlan(
            "2023",
            "children_2023",
            day_number(2023),
            day_number(2023, 11, 30),
            1_500_000,
            undelivered=("undelivered_children_2023", 3),
        ),
    ),
)
PROGRAMMES = (APPLIANCES, SOLAR, MEDICAL, CHILDREN)
