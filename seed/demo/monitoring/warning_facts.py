"""Facts in warnings: the texts of the feeds and their severity, from which the level of a warning follows."""

from __future__ import annotations

import numpy as np

from seed.demo.registry.people_and_households import People
from seed.demo.toolkit.ages import ADULT_AGE
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.sampling import Random, code_of
from shared.models import OutcomeResult, Risk, WarningLevel

from .warning_table import WarningTable

RED, ORANGE, YELLOW = WarningLevel.RED, WarningLevel.ORANGE, WarningLevel.YELLOW
GRADE_RAISED = "残疾等级由三级变更为二级"
GradedTexts = list[tuple[str, WarningLevel]]


def _medical_cost(yuan: int) -> tuple[str, WarningLevel]:
    level = RED if yuan >= 30_000 else ORANGE if yuan >= 18_000 else YELLOW
    return f"近三个月自付医疗费用 {yuan:,} 元", level


# From the mildest to the gravest. The limits of the levels are ASSUMED.
FACTS_BY_RISK: dict[Risk, GradedTexts] = {
    Risk.ILLNESS: [_medical_cost(yuan) for yuan in range(8_200, 46_000, 400)],
    Risk.DISABILITY: [(GRADE_RAISED, YELLOW), ("新办残疾人证:二级", ORANGE)],
    Risk.INCOME: [
        ("连续三个月无社保缴费记录", YELLOW),
        ("灵活就业收入中断", YELLOW),
        ("家庭唯一就业人员失业登记", ORANGE),
        ("家庭唯一就业人员失业登记且无存款", RED),
    ],
    Risk.EDUCATION: [("学籍系统显示休学", YELLOW), ("义务教育阶段学生连续缺课", ORANGE)],
    Risk.DISASTER: [
        ("暴雨致房屋受损", YELLOW),
        ("住房火灾受损", ORANGE),
        ("交通事故致家庭成员受伤", ORANGE),
        ("溺水等意外事故", RED),
        ("住房火灾烧毁", RED),
    ],
    Risk.EXITED: [
        ("退出保障后家庭收入下降", YELLOW),
        ("退出保障后失业", ORANGE),
        ("退出保障后新增大额支出", ORANGE),
        ("退出保障后新增大额支出且失业", RED),
    ],
}
OF_MOST_SEVERE_DISABILITY: GradedTexts = [("新办残疾人证:一级", RED)]
BEFORE_SCHOOL: GradedTexts = [("学前教育保教费负担重", YELLOW)]
AFTER_NINE_YEARS: GradedTexts = [("高中阶段教育支出负担重", YELLOW), ("高中阶段学生因贫辍学", ORANGE)]
AT_UNIVERSITY: GradedTexts = [("高等教育学费负担重", YELLOW), ("高等教育学费负担重,家庭无力缴纳", ORANGE)]
TEXT_LISTS = [
    *(FACTS_BY_RISK[risk] for risk in Risk),
    OF_MOST_SEVERE_DISABILITY,
    BEFORE_SCHOOL,
    AFTER_NINE_YEARS,
    AT_UNIVERSITY,
]
TEXTS = [phrase for phrases in TEXT_LISTS for phrase, _ in phrases]
TEXT_LEVELS = np.array([code_of(level) for phrases in TEXT_LISTS for _, level in phrases], np.int8)
SCHOOL_FROM, NINE_YEARS_UNTIL = 6, 16
SEVERITY_IN_NEED, MILD = (
    (1.9, 1.5),
    (1.05, 1.9),
)  # ASSUMED: how grave the facts are where a visit found the person in need, or not


def draw_facts(random: Random, people: People, warnings: WarningTable) -> Array:
    """The position in `TEXTS` of the facts of each warning; `TEXT_LEVELS` has their level."""
    topic = _text_lists_of(people, warnings)
    size = np.array([len(phrases) for phrases in TEXT_LISTS])
    first = np.cumsum(size) - size
    needy = warnings.result == code_of(OutcomeResult.ELIGIBLE)
    gravity = np.where(needy, random.beta(*SEVERITY_IN_NEED, len(warnings)), random.beta(*MILD, len(warnings)))
    return (first[topic] + (gravity * size[topic]).astype(int)).astype(np.int16)


def _text_lists_of(people: People, warnings: WarningTable) -> Array:
    age, level = people.age_on(warnings.person, warnings.issued), people.level[warnings.person]
    schooling = warnings.risk == code_of(Risk.EDUCATION)
    cases = [
        (warnings.risk == code_of(Risk.DISABILITY)) & (level == 1),
        schooling & (age < SCHOOL_FROM),
        schooling & (age >= NINE_YEARS_UNTIL) & (age < ADULT_AGE),
        schooling & (age >= ADULT_AGE),
    ]
    return np.select(cases, range(len(Risk), len(TEXT_LISTS)), warnings.risk)
