"""Identity numbers: masked everywhere, found exactly, shown for a reason, and in no address."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shared.access import Actor, Grant, Role, open_session
from shared.access.permission_denied import PermissionDenied
from shared.models import AuditEvent, Person
from shared.services import identities
from tests.factories.regions import KUNSHAN, XUANWU
from tests.support.admin_site import HERE, SEALER, THERE, AdminSite
from tests.support.databases import ONE_DATABASE

RIGHT, WRONG = "990101195001010029", "990101195001010020"


@pytest.fixture
def known(site: AdminSite) -> tuple[AdminSite, int]:
    """The clerk registered somebody with this number."""
    entries = {
        "name": "李梅",
        "sex": "2",
        "identity_kind": "resident",
        "identity_number": "９９０１０１ 19500101 0029",
        "born_on": "1950-01-01",
        "region_code": HERE,
    }
    answer = site.browser().filled("person/new/", entries)
    assert answer.status_code == 302, answer.text
    return site, int(answer.location.rpartition("=")[2])


def test_it_is_stored_sealed_and_shown_masked(known):
    site, key = known
    stored = site.stored(Person, key)
    assert stored["identity_masked"] == "**************0029"
    assert stored["identity_valid"]
    assert RIGHT.encode() not in stored["identity_encrypted"]
    for path, query in (("person/", {}), ("person/details/", {"id": key}), ("person/edit/", {"id": key})):
        assert RIGHT not in site.browser().get(path, **query).text


def test_it_leads_to_its_person_and_stands_in_no_address(known):
    site, key = known
    answer = site.browser().post("person/search", {"q": f" {RIGHT} "})
    assert answer.location == f"/admin/person/details/?id={key}"
    answer = site.browser().post("spell/search", {"q": RIGHT})
    assert answer.location == f"/admin/spell/?person_id={key}"
    assert site.browser().post("spell/lookup", {"q": RIGHT}).json["options"] == []
    assert site.browser().post("person/lookup", {"q": RIGHT}).json["options"][0].endswith(f"#{key}")


def test_nobody_of_another_county_finds_it(known):
    site, _ = known
    other = site.browser("other")
    assert other.post("person/search", {"q": RIGHT}).location == "/admin/person/"
    assert other.post("person/lookup", {"q": RIGHT}).json["options"] == []


def test_a_number_of_another_county_is_answered_like_a_new_one(known):
    site, _ = known
    entries = {"name": "李兰", "identity_kind": "resident", "identity_number": RIGHT, "region_code": THERE}
    answer = site.browser("other").filled("person/new/", entries)
    assert answer.status_code == 302
    page = site.browser("other").get("person/details/", id=int(answer.location.rpartition("=")[2]))
    assert "question" not in page.text.replace("Questions about identity numbers", "").replace("identity-question", "")
    assert "Records to check" not in site.browser("other").get("").text
    assert "identity numbers registered by two offices" in site.browser("province").get("").text


def test_a_number_is_registered_once(known):
    site, _ = known
    entries = {"name": "李兰", "sex": "2", "identity_kind": "resident", "identity_number": RIGHT}
    answer = site.browser().filled("person/new/", entries | {"born_on": "1950-01-01", "region_code": HERE})
    assert answer.status_code == 422
    assert "already registered" in answer.text


@ONE_DATABASE
@pytest.mark.parametrize(("as_written", "status"), [({}, 422), ({"as_written": "y"}, 302)])
def test_a_wrong_check_digit_is_accepted_only_as_written(site: AdminSite, as_written, status):
    entries = {"name": "李兰", "sex": "2", "identity_kind": "resident", "identity_number": WRONG, "region_code": HERE}
    answer = site.browser().filled("person/new/", entries | {"born_on": "1950-01-01"} | as_written)
    assert answer.status_code == status
    if status == 302:
        assert not site.stored(Person, int(answer.location.rpartition("=")[2]))["identity_valid"]


@ONE_DATABASE
@pytest.mark.parametrize(
    ("kind", "number", "status"),
    [
        ("hk_macau", "h12345678", 302),
        ("hk_macau", "M1234567890", 302),
        ("hk_macau", "810000195001010029", 302),
        ("hk_macau", "830000195001010022", 422),
        ("hk_macau", "H1234567", 422),
        ("taiwan", "12345678", 302),
        ("taiwan", "830000195001010022", 302),
        ("taiwan", "830000195001010020", 422),
        ("foreign", "USA110090010112", 302),
        ("foreign", "911321195001010021", 302),
        ("foreign", "123456789", 422),
        ("passport", "E12345678", 302),
        ("passport", "ABCDEF", 422),
        ("resident", "000000195001010028", 422),
        ("resident", "810000195001010029", 302),
    ],
)
def test_each_kind_of_document_has_its_forms(site: AdminSite, kind, number, status):
    entries = {"name": "李兰", "sex": "2", "identity_kind": kind, "identity_number": number, "region_code": HERE}
    answer = site.browser().filled("person/new/", entries | {"born_on": "1950-01-01"})
    assert answer.status_code == status


@ONE_DATABASE
@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("990101500101002", "15 digits"),
        ("99010119500101002", "17 digits and a check digit"),
        ("990101195013010027", "date of birth"),
        ("990101195001010020", "last character"),
        ("090101195001010020", "first six digits"),
    ],
)
def test_a_message_says_what_is_wrong(site: AdminSite, number, sentence):
    entries = {"name": "李兰", "sex": "2", "identity_kind": "resident", "identity_number": number, "region_code": HERE}
    answer = site.browser().filled("person/new/", entries | {"born_on": "1950-01-01"})
    assert sentence in answer.text
    assert answer.status_code == 422
    assert 'type="checkbox" value="y" id="as_written"' in answer.text  # now that it was refused, and not before
    assert 'type="checkbox" value="y" id="as_written"' not in site.browser().get("person/new/").text


@ONE_DATABASE
def test_what_a_wrong_number_would_fill_in_is_not_called_missing(site: AdminSite):
    entries = {"name": "李兰", "identity_kind": "resident", "identity_number": WRONG, "region_code": HERE}
    text = site.browser().filled("person/new/", entries).text
    blamed = [name for name in ("identity_number", "sex", "born_on") if f'id="{name}-error"' in text]
    assert blamed == ["identity_number"]


@ONE_DATABASE
def test_a_number_fills_birth_date_and_sex(site: AdminSite):
    entries = {"name": "李兰", "identity_kind": "resident", "identity_number": RIGHT, "region_code": HERE}
    answer = site.browser().filled("person/new/", entries)
    stored = site.stored(Person, int(answer.location.rpartition("=")[2]))
    assert (str(stored["born_on"]), stored["sex"], stored["identity_valid"]) == ("1950-01-01", "2", True)


@ONE_DATABASE
@pytest.mark.parametrize(("column", "wrong"), [("born_on", "1951-01-01"), ("sex", "1"), ("sex", "0")])
def test_what_contradicts_the_number_is_refused_at_its_field_unless_so_written(known, column, wrong):
    site, key = known
    browser = site.browser()
    answer = browser.filled("person/edit/", {column: wrong}, id=key)
    assert (answer.status_code, f'id="{column}-error"' in answer.text) == (422, True)
    assert browser.filled("person/edit/", {column: wrong, "as_written": "y"}, id=key).status_code == 302
    assert not site.stored(Person, key)["identity_valid"]
    assert browser.filled("person/edit/", {"name": "李玫"}, id=key).status_code == 302
    back = {"born_on": "1950-01-01", "sex": "2"}
    assert browser.filled("person/edit/", back, id=key).status_code == 302
    assert site.stored(Person, key)["identity_valid"]


def test_correcting_something_else_keeps_the_number(known):
    site, key = known
    before = site.stored(Person, key)["identity_encrypted"]
    assert site.browser().filled("person/edit/", {"name": "李玫"}, id=key).status_code == 302
    assert site.stored(Person, key)["identity_encrypted"] == before


def test_it_is_shown_for_a_reason_and_a_minute_and_that_is_written_down(known):
    site, key = known
    answer = site.browser().post("person/reveal/", {"reason": "compare with the paper"}, id=key)
    assert RIGHT in answer.text
    assert answer.headers["Refresh"] == f"60; url=/admin/person/details/?id={key}"
    with Session(site.engine) as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "reveal")).one()
    assert (event.actor, event.record_id, event.reason) == ("clerk", str(key), "compare with the paper")
    assert RIGHT not in str(event.changes)


def test_without_a_reason_or_a_right_it_stays_masked(known):
    site, key = known
    assert RIGHT not in site.browser().post("person/reveal/", {"reason": " "}, id=key).text
    assert site.browser("official").post("person/reveal/", {"reason": "x"}, id=key).status_code == 403
    assert site.browser("other").post("person/reveal/", {"reason": "x"}, id=key).status_code == 404


def test_the_number_of_revealed_identity_numbers_is_limited(known, monkeypatch: pytest.MonkeyPatch):
    site, key = known
    monkeypatch.setattr(identities, "MAX_REVEALS", 2)
    answers = [site.browser().post("person/reveal/", {"reason": "x"}, id=key) for _ in range(3)]
    assert [RIGHT in answer.text for answer in answers] == [True, True, False]


def test_the_sealer_of_the_deployment_is_used(known):
    site, key = known
    assert SEALER.decrypt(site.stored(Person, key)["identity_encrypted"]) == RIGHT


def test_the_right_is_asked_for_where_the_person_lives(engine: Engine):
    person = Person(region_code=HERE, identity_encrypted=b"sealed")
    for elsewhere in (Grant(Role.APPROVER, XUANWU), Grant(Role.OFFICIAL, KUNSHAN)):
        with open_session(Actor("li", "li", (elsewhere,)), engine) as session, pytest.raises(PermissionDenied):
            identities.reveal(session, person, "a visit", SEALER)
