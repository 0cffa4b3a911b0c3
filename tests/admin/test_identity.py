"""Identity numbers: masked everywhere, found exactly, shown for a reason, and in no address."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shared.access import Actor, Grant, Role, open_session
from shared.access.refusal import Refused
from shared.models import AuditEvent, Person
from shared.services import identities
from tests.admin.conftest import HERE, SEALER, Panel
from tests.factories.regions import KUNSHAN, XUANWU

RIGHT, WRONG = "990101195001010010", "990101195001010017"


@pytest.fixture
def known(panel: Panel) -> tuple[Panel, int]:
    """The clerk registered somebody with this number."""
    entries = {
        "name": "李梅",
        "sex": "2",
        "identity_kind": "resident",
        "identity_number": "９９０１０１ 19500101 0010",
        "born_on": "1950-01-01",
        "region_code": HERE,
    }
    answer = panel.browser().filled("person/new/", entries)
    assert answer.status_code == 302, answer.text
    return panel, int(answer.location.rpartition("=")[2])


def test_it_is_stored_sealed_and_shown_masked(known):
    panel, key = known
    stored = panel.stored(Person, key)
    assert stored["identity_masked"] == "990***********0010"
    assert stored["identity_valid"]
    assert RIGHT.encode() not in stored["identity_encrypted"]
    for path, query in (("person/", {}), ("person/details/", {"id": key}), ("person/edit/", {"id": key})):
        assert RIGHT not in panel.browser().get(path, **query).text


def test_it_leads_to_its_person_and_stands_in_no_address(known):
    panel, key = known
    answer = panel.browser().post("person/search", {"q": f" {RIGHT} "})
    assert answer.location == f"/admin/person/details/?id={key}"
    answer = panel.browser().post("spell/search", {"q": RIGHT})
    assert answer.location == f"/admin/spell/?person_id={key}"
    assert panel.browser().post("spell/lookup", {"q": RIGHT}).json == []
    assert panel.browser().post("person/lookup", {"q": RIGHT}).json[0].endswith(f"#{key}")


def test_nobody_of_another_county_finds_it(known):
    panel, _ = known
    other = panel.browser("other")
    assert other.post("person/search", {"q": RIGHT}).location == "/admin/person/"
    assert other.post("person/lookup", {"q": RIGHT}).json == []


def test_a_number_is_registered_once(known):
    panel, _ = known
    entries = {"name": "李兰", "sex": "2", "identity_kind": "resident", "identity_number": RIGHT}
    answer = panel.browser().filled("person/new/", entries | {"born_on": "1950-01-01", "region_code": HERE})
    assert answer.status_code == 422
    assert "registered already" in answer.text


@pytest.mark.parametrize(("as_written", "status"), [({}, 422), ({"as_written": "y"}, 302)])
def test_a_wrong_check_digit_is_accepted_only_as_written(panel: Panel, as_written, status):
    entries = {"name": "李兰", "sex": "2", "identity_kind": "resident", "identity_number": WRONG, "region_code": HERE}
    answer = panel.browser().filled("person/new/", entries | {"born_on": "1950-01-01"} | as_written)
    assert answer.status_code == status
    if status == 302:
        assert not panel.stored(Person, int(answer.location.rpartition("=")[2]))["identity_valid"]


def test_correcting_something_else_keeps_the_number(known):
    panel, key = known
    before = panel.stored(Person, key)["identity_encrypted"]
    assert panel.browser().filled("person/edit/", {"name": "李玫"}, id=key).status_code == 302
    assert panel.stored(Person, key)["identity_encrypted"] == before


def test_it_is_shown_for_a_reason_and_a_minute_and_that_is_written_down(known):
    panel, key = known
    answer = panel.browser().post("person/reveal/", {"reason": "compare with the paper"}, id=key)
    assert RIGHT in answer.text
    assert answer.headers["Refresh"] == f"60; url=/admin/person/details/?id={key}"
    with Session(panel.engine) as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "reveal")).one()
    assert (event.actor, event.record_id, event.reason) == ("clerk", str(key), "compare with the paper")
    assert RIGHT not in str(event.changes)


def test_without_a_reason_or_a_right_it_stays_masked(known):
    panel, key = known
    assert RIGHT not in panel.browser().post("person/reveal/", {"reason": " "}, id=key).text
    assert panel.browser("official").post("person/reveal/", {"reason": "x"}, id=key).status_code == 403
    assert panel.browser("other").post("person/reveal/", {"reason": "x"}, id=key).status_code == 404


def test_nobody_looks_at_many(known, monkeypatch: pytest.MonkeyPatch):
    panel, key = known
    monkeypatch.setattr(identities, "MOST_REVEALED", 2)
    answers = [panel.browser().post("person/reveal/", {"reason": "x"}, id=key) for _ in range(3)]
    assert [RIGHT in answer.text for answer in answers] == [True, True, False]


def test_the_sealer_of_the_deployment_is_used(known):
    panel, key = known
    assert SEALER.open(panel.stored(Person, key)["identity_encrypted"]) == RIGHT


def test_the_right_is_asked_for_where_the_person_lives(engine: Engine):
    person = Person(region_code=HERE, identity_encrypted=b"sealed")
    for elsewhere in (Grant(Role.APPROVER, XUANWU), Grant(Role.OFFICIAL, KUNSHAN)):
        with open_session(Actor("li", "li", (elsewhere,)), engine) as session, pytest.raises(Refused):
            identities.reveal(session, person, "a visit", SEALER)
