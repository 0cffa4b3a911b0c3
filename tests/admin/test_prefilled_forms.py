"""Links that open a form with what the page is about: what stands in the address reads as if it had been typed."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from admin.views import VIEWS
from shared.models import Household, Person, Quota, Spell
from tests.support.admin_site import HERE, Panel

ENTRIES = {
    "spell": {"household_id": "{household}", "tier": "marginal", "start_on": "2010-01-01", "end_on": "2010-02-01"},
    "membership": {
        "person_id": "{person}",
        "household_id": "{household}",
        "relation": "other",
        "start_on": "2015-01-01",
    },
    "warning": {
        "rule_key": "r/2",
        "risk": "illness",
        "level": "red",
        "issued_on": "2023-12-01",
        "due_on": "2023-12-20",
    },
    "special-assistance": {"household_id": "{household}", "kind": "medical", "granted_on": "2023-12-01"},
    "temporary-assistance": {"kind": "emergency", "amount_fen": "100", "granted_on": "2023-12-01"},
    "payment": {"tier": "dibao", "month": "2023-10", "amount_fen": "100"},
    "delivery": {"household_id": "{household}", "run_id": "1", "delivered_on": "2023-12-01", "value_fen": "100"},
    "visit": {"planned_on": "2023-12-15", "visitor": "A"},
    "response": {"kind": "referral", "started_on": "2023-12-15", "department": "Health"},
    "solar-yield": {"year": "2022", "energy_kwh": "1", "income_fen": "1"},
    "quota": {"region_code": "#" + HERE[:6], "units": "1"},
    "pledge": {"donor": "A", "units": "1", "value_fen": "1", "pledged_on": "2023-10-01"},
    "role-grant": {"role": "official", "region_code": HERE[:6]},
}


def links(panel: Panel, login: str) -> list[str]:
    """Every "new" link of every record page that somebody opens."""
    browser, found = panel.browser(login), set()
    for view in VIEWS:
        key = panel.here.get(view.model)
        if key is not None and view.related:
            found |= set(
                re.findall(r'href="/admin/([\w-]+/new/\?[^"]+)"', browser.get(f"{noun(view)}/details/", id=key).text)
            )
    return sorted(found)


def noun(view) -> str:
    return view.model.__tablename__.replace("_", "-")


@pytest.mark.parametrize("login", ["clerk", "province", "security"])
def test_every_link_of_every_record_page_opens_a_form_that_can_be_sent(panel: Panel, login):
    browser = panel.browser(login)
    marks = {"person": f"#{panel.here[Person]}", "household": f"#{panel.here[Household]}"}
    saved = 0
    for link in links(panel, login):
        address, asked = urlsplit(link).path, dict(parse_qsl(urlsplit(link).query))
        form = browser.page(address, **asked).form()
        assert all(form.sent[name][0].endswith(value) for name, value in asked.items()), link
        entries = {name: text.format(**marks) for name, text in ENTRIES.get(address.split("/")[0], {}).items()}
        sent = form.sent | {name: text for name, text in entries.items() if name not in asked}
        answer = browser.post(address, sent, **asked)
        assert (link, answer.status_code in {302, 422}) == (link, True)  # 422: what the domain says about this family
        saved += answer.status_code == 302
        assert not any(f'id="{name}-error">Nothing was found' in answer.text for name in asked), link
    assert saved > 0


def test_what_cannot_be_read_is_left_out(panel: Panel):
    browser = panel.browser()
    for name, text in {
        "person_id": "999999",
        "household_id": "abc",
        "tier": "nothing",
        "start_on": "2023-02-30",
    }.items():
        assert browser.page("spell/new/", **{name: text}).form().sent[name] == [""]


def test_what_people_write_about_people_is_taken_from_no_address(panel: Panel):
    sent = panel.browser().page("person/new/", name="A", identity_number="320583199001011234", sex="1").form().sent
    assert (sent["name"], sent["identity_number"], sent["sex"]) == ([""], [""], ["1"])


def test_a_typed_text_that_ends_in_the_stored_number_is_no_key(panel: Panel):
    key = panel.here[Person]
    answer = panel.browser().filled("spell/edit/", {"person_id": f"somebody {key}"}, id=panel.here[Spell])
    assert answer.status_code == 422


def test_a_choice_of_a_short_list_is_selected(panel: Panel):
    run = panel.stored(Quota, panel.here[Quota])["run_id"]
    assert panel.browser("province").page("quota/new/", run_id=str(run)).form().sent["run_id"] == [str(run)]
