"""Links that open a form with what the page is about: what stands in the address reads as if it had been typed."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from admin.records.form_origin import ORIGIN_MODELS
from admin.request.actions import ViewAction
from admin.views import VIEWS
from shared.models import Household, Person, Quota, Spell
from tests.support.admin_site import HERE, AdminSite, path_of
from tests.support.databases import ONE_DATABASE

pytestmark = ONE_DATABASE

ENTRIES = {
    "spell": {"household_id": "{household}", "tier": "marginal", "start_on": "2010-01-01", "end_on": "2010-02-01"},
    "household-member": {
        "person_id": "{person}",
        "household_id": "{household}",
        "relation": "other",
        "start_on": "2015-01-01",
    },
    "early-warning": {
        "rule_key": "r/2",
        "risk": "illness",
        "level": "red",
        "issued_on": "2023-12-01",
        "due_on": "2023-12-20",
    },
    "special-assistance": {"household_id": "{household}", "kind": "medical", "granted_on": "2023-12-01"},
    "temporary-assistance": {"kind": "emergency", "amount_fen": "100", "granted_on": "2023-12-01"},
    "benefit-payment": {"tier": "dibao", "month": "2023-10", "amount_fen": "100"},
    "delivery": {"household_id": "{household}", "cycle_id": "1", "delivered_on": "2023-12-01", "value_fen": "100"},
    "home-visit": {"planned_on": "2023-12-15", "visitor": "A"},
    "warning-response": {"kind": "referral", "started_on": "2023-12-15", "department": "Health"},
    "solar-yield": {"year": "2022", "energy_kwh": "1", "income_fen": "1"},
    "quota": {"region_code": "#" + HERE[:6], "units": "1"},
    "pledge": {"donor": "A", "units": "1", "value_fen": "1", "pledged_on": "2023-10-01"},
    "role-grant": {"role": "official", "region_code": HERE[:6]},
}


def links(site: AdminSite, login: str) -> list[str]:
    """Every "new" link of every record page that somebody opens."""
    browser, found = site.browser(login), set()
    for view in VIEWS:
        key = site.here.get(view.model)
        if key is not None and ViewAction.READ in view.actions:
            text = unescape(browser.get(f"{path_of(view.model)}/details/", id=key).text)
            found |= set(re.findall(r'href="/admin/([\w-]+/new/\?[^"]+)"', text))
    return sorted(found)


@pytest.mark.parametrize("login", ["clerk", "province", "security"])
def test_every_link_of_every_record_page_opens_a_form_that_can_be_sent(site: AdminSite, login):
    browser = site.browser(login)
    marks = {"person": f"#{site.here[Person]}", "household": f"#{site.here[Household]}"}
    saved = 0
    for link in links(site, login):
        address, params = urlsplit(link).path, dict(parse_qsl(urlsplit(link).query))
        form = browser.page(address, **params).form()
        fields = {name: value for name, value in params.items() if name not in ORIGIN_MODELS}
        assert all(form.sent[name][0].endswith(value) for name, value in fields.items()), link
        entries = {name: text.format(**marks) for name, text in ENTRIES.get(address.split("/")[0], {}).items()}
        sent = form.sent | {name: text for name, text in entries.items() if name not in params}
        answer = browser.post(address, sent, **params)
        assert (link, answer.status_code in {302, 422}) == (link, True)  # 422: what the domain says about this family
        saved += answer.status_code == 302
        assert not any(f'id="{name}-error">Nothing was found' in answer.text for name in params), link
    assert saved > 0


def test_what_cannot_be_read_is_left_out(site: AdminSite):
    browser = site.browser()
    for name, text in {
        "person_id": "999999",
        "household_id": "abc",
        "tier": "nothing",
        "start_on": "2023-02-30",
    }.items():
        assert browser.page("spell/new/", **{name: text}).form().sent[name] == [""]


def test_what_people_write_about_people_is_taken_from_no_address(site: AdminSite):
    sent = site.browser().page("person/new/", name="A", identity_number="320583199001011234", sex="1").form().sent
    assert (sent["name"], sent["identity_number"], sent["sex"]) == ([""], [""], ["1"])


def test_a_typed_text_that_ends_in_the_stored_number_is_no_key(site: AdminSite):
    key = site.here[Person]
    answer = site.browser().filled("spell/edit/", {"person_id": f"somebody {key}"}, id=site.here[Spell])
    assert answer.status_code == 422


def test_a_choice_of_a_short_list_is_selected(site: AdminSite):
    cycle = site.stored(Quota, site.here[Quota])["cycle_id"]
    assert site.browser("province").page("quota/new/", cycle_id=str(cycle)).form().sent["cycle_id"] == [str(cycle)]
