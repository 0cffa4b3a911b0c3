"""The legal parameters that figures and checks count with: their keys, what kind of value each is, and its limits.

Their values stand in the database, dated and by region; none stands in the code.
"""

from __future__ import annotations

from dataclasses import dataclass

from babel.support import LazyProxy

from shared.locale import lazy as _l
from shared.models.legal_parameter import ParameterKind


@dataclass(frozen=True, eq=False)
class ParameterKey:
    """One parameter: its key in `legal_parameter`, its unit as the law prints it, and the values that can be true."""

    name: str
    label: LazyProxy
    kind: ParameterKind
    unit: str
    lowest: int = 0
    highest: int = 1_000_000


STANDARD_MIN_RATIO = ParameterKey(
    "dibao.standard.min_ratio",
    _l("Lowest dibao standard, as a share of last year's consumption"),
    ParameterKind.RATIO,
    "倍上年度人均消费支出",
    highest=1,
)
STANDARD_MAX_RATIO = ParameterKey(
    "dibao.standard.max_ratio",
    _l("Highest dibao standard, as a share of last year's consumption"),
    ParameterKind.RATIO,
    "倍上年度人均消费支出",
    highest=1,
)
CATEGORY_UPLIFT = ParameterKey(
    "dibao.category_uplift",
    _l("Multiple of the dibao amount for special groups"),
    ParameterKind.RATIO,
    "倍",
    lowest=1,
    highest=10,
)
TEKUN_BASIC_RATIO = ParameterKey(
    "tekun.basic_ratio_min",
    _l("Basic living standard for people in extreme difficulty (tekun), as a multiple of the dibao standard"),
    ParameterKind.RATIO,
    "倍低保标准",
    lowest=1,
    highest=10,
)
WORKING_AGE_FROM = ParameterKey(
    "tekun.no_work.minor",
    _l("Age below which a person counts as unable to work"),
    ParameterKind.NUMBER,
    "岁（不满）",
    highest=150,
)
WORKING_AGE_UNTIL = ParameterKey(
    "tekun.no_work.age",
    _l("Age from which a person counts as unable to work"),
    ParameterKind.NUMBER,
    "岁（不低于）",
    highest=150,
)
EXPENDITURE_MONTHS = ParameterKey(
    "rigid.valid_months_max",
    _l("Months a benefit spell for hardship through expenditure may last"),
    ParameterKind.NUMBER,
    "个月",
    lowest=1,
    highest=120,
)
HANDLING_DAYS = ParameterKey(
    "monitor.handling_days",
    _l("Working days to verify a warning"),
    ParameterKind.DAYS,
    "个工作日",
    lowest=1,
    highest=365,
)
ASSISTANCE_DAYS = ParameterKey(
    "monitor.assistance_days",
    _l("Days within which a warning leads to assistance"),
    ParameterKind.DAYS,
    "天",
    lowest=1,
    highest=365,
)
DUE_SOON_DAYS = ParameterKey(
    "monitor.due_soon_days", _l("Days within which a warning is due soon"), ParameterKind.DAYS, "天", highest=60
)

EXIT_CHECK_DAYS = ParameterKey(
    "monitor.exit_check_days",
    _l("Days within which people whose benefits stopped are visited again"),
    ParameterKind.DAYS,
    "天",
    lowest=1,
    highest=366,
)
REENTRY_DAYS = ParameterKey(
    "monitor.reentry_days",
    _l("Days after an exit within which a new benefit spell is a return"),
    ParameterKind.DAYS,
    "天",
    lowest=1,
    highest=1000,
)
EXIT_WATCH_MONTHS = ParameterKey(
    "monitor.exit_watch_months",
    _l("Months for which people are watched after their benefits stopped"),
    ParameterKind.NUMBER,
    "个月",
    lowest=1,
    highest=60,
)

SUBMISSION_DAYS = ParameterKey(
    "statistics.submission_days",
    _l("Days after the end of a month within which a county submits it"),
    ParameterKind.DAYS,
    "天",
    lowest=1,
    highest=60,
)
MARRIAGE_AGE_MEN = ParameterKey(
    "marriage.age.men", _l("Age from which men may marry"), ParameterKind.NUMBER, "周岁（不早于）", highest=150
)
MARRIAGE_AGE_WOMEN = ParameterKey(
    "marriage.age.women", _l("Age from which women may marry"), ParameterKind.NUMBER, "周岁（不早于）", highest=150
)

PARAMETER_KEYS: dict[str, ParameterKey] = {
    key.name: key for key in tuple(globals().values()) if isinstance(key, ParameterKey)
}
