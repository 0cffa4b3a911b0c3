"""Rows of monitoring: warnings, visits, outcomes, responses, village mechanisms."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from shared.models import OutcomeResult, ResponseKind, Risk, WarningLevel

from . import working_days
from .calibration import REFERENCE
from .columns import Coded, Column, Days, Keys, Links, Rows
from .days import NO_DAY, day
from .draws import Random, between, code_of, weighted
from .facts import LEVELS, PHRASES
from .frame import Array
from .monitoring import Monitoring
from .names import workers
from .registry_rows import spell_order
from .world import World

RULES = {
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
REFERRED, REFERRED_TOO = 0.45, 0.04  # ASSUMED shares: of the eligible not assisted, of the assisted
BUILT_SHARE = 0.97  # ASSUMED share of villages with a mechanism


def monitoring_rows(random: Random, world: World, found: Monitoring) -> Iterator[Rows]:
    """All tables of monitoring, those pointed at first."""
    visitors = workers(random, len(world.places.code))
    place = Coded(found.village, world.places.code)
    yield _warning_rows(found, place)
    yield _visit_rows(random, world, found, visitors)
    yield _outcome_rows(world, found)
    yield _response_rows(random, world, found)
    yield _mechanism_rows(random, world, visitors)


def _warning_rows(found: Monitoring, place: Column) -> Rows:
    cases = found.cases
    return Rows(
        "warning",
        {
            "id": Keys(len(cases)),
            "region_code": place,
            "person_id": Links(cases.person),
            "rule_key": Coded(cases.risk, [RULES[risk] for risk in Risk]),
            "risk": Coded(cases.risk, Risk),
            "level": Coded(LEVELS[found.facts], WarningLevel),
            "issued_on": Days(cases.issued),
            "due_on": Days(cases.due),
            "facts": Coded(found.facts, PHRASES),
        },
    )


def _phrases(random: Random, codes: Array, lists: list[list[str]]) -> Coded:
    """One phrase for each code, from the code's own list."""
    first = np.cumsum([0, *(len(phrases) for phrases in lists)])
    size = np.array([len(phrases) for phrases in lists])[codes]
    chosen = first[codes] + (random.random(len(codes)) * size).astype(int)
    return Coded(chosen, [phrase for phrases in lists for phrase in phrases])


def _visit_rows(random: Random, world: World, found: Monitoring, visitors: Array) -> Rows:
    cases, done = found.cases, found.done < NO_DAY
    visited = np.flatnonzero(found.visited)
    nothing = len(OutcomeResult)
    result = np.where(done, cases.result, nothing)[visited]
    return Rows(
        "visit",
        {
            "id": Keys(len(visited)),
            "region_code": Coded(found.village[visited], world.places.code),
            "warning_id": Links(visited),
            "planned_on": Days(found.planned[visited]),
            "done_on": Days(found.done[visited]),
            "visitor": Coded(found.village[visited], visitors),
            "findings": _phrases(random, result, [*(FINDINGS[r] for r in OutcomeResult), [""]]),
        },
    )


def _outcome_rows(world: World, found: Monitoring) -> Rows:
    decided = np.flatnonzero(found.cases.result >= 0)
    return Rows(
        "outcome",
        {
            "id": Keys(len(decided)),
            "region_code": Coded(found.village[decided], world.places.code),
            "warning_id": Links(decided),
            "result": Coded(found.cases.result[decided], OutcomeResult),
            "decided_on": Days(found.cases.decided[decided]),
        },
    )


def _response_rows(random: Random, world: World, found: Monitoring) -> Rows:
    cases = found.cases
    eligible = cases.result == code_of(OutcomeResult.ELIGIBLE)
    share = np.where(cases.record >= 0, REFERRED_TOO, REFERRED)
    referred = np.flatnonzero(eligible & (random.random(len(cases)) < share))
    decided = cases.decided[referred]
    handed_over = working_days.shifted(random, decided + between(random, 0, 9, len(referred)), decided, REFERENCE)
    helped = np.flatnonzero(cases.record >= 0)
    warning = np.concatenate([helped, referred])
    kind = np.concatenate([cases.kind[helped], np.full(len(referred), code_of(ResponseKind.REFERRAL))])
    started = np.concatenate([cases.started[helped], handed_over])
    order = np.argsort(warning, kind="stable")
    warning, kind, started = warning[order], kind[order], started[order]
    department = np.where(kind == code_of(ResponseKind.REFERRAL), weighted(random, np.ones(5), len(kind)), -1)
    return Rows(
        "response",
        {
            "id": Keys(len(warning)),
            "region_code": Coded(found.village[warning], world.places.code),
            "warning_id": Links(warning),
            "kind": Coded(kind, ResponseKind),
            "started_on": Days(started),
            **_records(world, cases.record[warning], kind),
            "department": Coded(department, DEPARTMENTS),
        },
    )


def _records(world: World, record: Array, kind: Array) -> dict[str, Column]:
    """The columns that point at the assistance, each filled for its own kind."""
    columns = {
        "spell_id": ResponseKind.TIER,
        "temporary_id": ResponseKind.TEMPORARY,
        "special_id": ResponseKind.SPECIAL,
        "delivery_id": ResponseKind.CHARITY,
    }
    person, is_last = spell_order(world)
    last_spell = np.full(len(world.people), -1)
    last_spell[person[is_last]] = np.flatnonzero(is_last)
    positions = np.where(kind == code_of(ResponseKind.TIER), last_spell[record], record)
    return {name: Links(np.where(kind == code_of(of), positions, -1)) for name, of in columns.items()}


def _mechanism_rows(random: Random, world: World, responsible: Array) -> Rows:
    built = np.flatnonzero(random.random(len(world.places.code)) < BUILT_SHARE)
    on = random.triangular(day(2021), day(2022, 3), REFERENCE - 20, len(built)).astype(np.int32)
    return Rows(
        "village_mechanism",
        {
            "id": Keys(len(built)),
            "region_code": Coded(built, world.places.code),
            "built_on": Days(working_days.shifted(random, on, 0, REFERENCE)),
            "responsible": Coded(built, responsible),
        },
    )
