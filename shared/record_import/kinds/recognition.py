"""Recognitions: who stands in which tier from when to when, with the monthly amount."""

from __future__ import annotations

from functools import partial

from shared.models import Spell
from shared.record_import.import_column import of_model
from shared.record_import.import_kind import ImportKind

from .named_records import household_column, person_column

column = partial(of_model, Spell)

RECOGNITIONS = ImportKind(
    key="recognitions",
    name=Spell.__labels__[1],
    record_class=Spell,
    columns=(
        person_column(),
        household_column(),
        column("tier", "dibao", "救助类别", "救助类型", "对象类别", "保障类别"),
        column("start_on", "2023-01-01", "起始日期", "开始日期", "享受起始日期", "纳入日期"),
        column("end_on", "", "终止日期", "停保日期", "停发日期", "退出日期"),
        column("monthly_fen", "610.00", "月保障金额", "月补助金额", "补助金额", "保障金额"),
        column("entry_reason", "application", "纳入原因"),
        column("exit_reason", "", "退出原因", "停保原因"),
        column("support_place", "", "供养方式", "供养形式"),
        column("care_level", "", "自理能力", "护理级别"),
    ),
    identified_by=("person_id", "start_on"),
)
