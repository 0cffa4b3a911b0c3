"""By no page does somebody of one county learn anything about another, or change it."""

from __future__ import annotations

import pytest

from shared.models import (
    Account,
    BenefitPayment,
    Delivery,
    DiscoveryMechanism,
    EarlyWarning,
    HomeVisit,
    Household,
    HouseholdMember,
    Person,
    Quota,
    Receipt,
    SolarInstallation,
    SolarYield,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
    WarningOutcome,
    WarningResponse,
)
from tests.support.admin_site import THERE, AdminSite, path_of

PLACED = (
    Delivery,
    Household,
    HouseholdMember,
    WarningOutcome,
    BenefitPayment,
    Person,
    Quota,
    Receipt,
    WarningResponse,
    SolarInstallation,
    SolarYield,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
    DiscoveryMechanism,
    HomeVisit,
    EarlyWarning,
)
NOWHERE = 987_654_321


def test_own_records_open_and_foreign_ones_answer_like_none(site: AdminSite):
    browser, before = site.browser(), site.everything()
    for record in PLACED:
        own, foreign = site.here[record], site.there[record]
        for page in ("details", "edit"):
            assert browser.get(f"{path_of(record)}/{page}/", id=own).status_code == 200
            answers = [browser.get(f"{path_of(record)}/{page}/", id=key) for key in (foreign, NOWHERE)]
            assert [answer.status_code for answer in answers] == [404, 404]
            assert without(answers[0].text, foreign) == without(answers[1].text, NOWHERE)
    assert site.everything() == before


def test_foreign_records_are_changed_by_no_door(site: AdminSite):
    browser, before = site.browser(), site.everything()
    for record in PLACED:
        form = browser.page(f"{path_of(record)}/edit/", id=site.here[record]).form().sent
        for page in ("edit", "retire", "restore"):
            sent = form | {"reason": "x", "version": "1"}
            assert browser.post(f"{path_of(record)}/{page}/", sent, id=site.there[record]).status_code == 404
    assert site.everything() == before


def without(text: str, key: int) -> str:
    """What a page says, without its address and the token of its forms."""
    return text.split("<main")[1].split("</main>", maxsplit=1)[0].replace(str(key), "")


def test_lists_searches_filters_and_lookups_hold_own_records_only(site: AdminSite):
    browser = site.browser()
    for record in PLACED:
        details = f"/admin/{path_of(record)}/details/?id="
        foreign, own = f"{details}{site.there[record]}", f"{details}{site.here[record]}"
        whole = {"state": "all"} if record is EarlyWarning else {}  # that list opens on what is open
        assert own in browser.page(f"{path_of(record)}/", **whole).links
        for query in ({}, {"q": "王"}, {"q": f"#{site.there[record]}"}, {"use": "all"}, {"region_code": THERE}):
            links = browser.page(f"{path_of(record)}/", **query).links
            assert foreign not in links
            assert own not in links or "region_code" not in query
        for text in ("王强", f"#{site.there[record]}"):
            assert browser.get(f"{path_of(record)}/lookup", q=text).json["options"] == []


@pytest.mark.parametrize(
    ("record", "column", "target"),
    [
        (Spell, "person_id", Person),
        (HouseholdMember, "household_id", Household),
        (HomeVisit, "warning_id", EarlyWarning),
        (Receipt, "delivery_id", Delivery),
    ],
)
def test_nothing_can_be_made_to_point_at_a_foreign_record(site: AdminSite, record, column, target):
    browser, before = site.browser(), site.everything()
    for key in (site.there[target], NOWHERE):
        answer = browser.filled(f"{path_of(record)}/edit/", {column: f"#{key}"}, id=site.here[record])
        assert answer.status_code == 422
        assert "Nothing was found in your regions" in answer.text
    assert site.everything() == before


def test_nothing_can_be_moved_out_of_the_own_regions(site: AdminSite):
    browser, before = site.browser(), site.everything()
    answer = browser.filled("person/edit/", {"region_code": THERE}, id=site.here[Person])
    assert answer.status_code == 422
    assert site.everything() == before


def test_filters_by_a_foreign_record_find_nothing_and_name_nobody(site: AdminSite):
    answer = site.browser().get("spell/", person_id=site.there[Person])
    assert answer.status_code == 200
    assert "王强" not in answer.text


def test_a_foreign_value_in_the_address_fills_no_form(site: AdminSite):
    answer = site.browser().get("spell/new/", person_id=site.there[Person])
    assert "王强" not in answer.text


def test_history_shows_no_foreign_change(site: AdminSite):
    site.browser("other").filled("person/edit/", {"name": "王刚", "reason": "misspelt"}, id=site.there[Person])
    assert "经办other" in site.browser("other").get("").text
    assert "经办other" not in site.browser().get("").text


def test_the_scope_changes_with_the_person_inside_one_process(site: AdminSite):
    for _ in range(2):
        assert site.browser("clerk").get("person/details/", id=site.here[Person]).status_code == 200
        assert site.browser("other").get("person/details/", id=site.here[Person]).status_code == 404


def test_a_revoked_role_takes_effect_at_the_next_request(site: AdminSite):
    clerk, security = site.browser(), site.browser("security")
    assert clerk.get("person/").status_code == 200
    grant = next(
        link for link in security.page("role-grant/", account_id=site.here[Account]).links if "details" in link
    )
    key = grant.rpartition("=")[2]
    assert security.post("role-grant/retire/", {"reason": "left", "version": "1"}, id=key).status_code == 302
    assert clerk.get("person/").status_code == 403


@pytest.mark.parametrize(
    ("login", "closed"),
    [
        ("official", ("person", "spell", "early-warning", "delivery", "account", "role-grant", "audit-event")),
        ("system", ("person", "spell", "early-warning", "delivery", "role-grant", "audit-event", "sign-in-session")),
        ("security", ("person", "spell", "early-warning", "delivery", "audit-event")),
        ("audit", ("person", "spell", "early-warning", "delivery", "account", "role-grant")),
        ("clerk", ("account", "role-grant", "audit-event", "sign-in-session")),
    ],
)
def test_roles_open_only_what_is_theirs(site: AdminSite, login: str, closed: tuple[str, ...]):
    browser = site.browser(login)
    menu = browser.page("").links
    for name in closed:
        assert browser.get(f"{name}/").status_code == 403
        assert f"/admin/{name}/" not in menu


def test_an_approver_reads_and_does_not_write(site: AdminSite):
    browser, before = site.browser("approver"), site.everything()
    assert browser.get("spell/details/", id=site.here[Spell]).status_code == 200
    for page in ("edit", "retire", "restore"):
        assert browser.post(f"spell/{page}/", {"reason": "x", "version": "1"}, id=site.here[Spell]).status_code == 403
    assert browser.get("spell/new/").status_code == 403
    assert site.everything() == before


def test_nobody_comes_in_without_a_session(site: AdminSite):
    client = site.app.test_client()
    answer = client.get("/admin/person/?sex=1")
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/admin/person/%3Fsex%3D1"
    assert client.get("/admin/person/details/?id=1").status_code == 303
