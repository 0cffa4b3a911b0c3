"""What was paid and granted: monthly payments, special and temporary assistance."""

from __future__ import annotations

from shared.models import BenefitPayment, SpecialAssistance, TemporaryAssistance
from shared.record_import.import_column import of_model
from shared.record_import.import_kind import ImportKind

from .named_records import household_column, person_column

AMOUNTS = ("金额", "救助金额", "发放金额", "当月支出")

PAYMENTS = ImportKind(
    key="payments",
    name=BenefitPayment.__labels__[1],
    record_class=BenefitPayment,
    columns=(
        household_column(),
        of_model(BenefitPayment, "tier", "dibao", "救助类别", "对象类别"),
        of_model(BenefitPayment, "month", "2023-11", "月份", "发放月份", "所属月份"),
        of_model(BenefitPayment, "amount_fen", "1220.00", *AMOUNTS),
        of_model(BenefitPayment, "paid_on", "2023-11-10", "发放日期", "到账日期"),
    ),
    identified_by=("household_id", "tier", "month"),
)

SPECIAL_ASSISTANCE = ImportKind(
    key="special_assistance",
    name=SpecialAssistance.__labels__[1],
    record_class=SpecialAssistance,
    columns=(
        of_model(SpecialAssistance, "kind", "medical", "救助种类", "专项类别"),
        person_column(),
        household_column(),
        of_model(SpecialAssistance, "granted_on", "2023-11-10", "救助日期", "发放日期"),
        of_model(SpecialAssistance, "amount_fen", "3000.00", *AMOUNTS),
    ),
    identified_by=("person_id", "kind", "granted_on"),
)

TEMPORARY_ASSISTANCE = ImportKind(
    key="temporary_assistance",
    name=TemporaryAssistance.__labels__[1],
    record_class=TemporaryAssistance,
    columns=(
        of_model(TemporaryAssistance, "kind", "emergency", "困难类型", "救助类型"),
        person_column(),
        household_column(is_required=False),
        of_model(TemporaryAssistance, "granted_on", "2023-11-10", "救助日期", "发放日期"),
        of_model(TemporaryAssistance, "amount_fen", "2000.00", *AMOUNTS),
        of_model(TemporaryAssistance, "is_aid_before_paperwork", "no", "先行救助", "是否先行救助"),
        of_model(TemporaryAssistance, "is_resident", "yes", "本地户籍", "是否本地户籍"),
    ),
    identified_by=("person_id", "kind", "granted_on"),
)
