"""What is unlikely is saved when it was seen and confirmed with a reason; the audit trail keeps both."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.locale import CHINESE, use_language
from shared.models import AuditEvent, Person
from shared.services import commit, records
from shared.services.doubts import doubt_key, translate_doubt
from shared.services.service_errors import ValidationError
from tests.support.two_counties import HERE, TwoCounties

TWIN = {"name": "王芳", "born_on": date(1950, 1, 1), "sex": "2", "region_code": HERE, "identity_kind": "none"}


def doubted(session, values=TWIN) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as doubt:
        records.create(session, Person, values)
    assert doubt.value.fields == {}
    return doubt.value.doubts


def test_the_same_name_and_birth_date_are_asked_about(clerk):
    ((column, sentence),) = doubted(clerk)
    assert (column, sentence[:2]) == ("name", "1 ")
    assert not clerk.new


def test_it_is_saved_when_confirmed_with_a_reason_that_is_kept(counties: TwoCounties, clerk):
    doubts = doubted(clerk)
    clerk.confirmed = frozenset(doubt_key(*doubt) for doubt in doubts)
    with pytest.raises(ValidationError) as refusal:
        records.create(clerk, Person, TWIN)
    assert refusal.value.fields.keys() == {"reason"}
    assert refusal.value.doubts == doubts
    clerk.reason = "twins of two families"
    person = records.create(clerk, Person, TWIN)
    commit(clerk)
    with Session(counties.engine) as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "doubt")).one()
        assert (event.record, event.record_id, event.reason) == ("person", str(person.id), "twins of two families")
        assert translate_doubt(event.changes["name"][1]) == doubts[0][1]
        with use_language(CHINESE):
            assert translate_doubt(event.changes["name"][1]).startswith("本辖区已登记 1 名")


def test_another_doubt_than_the_confirmed_is_asked_about(clerk):
    clerk.confirmed, clerk.reason = frozenset({doubt_key("name", "something else")}), "yes"
    assert doubted(clerk)


def test_what_is_wrong_and_what_is_doubtful_come_in_one_round(clerk):
    with pytest.raises(ValidationError) as refusal:
        records.create(clerk, Person, TWIN | {"died_on": date(1949, 1, 1)})
    assert (refusal.value.fields.keys(), [column for column, _ in refusal.value.doubts]) == ({"died_on"}, ["name"])


def test_what_nobody_touched_is_not_asked_about_again(counties: TwoCounties, clerk):
    twin = Person(**TWIN)
    clerk.add(twin)
    clerk.flush()
    person = clerk.get_one(Person, counties.here[Person])
    records.update(clerk, person, {"sex": "1"}, person.version)
