"""Who becomes a spouse: asked about below the legal age, refused where one descends from the other."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from shared.models import LegalParameter, Person
from shared.services import commit, records
from shared.services.marriages import record_marriage
from shared.services.service_errors import ValidationError
from tests.factories import records as make
from tests.factories.regions import PROVINCE, VILLAGES
from tests.support.family_home import DAY, Home
from tests.support.two_counties import TwoCounties, confirming


def refusal(clerk, home: Home, person, relation: str = "spouse") -> ValidationError:
    clerk.confirmed, clerk.reason = frozenset(), "certificate 7"
    with pytest.raises(ValidationError) as refused:
        record_marriage(clerk, home.household, person, relation, DAY)
    clerk.rollback()
    return refused.value


def test_a_spouse_below_the_legal_age_or_beside_another_one_is_asked_about(counties: TwoCounties, home: Home, clerk):
    law = {"region_code": PROVINCE, "valid_from": date(2021, 1, 1), "kind": "number", "status": "unconfirmed"}
    clerk.rollback()
    with Session(counties.engine.execution_options(writing=True)) as session:
        session.add(LegalParameter(key="marriage.age.women", value="20", **law))
        session.add(found := make.person(VILLAGES[0], name="孙小妹", sex="2", born_on=date(2003, 12, 11)))
        session.flush()
        key = found.id
        session.commit()
    young = clerk.get_one(Person, key)
    (column, sentence), *others = refusal(clerk, home, young).doubts
    assert (column, sentence) == (
        "person_id",
        "The spouse is under 20 on that day, the legal age for marriage. Is this right?",
    )
    assert others == []
    record_marriage(confirming(clerk), home.household, home.alone, "spouse", DAY)
    commit(clerk)
    doubts = [sentence for _column, sentence in refusal(clerk, home, young).doubts]
    assert len(doubts) == 2
    assert "already has a spouse" in doubts[1]


def test_the_own_child_is_refused_and_a_brother_or_sister_asked_about(home: Home, clerk):
    confirming(clerk)
    for membership, relation in zip(home.memberships, ("child", "sibling"), strict=True):
        records.update(clerk, membership, {"end_on": date(2023, 6, 1), "relation": relation}, membership.version)
    commit(clerk)
    child, sibling = (membership.person for membership in home.memberships)
    assert set(refusal(clerk, home, child).fields) == {"relation"}
    error = refusal(clerk, home, sibling)
    assert (error.fields, ["siblings" in sentence for _column, sentence in error.doubts]) == ({}, [True])
