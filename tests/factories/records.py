"""One function a kind of record. Records are new: add them to a session."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from shared.models import (
    Account,
    AmountChange,
    BenefitPayment,
    ConfirmationRule,
    Delivery,
    DiscoveryMechanism,
    DivisionChange,
    EarlyWarning,
    HomeVisit,
    Household,
    HouseholdMember,
    HouseholdPlace,
    HouseholdTransfer,
    IdentityQuestion,
    MonthStep,
    PasswordCode,
    Person,
    PersonDisability,
    PersonRegistration,
    Pledge,
    Programme,
    ProgrammeCycle,
    ProgrammeTier,
    Proposal,
    ProposedChange,
    Quota,
    Receipt,
    RoleGrant,
    SolarInstallation,
    SolarYield,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
    WarningOutcome,
    WarningResponse,
)
from tests.factories.regions import VILLAGES

_numbers = count(1)
VILLAGE = VILLAGES[0]


def household(region_code: str = VILLAGE, **more: Any) -> Household:
    values = {"number": f"H{next(_numbers):06}", "address": "人民路1号", "residence": "rural"}
    return Household(region_code=region_code, **values | more)


def person(region_code: str = VILLAGE, **more: Any) -> Person:
    return Person(region_code=region_code, **{"name": "王芳", "sex": "2", "born_on": date(1950, 1, 1)} | more)


def membership(whose: Person, of: Household, **more: Any) -> HouseholdMember:
    values = {"relation": "head", "start_on": date(2020, 1, 1)}
    return HouseholdMember(region_code=of.region_code, person=whose, household=of, **values | more)


def former_place(of: Household, **more: Any) -> HouseholdPlace:
    values = {"role": "residence", "address": "解放路2号", "start_on": date(2020, 1, 1), "end_on": date(2021, 1, 1)}
    return HouseholdPlace(region_code=of.region_code, household=of, **values | more)


def former_registration(whose: Person, **more: Any) -> PersonRegistration:
    values = {"registration_region_code": VILLAGES[3], "start_on": None, "end_on": date(2021, 1, 1)}
    return PersonRegistration(region_code=whose.region_code, person=whose, **values | more)


def former_disability(whose: Person, **more: Any) -> PersonDisability:
    values = {"disability": "4", "disability_level": 3, "start_on": None, "end_on": date(2021, 1, 1)}
    return PersonDisability(region_code=whose.region_code, person=whose, **values | more)


def transfer(of: Household, to_region_code: str = VILLAGES[3], **more: Any) -> HouseholdTransfer:
    """An offer that was taken back: one that waits would stand in the way of a test's own."""
    at = datetime(2023, 6, 1, tzinfo=UTC)
    values = {"moves_on": date(2023, 6, 1), "paid_from": "2023-07", "reason": "moved", "state": "withdrawn"}
    made = {"offered_by": "clerk", "offered_at": at, "decided_by": "clerk", "decided_at": at}
    return HouseholdTransfer(
        region_code=of.region_code, household=of, to_region_code=to_region_code, **made | values | more
    )


def spell(whose: Person, of: Household, **more: Any) -> Spell:
    values = {"tier": "dibao", "start_on": date(2023, 1, 1), "monthly_fen": 60_000}
    return Spell(region_code=of.region_code, person=whose, household=of, **values | more)


def amount_change(of: Spell, **more: Any) -> AmountChange:
    values = {"region_code": of.region_code, "from_month": "2023-07", "monthly_fen": 63_000}
    return AmountChange(spell=of, **values | more)


def payment(of: Household, **more: Any) -> BenefitPayment:
    values = {"region_code": of.region_code[:9], "tier": "dibao", "month": "2023-12", "amount_fen": 60_000}
    return BenefitPayment(household=of, **values | more)


def special(whose: Person, of: Household, **more: Any) -> SpecialAssistance:
    values = {"kind": "education", "granted_on": date(2023, 9, 1), "amount_fen": 100_000}
    return SpecialAssistance(region_code=of.region_code, person=whose, household=of, **values | more)


def temporary(whose: Person, of: Household, **more: Any) -> TemporaryAssistance:
    values = {"kind": "emergency", "granted_on": date(2023, 6, 1), "amount_fen": 200_000}
    return TemporaryAssistance(region_code=of.region_code, person=whose, household=of, **values | more)


def warning(whose: Person, **more: Any) -> EarlyWarning:
    values = {
        "region_code": whose.region_code,
        "rule_key": "illness-1",
        "risk": "illness",
        "level": "red",
        "issued_on": date(2023, 3, 1),
        "due_on": date(2023, 3, 31),
    }
    return EarlyWarning(person=whose, **values | more)


def visit(because_of: EarlyWarning, **more: Any) -> HomeVisit:
    values = {"planned_on": date(2023, 3, 10), "done_on": date(2023, 3, 11), "visitor": "李强"}
    return HomeVisit(region_code=because_of.region_code, warning=because_of, **values | more)


def outcome(of: EarlyWarning, **more: Any) -> WarningOutcome:
    values = {"result": "eligible", "decided_on": date(2023, 3, 20)}
    return WarningOutcome(region_code=of.region_code, warning=of, **values | more)


def response(to: EarlyWarning, **more: Any) -> WarningResponse:
    values = {"kind": "referral", "department": "医保局", "started_on": date(2023, 4, 1)}
    return WarningResponse(region_code=to.region_code, warning=to, **values | more)


