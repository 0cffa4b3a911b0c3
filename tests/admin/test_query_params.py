"""No name or number of a person stands in an address, a redirect or the audit trail, whatever field it was typed in."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.views import VIEWS
from shared.identity_text import contains_identity_number, to_half_width
from shared.models import AuditEvent, EarlyWarning, Household, HouseholdMember, Person, ProgrammeCycle
from tests.factories import records as make
from tests.support.admin_site import HERE, SEALER, AdminSite, path_of
from tests.support.databases import ONE_DATABASE

NUMBER, PERMIT = "990101195001010010", "H12345678"
TYPED = (NUMBER, f"王芳 {NUMBER[:6]}-{NUMBER[6:14]}-{NUMBER[14:]}", PERMIT, f"{PERMIT} 王芳", "1234567890123")
LISTS = [path_of(view.model) for view in VIEWS]
WHO = {
    "account": "system",
    "confirmation-rule": "security",
    "role-grant": "security",
    "sign-in-session": "security",
    "password-code": "security",
    "proposal": "security",
    "audit-event": "audit",
}


@pytest.fixture
def known(site: AdminSite) -> AdminSite:
    """王芳 of the first family has a number."""
    with Session(site.engine.execution_options(writing=True)) as session:
        for key, number in ((site.here[Person], NUMBER), (site.there[Person], PERMIT)):
            person = session.get_one(Person, key)
            person.identity_encrypted, person.identity_index = SEALER.encrypt(number)
        session.commit()
    return site


def sent(site: AdminSite, path: str, **entries: str) -> str:
    """Where a list leads after a search or a filter."""
    answer = site.browser(WHO.get(path, "clerk")).post(f"{path}/search", entries)
    assert answer.status_code == 302, (path, entries)
    return unquote(answer.location)


@ONE_DATABASE
def test_what_is_typed_into_any_search_or_filter_stands_in_no_address_and_no_trail(known: AdminSite):
    for number, path in enumerate(LISTS):
        browser, text = known.browser(WHO.get(path, "clerk")), TYPED[number % len(TYPED)]
        page = browser.page(f"{path}/")
        assert all(form.method == "post" for form in page.forms), path
        fields = {name for form in page.forms if form.action.endswith("/search") for name in form.sent}
        place = sent(known, path, **dict.fromkeys(fields - {"csrf_token", "page_size", "sort"}, text))
        assert digits(text) not in digits(place), path
        assert "王" not in place
        assert browser.client.get(place).status_code in {200, 400}
    with Session(known.engine) as session:
        audited_digits = " ".join(digits(str(event.changes)) for event in session.scalars(select(AuditEvent)))
    assert not [text for text in TYPED if digits(text) in audited_digits]


def digits(text: str) -> str:
    """Nothing but the digits of a text."""
    return re.sub(r"[^0-9]", "", to_half_width(text))


@ONE_DATABASE
@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("home-visit", "visitor", "wangfang"),
        ("home-visit", "visitor", "2023-12"),
        ("home-visit", "person_id", "wangfang"),
        ("home-visit", "person_id", "19850618"),
        ("person", "sex", "wangfang"),
        ("person", "region_code", "wangfang"),
        ("person", "born_on_from", "19850618"),
        ("person", "sort", "wangfang"),
        ("person", "column", "wangfang"),
        ("person", "q", "wangfang"),
        ("audit-event", "actor", "wangfang"),
        ("audit-event", "record_id", "19850618"),
    ],
)
def test_pinyin_and_birth_days_are_sealed_although_they_look_like_keys(site: AdminSite, path, name, value):
    place = sent(site, path, **{name: value})
    assert value not in place
    assert parse_qs(urlsplit(place).query)[name][0].startswith("~")


@ONE_DATABASE
def test_what_is_chosen_stands_in_the_address_in_clear(site: AdminSite):
    key = str(site.here[Person])
    chosen = {
        "home-visit": {"person_id": key, "done_on_from": "2023-12-01", "sort": "-done_on", "region_code": HERE},
        "person": {"sex": "2", "region_code": HERE[:6], "use": "all", "identity_valid": "1", "page_size": "100"},
        "benefit-payment": {"tier": "dibao", "month": "2023-11", "column": "paid_on", "household_id": key},
        "delivery": {"cycle_id": str(site.here[ProgrammeCycle])},
        "solar-yield": {"year": "2023"},
    }
    for path, entries in chosen.items():
        assert dict(parse_qsl(urlsplit(sent(site, path, **entries)).query)) == entries


def test_a_number_leads_to_its_rows_on_every_list_about_people(known: AdminSite):
    browser, key = known.browser(), known.here[Person]
    for view in VIEWS:
        path = path_of(view.model)
        if view.model not in known.here or path in {
            "programme",
            "programme-cycle",
            "pledge",
            "quota",
            "discovery-mechanism",
            "account",
        }:
            continue
        place = sent(known, path, q=f"王芳 {NUMBER}")
        if view.model in {Person, Household}:
            assert place == f"/admin/{path}/details/?id={known.here[view.model]}"
        else:
            assert place == f"/admin/{path}/?person_id={key}"
            found = browser.page(f"{path}/", person_id=key)
            assert f"/admin/{path}/details/?id={known.here[view.model]}" in found.links, path
            assert f"/admin/{path}/details/?id=" not in " ".join(browser.page(f"{path}/", person_id=key + 10**6).links)


def test_a_number_of_another_county_leads_nowhere(known: AdminSite):
    for path in ("spell", "household", "benefit-payment", "receipt"):
        assert "person_id" not in sent(known, path, q=PERMIT)
        assert "details" not in sent(known, path, q=PERMIT)


def test_who_left_a_household_is_led_to_the_present_one(known: AdminSite):
    with Session(known.engine.execution_options(writing=True)) as session:
        person = session.get_one(Person, known.here[Person])
        old = session.get_one(HouseholdMember, known.here[HouseholdMember])
        old.end_on = make.date(2023, 1, 1)
        new = make.household(HERE)
        session.add_all([new, make.membership(person, new, start_on=make.date(2023, 1, 1))])
        session.commit()
        expected = new.id
    assert sent(known, "household", q=NUMBER) == f"/admin/household/details/?id={expected}"


def test_a_number_in_the_address_is_not_used(known: AdminSite):
    answer = known.browser().get("person/", q=NUMBER)
    assert answer.status_code == 200
    assert NUMBER not in answer.text
    assert "not taken from a web address" in answer.text


def test_a_sealed_name_finds_sorts_pages_and_goes_on_with_its_owner_only(known: AdminSite):
    place = sent(known, "person", q="王", region_code=f"昆山市 {HERE[:6]}", sort="-name")
    assert f"region_code={HERE[:6]}" in place
    page = known.browser().client.get(place).text
    assert "Search: 王" in page
    assert "王芳" in page
    links = [link for link in re.findall(r'(?:href|action)="([^"]*)"', page) if "王" in unquote(link)]
    assert links == []
    stranger = known.browser("province").client.get(place)
    assert stranger.status_code == 200
    assert "Search: 王" not in stranger.text
    broken = known.browser().client.get(place.replace("q=~", "q=~A"))
    assert "not taken from a web address" in broken.text


def test_signing_in_leads_back_without_a_number(known: AdminSite):
    answer = known.app.test_client().get(
        f"/admin/early-warning/?state=open&q={NUMBER}&person_id={known.here[EarlyWarning]}"
    )
    assert not contains_identity_number(answer.location)
    assert "state%3Dopen" in answer.location
