"""Rows of monitoring: warnings, visits, outcomes, responses, village mechanisms."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from seed.demo.loading.load_columns import CodedColumn, DateColumn, ForeignKeyColumn, KeyColumn, LoadColumn, TableRows
from seed.demo.monitoring.monitoring_data import Monitoring
from seed.demo.monitoring.warning_facts import TEXT_LEVELS, TEXTS
from seed.demo.province_data import ProvinceData
from seed.demo.registry.recognitions import Recognitions
from seed.demo.registry.synthetic_names import draw_worker_names
from seed.demo.toolkit import office_days
from seed.demo.toolkit.calibration import REFERENCE_DAY
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.day_numbers import NO_DAY, day_number
from seed.demo.toolkit.sampling import Random, code_of, sample_between, sample_weighted
from shared.models import OutcomeResult, ResponseKind, Risk, WarningLevel

RULE_KEYS = {
    Risk.ILLNESS: "out-of-pocket-medical/1",
    Risk.DISABILITY: "new-severe-disability/1",
    Risk.INCOME: "only-income-lost/1",
    Risk.EDUCATION: "child-out-of-school/1",
    Risk.DISASTER: "disaster-or-accident/1",
    Risk.EXITED: "exited-income-fell/1",
}
FINDINGS = {
    OutcomeResult.ELIGIBLE: ["情况属实,家庭支出负担重,建议救助", "家庭收入中断,符合救助条件"],
    OutcomeResult.ALREADY_ASSISTED: ["已在保,待遇正常发放", "已享受相应救助"],
    OutcomeResult.NOT_IN_NEED: ["子女赡养落实,生活无困难", "费用已由保险报销大部分", "收入稳定,暂无困难"],
    OutcomeResult.REFUSED: ["本人表示暂不需要救助"],
    OutcomeResult.UNREACHABLE: ["两次上门无人,电话未接通"],
    OutcomeResult.MOVED: ["已迁往省外居住"],
    OutcomeResult.DIED: ["入户得知本人已去世"],
}
DEPARTMENTS = ("医疗保障", "人力资源社会保障", "教育", "残疾人联合会", "住房城乡建设")
REFERRAL_SHARE, REFERRAL_SHARE_OF_ASSISTED = 0.45, 0.04  # ASSUMED shares: of the eligible not assisted, of the assisted
MECHANISM_SHARE = 0.97  # ASSUMED share of villages with a mechanism


def build_monitoring_rows(
    random: Random, province: ProvinceData, monitoring: Monitoring, recognitions: Recognitions
) -> Iterator[TableRows]:
    """All tables of monitoring, those pointed at first."""
    visitors = draw_worker_names(random, len(province.villages.code))
    region_codes = CodedColumn(monitoring.village, province.villages.code)
    yield _build_warning_rows(monitoring, region_codes)
    yield _build_visit_rows(random, province, monitoring, visitors)
    yield _build_outcome_rows(province, monitoring)
    yield _build_response_rows(random, province, monitoring, recognitions)
    yield _build_mechanism_rows(random, province, visitors)


def _build_warning_rows(monitoring: Monitoring, region_codes: LoadColumn) -> TableRows:
    warnings = monitoring.warnings
    return TableRows(
        "warning",
        {
            "id": KeyColumn(len(warnings)),
            "region_code": region_codes,
            "person_id": ForeignKeyColumn(warnings.person),
            "rule_key": CodedColumn(warnings.risk, [RULE_KEYS[risk] for risk in Risk]),
            "risk": CodedColumn(warnings.risk, Risk),
            "level": CodedColumn(TEXT_LEVELS[monitoring.facts], WarningLevel),
            "issued_on": DateColumn(warnings.issued),
            "due_on": DateColumn(warnings.due),
            "facts": CodedColumn(monitoring.facts, TEXTS),
        },
    )


def _draw_texts(random: Random, codes: Array, lists: list[list[str]]) -> CodedColumn:
    """One phrase for each code, from the code's own list."""
    first = np.cumsum([0, *(len(phrases) for phrases in lists)])
    size = np.array([len(phrases) for phrases in lists])[codes]
    chosen = first[codes] + (random.random(len(codes)) * size).astype(int)
    return CodedColumn(chosen, [phrase for phrases in lists for phrase in phrases])