def programme(**more: Any) -> Programme:
    values = {
        "key": f"programme-{next(_numbers)}",
        "name": "让善汇流、为家充电",
        "name_en": "Appliance packs",
        "kind": "appliance",
        "beneficiary": "household",
        "started_on": date(2020, 1, 1),
        "tiers": [ProgrammeTier(tier="dibao"), ProgrammeTier(tier="tekun")],
    }
    return Programme(**values | more)


def cycle(of: Programme, **more: Any) -> ProgrammeCycle:
    values = {
        "label": "2023",
        "starts_on": date(2023, 1, 1),
        "deadline_on": date(2023, 12, 1),
        "planned_units": 100,
        "unit_value_fen": 200_000,
    }
    return ProgrammeCycle(programme=of, **values | more)


def pledge(to: ProgrammeCycle, **more: Any) -> Pledge:
    values = {"donor": "省慈善总会", "pledged_on": date(2023, 1, 10), "units": 100, "value_fen": 20_000_000}
    return Pledge(cycle=to, **values | more)


def quota(of: ProgrammeCycle, region_code: str = VILLAGE[:6], **more: Any) -> Quota:
    return Quota(cycle=of, region_code=region_code, **{"units": 10} | more)


def delivery(of: ProgrammeCycle, to: Household, **more: Any) -> Delivery:
    values = {"delivered_on": date(2023, 5, 1), "value_fen": 200_000}
    return Delivery(region_code=to.region_code, cycle=of, household=to, **values | more)


def receipt(of: Delivery, **more: Any) -> Receipt:
    values = {"signed_on": date(2023, 5, 2), "signed_by": "王芳"}
    return Receipt(region_code=of.region_code, delivery=of, **values | more)


def installation(of: Delivery, **more: Any) -> SolarInstallation:
    values = {"capacity_watt": 5_000, "connected_on": date(2023, 6, 1)}
    return SolarInstallation(region_code=of.region_code, delivery=of, **values | more)


def solar_yield(of: SolarInstallation, **more: Any) -> SolarYield:
    values = {"year": 2023, "energy_kwh": 3_000, "income_fen": 120_000}
    return SolarYield(region_code=of.region_code, installation=of, **values | more)


def mechanism(region_code: str = VILLAGE, **more: Any) -> DiscoveryMechanism:
    return DiscoveryMechanism(region_code=region_code, **{"built_on": date(2022, 1, 1), "responsible": "李强"} | more)


def account(region_code: str, login: str = "", **more: Any) -> Account:
    values = {"display_name": "李强", "password_hash": "none"}
    return Account(region_code=region_code, login=login or f"user{next(_numbers)}", **values | more)


def grant(to: Account, role: str, region_code: str = "", **more: Any) -> RoleGrant:
    return RoleGrant(account=to, role=role, region_code=region_code or to.region_code, **more)


def password_code(whose: Account, **more: Any) -> PasswordCode:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    values = {"code_hash": b"c" * 32, "made_by": "admin", "made_at": at, "expires_at": at}
    return PasswordCode(account=whose, region_code=whose.region_code, **values | more)


def proposal(whose: Account, **more: Any) -> Proposal:
    values = {
        "kind": "disable",
        "reason": "left",
        "proposed_by": "admin",
        "proposed_at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    return Proposal(account=whose, region_code=whose.region_code, **values | more)


def question(later: int, before: int, region_code: str) -> IdentityQuestion:
    """Whether two persons, by number, are one; asked of a region."""
    return IdentityQuestion(person_id=later, other_id=before, region_code=region_code, raised_on=date(2023, 6, 1))


def confirmation_rule(region_code: str, **more: Any) -> ConfirmationRule:
    values = {"kind": "quota", "valid_from": date(2023, 1, 1), "is_required": True, "reason": "two people"}
    return ConfirmationRule(region_code=region_code, **values | more)


def proposed_change(region_code: str, **more: Any) -> ProposedChange:
    """One that changes nothing."""
    stored = {"changes": [], "doubts": [], "figures": [], "record_count": 0, "digest": f"{next(_numbers):064}"}
    made = {"proposed_by": "clerk", "proposed_at": datetime(2026, 1, 1, tzinfo=UTC)}
    return ProposedChange(region_code=region_code, kind="recognition", **stored | made | more)


def division_change(county: str) -> DivisionChange:
    """A township was called otherwise."""
    before, after = ({"name": name, "name_en": "", "kind": "镇"} for name in ("花桥镇", "花桥新镇"))
    empty: dict[str, Any] = {"county": county, "opened": {}, "ended": {}, "follows": {}, "chosen": []}
    plan = empty | {"renamed": {f"{county}100": [before, after]}}
    about = {"document": "苏政复〔2023〕7号", "reason": "approved by the city", "effective_on": date(2023, 12, 11)}
    return DivisionChange(region_code=county, kind="rename", plan=plan, **about)


def month_step(region_code: str, **more: Any) -> MonthStep:
    values = {"month": "2023-11", "kind": "submitted", "done_on": date(2023, 12, 4), "done_by": "clerk"}
    return MonthStep(region_code=region_code, done_at=datetime(2023, 12, 4, tzinfo=UTC), **values | more)
