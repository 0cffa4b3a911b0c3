"""A family is registered and recognised together, or not at all; everything that is wrong is said at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from shared.access import Actor, Grant, Role
from shared.access.permission_denied import PermissionDenied
from shared.identity import Sealer
from shared.models import AuditEvent, Household, HouseholdMember, Person, Spell
from shared.services import commit
from shared.services.doubts import doubt_key
from shared.services.family_registration import NewFamily, NewMember, register_family
from shared.services.service_errors import BatchError
from tests.factories.identity_numbers import identity_number
from tests.factories.regions import TOWNSHIPS
from tests.support.two_counties import HERE, THERE, TwoCounties

SEALER = Sealer("a secret for tests, long enough to be one")
HEAD, SPOUSE = identity_number(date(1980, 3, 4), 11), identity_number(date(1982, 5, 6), 22)
HOME = {"region_code": HERE, "address": "人民路7号", "residence": "rural", "telephone": None, "number": None}
DIBAO = {"tier": "dibao", "start_on": date(2024, 1, 1), "entry_reason": "application"}
MEMBERS = [
    NewMember({"name": "赵强"}, "head", HEAD, is_recognised=True, monthly_fen=40_000),
    NewMember({"name": "钱芳"}, "spouse", SPOUSE, is_recognised=True, monthly_fen=30_000),
    NewMember({"name": "赵小明", "sex": "1", "born_on": date(2020, 1, 2)}, "child"),
]
FAMILY = NewFamily(HOME, MEMBERS, DIBAO)


def register(session: Any, family: NewFamily = FAMILY, reason: str = "民〔2023〕9号") -> Household:
    session.reason = reason
    return register_family(session, family, SEALER)


def refusal(session: Any, family: NewFamily, reason: str = "民〔2023〕9号") -> dict[int, dict[str, str]]:
    with pytest.raises(BatchError) as refused:
        register(session, family, reason)
    return {fault.row: fault.fields for fault in refused.value.faults}


def test_all_of_it_is_saved_with_one_reason(clerk):
    household = register(clerk)
    commit(clerk)
    assert (household.number, household.region_code) == ("320583000001", HERE)
    own = select(HouseholdMember).where(HouseholdMember.household_id == household.id).order_by(HouseholdMember.id)
    members = list(clerk.scalars(own))
    assert [(m.person.name, m.person.sex, m.person.born_on, m.relation) for m in members] == [
        ("赵强", "1", date(1980, 3, 4), "head"),
        ("钱芳", "2", date(1982, 5, 6), "spouse"),
        ("赵小明", "1", date(2020, 1, 2), "child"),
    ]
    assert {m.start_on for m in members} == {date(2023, 12, 31)}
    spells = clerk.scalars(select(Spell).where(Spell.household_id == household.id).order_by(Spell.id))
    assert [(s.person.name, s.tier, s.monthly_fen, s.start_on) for s in spells] == [
        ("赵强", "dibao", 40_000, date(2024, 1, 1)),
        ("钱芳", "dibao", 30_000, date(2024, 1, 1)),
    ]


def test_one_event_of_the_trail_names_everything_that_was_written(counties: TwoCounties, clerk):
    household = register(clerk)
    commit(clerk)
    with counties.engine.connect() as connection:
        (event,) = connection.execute(select(AuditEvent.__table__).where(AuditEvent.action == "act")).all()
        last = connection.scalar(select(func.max(AuditEvent.id)))
    assert (event.record, event.record_id, event.region_code) == ("household", str(household.id), HERE)
    assert (event.id, event.reason, event.changes["act"]) == (last, "民〔2023〕9号", [None, "registration"])
    tables = [(table, before) for table, _key, version, before, _events in event.changes["written"][1] if version == 1]
    kinds = ["household", *["person"] * 3, *["membership"] * 3, *["spell"] * 2]
    assert tables == [(kind, None) for kind in kinds]


def test_numbers_of_a_county_go_on(clerk):
    first, second = (
        register(clerk),
        register(
            clerk,
            replace(
                FAMILY,
                members=[NewMember({"name": "孙梅", "sex": "2", "born_on": date(1990, 1, 1)}, "head")],
                recognition={},
            ),
            "",
        ),
    )
    assert (first.number, second.number) == ("320583000001", "320583000002")
    assert register_number(clerk, "K-1") == "K-1"


def register_number(session: Any, number: str) -> str:
    member = NewMember({"name": "周强", "sex": "1", "born_on": date(1990, 1, 1)}, "head")
    return register(session, NewFamily(HOME | {"number": number}, [member]), "").number


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_saved(clerk):
    members = [
        replace(MEMBERS[0], monthly_fen=None),
        replace(MEMBERS[1], identity_number=SPOUSE[:-1] + "Y", relation=None),
        replace(MEMBERS[2], values={"name": "赵3", "sex": None, "born_on": None}),
    ]
    before = clerk.scalar(select(func.count(Person.id)))
    wrong = refusal(clerk, NewFamily(HOME | {"address": None, "telephone": "12"}, members, DIBAO), "")
    assert set(wrong[0]) == {"address", "telephone", "reason"}
    assert [set(wrong[row]) for row in (2, 3)] == [{"identity_number", "relation"}, {"name", "sex", "born_on"}]
    assert clerk.scalar(select(func.count(Person.id))) == before
    amount = refusal(clerk, NewFamily(HOME, [members[0], MEMBERS[1]], DIBAO))
    assert set(amount[1]) == {"monthly_fen"}


@pytest.mark.parametrize(
    ("relations", "row", "field"), [(("spouse", "child"), 0, ""), (("head", "head"), 2, "relation")]
)
def test_a_family_has_one_head(clerk, relations, row, field):
    members = [replace(member, relation=relation) for member, relation in zip(MEMBERS, relations, strict=False)]
    assert field in refusal(clerk, NewFamily(HOME, members, DIBAO))[row]


def test_a_tier_without_anybody_in_it_is_refused(clerk):
    members = [replace(member, is_recognised=False) for member in MEMBERS]
    assert set(refusal(clerk, NewFamily(HOME, members, DIBAO))[0]) == {"tier"}


def test_tekun_needs_place_and_level_of_care(clerk):
    wrong = refusal(clerk, NewFamily(HOME, MEMBERS[:1], DIBAO | {"tier": "tekun"}))
    assert set(wrong[1]) == {"support_place", "care_level"}


def test_a_number_twice_on_the_sheet_or_known_here_is_refused(clerk):
    twin = replace(MEMBERS[1], identity_number=HEAD, values={"name": "钱芳"})
    assert "identity_number" in refusal(clerk, NewFamily(HOME, [MEMBERS[0], twin], DIBAO))[1]
    register(clerk)
    commit(clerk)
    wrong = refusal(clerk, FAMILY)
    assert "赵强" in wrong[1]["identity_number"]
    assert "钱芳" in wrong[2]["identity_number"]


def test_a_namesake_of_the_same_day_is_asked_about(clerk):
    member = NewMember({"name": "王芳", "sex": "2", "born_on": date(1950, 1, 1)}, "head")
    family = NewFamily(HOME, [member])
    with pytest.raises(BatchError) as asked:
        register(clerk, family)
    (fault,) = asked.value.faults
    assert (fault.row, fault.fields) == (1, {})
    clerk.confirmed = frozenset(doubt_key(*one) for one in fault.doubts)
    assert register(clerk, family).region_code == HERE


def test_with_a_start_gone_by_the_members_belonged_to_it_then(clerk):
    household = register(clerk, replace(FAMILY, recognition=DIBAO | {"start_on": date(2023, 12, 1)}))
    starts = select(HouseholdMember.start_on).where(HouseholdMember.household_id == household.id)
    assert set(clerk.scalars(starts)) == {date(2023, 12, 1)}


def test_in_another_county_nothing_can_be_registered(counties: TwoCounties, clerk):
    with pytest.raises((BatchError, PermissionDenied)):
        register(clerk, replace(FAMILY, household=HOME | {"region_code": THERE}))
    clerk.rollback()
    elsewhere = Actor("township", "陈静", (Grant(Role.CLERK, TOWNSHIPS[1]),), account_id=1)
    with counties.session(elsewhere) as session, pytest.raises((BatchError, PermissionDenied)):
        register(session)
    assert clerk.scalar(select(func.count(Household.id)).where(Household.address == "人民路7号")) == 0