def _build_visit_rows(random: Random, province: ProvinceData, monitoring: Monitoring, visitors: Array) -> TableRows:
    warnings, done = monitoring.warnings, monitoring.done < NO_DAY
    visited = np.flatnonzero(monitoring.visited)
    undecided = len(OutcomeResult)
    result = np.where(done, warnings.result, undecided)[visited]
    return TableRows(
        "visit",
        {
            "id": KeyColumn(len(visited)),
            "region_code": CodedColumn(monitoring.village[visited], province.villages.code),
            "warning_id": ForeignKeyColumn(visited),
            "planned_on": DateColumn(monitoring.planned[visited]),
            "done_on": DateColumn(monitoring.done[visited]),
            "visitor": CodedColumn(monitoring.village[visited], visitors),
            "findings": _draw_texts(random, result, [*(FINDINGS[r] for r in OutcomeResult), [""]]),
        },
    )


def _build_outcome_rows(province: ProvinceData, monitoring: Monitoring) -> TableRows:
    decided = np.flatnonzero(monitoring.warnings.result >= 0)
    return TableRows(
        "outcome",
        {
            "id": KeyColumn(len(decided)),
            "region_code": CodedColumn(monitoring.village[decided], province.villages.code),
            "warning_id": ForeignKeyColumn(decided),
            "result": CodedColumn(monitoring.warnings.result[decided], OutcomeResult),
            "decided_on": DateColumn(monitoring.warnings.decided[decided]),
        },
    )


def _build_response_rows(
    random: Random, province: ProvinceData, monitoring: Monitoring, recognitions: Recognitions
) -> TableRows:
    warnings = monitoring.warnings
    eligible = warnings.result == code_of(OutcomeResult.ELIGIBLE)
    share = np.where(warnings.record >= 0, REFERRAL_SHARE_OF_ASSISTED, REFERRAL_SHARE)
    referred = np.flatnonzero(eligible & (random.random(len(warnings)) < share))
    decided = warnings.decided[referred]
    handed_over = office_days.spread(
        random, decided + sample_between(random, 0, 9, len(referred)), decided, REFERENCE_DAY
    )
    assisted = np.flatnonzero(warnings.record >= 0)
    warning = np.concatenate([assisted, referred])
    kind = np.concatenate([warnings.kind[assisted], np.full(len(referred), code_of(ResponseKind.REFERRAL))])
    started = np.concatenate([warnings.started[assisted], handed_over])
    order = np.argsort(warning, kind="stable")
    warning, kind, started = warning[order], kind[order], started[order]
    department = np.where(kind == code_of(ResponseKind.REFERRAL), sample_weighted(random, np.ones(5), len(kind)), -1)
    return TableRows(
        "response",
        {
            "id": KeyColumn(len(warning)),
            "region_code": CodedColumn(monitoring.village[warning], province.villages.code),
            "warning_id": ForeignKeyColumn(warning),
            "kind": CodedColumn(kind, ResponseKind),
            "started_on": DateColumn(started),
            **_record_columns(recognitions, warnings.record[warning], kind),
            "department": CodedColumn(department, DEPARTMENTS),
        },
    )


def _record_columns(recognitions: Recognitions, record: Array, kind: Array) -> dict[str, LoadColumn]:
    """The columns that point at the assistance, each filled for its own kind."""
    columns = {
        "spell_id": ResponseKind.TIER,
        "temporary_id": ResponseKind.TEMPORARY,
        "special_id": ResponseKind.SPECIAL,
        "delivery_id": ResponseKind.CHARITY,
    }
    last_spell = np.full(int(recognitions.person.max()) + 1, -1)
    last_spell[recognitions.person[recognitions.is_last]] = np.flatnonzero(recognitions.is_last)
    positions = np.where(kind == code_of(ResponseKind.TIER), last_spell[record], record)
    return {name: ForeignKeyColumn(np.where(kind == code_of(of), positions, -1)) for name, of in columns.items()}


def _build_mechanism_rows(random: Random, province: ProvinceData, responsible: Array) -> TableRows:
    built = np.flatnonzero(random.random(len(province.villages.code)) < MECHANISM_SHARE)
    on = random.triangular(day_number(2021), day_number(2022, 3), REFERENCE_DAY - 20, len(built)).astype(np.int32)
    return TableRows(
        "village_mechanism",
        {
            "id": KeyColumn(len(built)),
            "region_code": CodedColumn(built, province.villages.code),
            "built_on": DateColumn(office_days.spread(random, on, 0, REFERENCE_DAY)),
            "responsible": CodedColumn(built, responsible),
        },
    )
