"""What the feeds said about the persons warned about: it fits the risk, the age and the disability."""

from __future__ import annotations

import numpy as np

from shared.models import Risk

from .cases import Cases
from .draws import code_of
from .frame import Array
from .people import People

FACTS = {
    Risk.ILLNESS: [f"近三个月自付医疗费用 {yuan:,} 元" for yuan in range(8_200, 46_000, 400)],
    Risk.DISABILITY: ["新办残疾人证:二级", "残疾等级由三级变更为二级"],
    Risk.INCOME: ["家庭唯一就业人员失业登记", "连续三个月无社保缴费记录", "灵活就业收入中断"],
    Risk.EDUCATION: ["义务教育阶段学生连续缺课", "学籍系统显示休学"],
    Risk.DISASTER: ["住房火灾受损", "交通事故致家庭成员受伤", "暴雨致房屋受损", "溺水等意外事故"],
    Risk.EXITED: ["退出保障后家庭收入下降", "退出保障后失业", "退出保障后新增大额支出"],
}
MOST_SEVERE = ["新办残疾人证:一级"]
BEFORE_SCHOOL, AFTER_NINE_YEARS = ["学前教育保教费负担重"], ["高中阶段教育支出负担重"]
AT_UNIVERSITY = ["高等教育学费负担重"]
PHRASES = [*(FACTS[risk] for risk in Risk), MOST_SEVERE, BEFORE_SCHOOL, AFTER_NINE_YEARS, AT_UNIVERSITY]
SCHOOL_FROM, NINE_YEARS_UNTIL, ADULT = 6, 16, 18


def topics(people: People, found: Cases, risk: Array) -> Array:
    """The position in `PHRASES` of what may have been said in each warning."""
    age, level = people.age_on(found.person, found.issued), people.level[found.person]
    schooling = risk == code_of(Risk.EDUCATION)
    cases = [
        (risk == code_of(Risk.DISABILITY)) & (level == 1),
        schooling & (age < SCHOOL_FROM),
        schooling & (age >= NINE_YEARS_UNTIL) & (age < ADULT),
        schooling & (age >= ADULT),
    ]
    return np.select(cases, [PHRASES.index(p) for p in PHRASES[len(Risk) :]], risk)
