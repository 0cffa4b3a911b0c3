"""What a record was before: two versions side by side, and one former value put back as a new change."""

from __future__ import annotations

import re

from shared.models import Household, Person, Spell
from tests.support.admin_site import AdminSite


def change(site: AdminSite, path: str, key: int, **entries: str) -> None:
    changed = site.browser().insisted(f"{path}/edit/", entries | {"reason": "corrected"}, id=key)
    assert changed.status_code == 302, changed.text


def keys_of(page: str, side: str) -> list[str]:
    chosen = re.search(rf'<select id="{side}".*?</select>', page, re.DOTALL)
    return re.findall(r'<option value="(\w+)"', chosen[0]) if chosen else []


def test_two_versions_stand_side_by_side(site: AdminSite):
    key, before = site.here[Household], site.stored(Household, site.here[Household])["address"]
    change(site, "household", key, address="东街1号")
    change(site, "household", key, address="西街2号")
    page = site.browser().get("household/versions/", id=key).text
    rows = re.findall(r'<tr class="differs">(.*?)</tr>', page, re.DOTALL)
    assert len(rows) == 1
    assert all(text in rows[0] for text in ("东街1号", "西街2号"))
    first = site.browser().get("household/versions/", id=key, before="first", after=keys_of(page, "after")[0]).text
    assert before in first
    assert "东街1号" not in first


def test_a_former_value_is_filled_in_and_saved_as_a_new_change(site: AdminSite):
    key, before = site.here[Household], site.stored(Household, site.here[Household])
    change(site, "household", key, address="东街1号")
    page = site.browser().get("household/versions/", id=key).text
    link = re.search(r'href="/admin/(household/edit/\?[^"#]*)#address"', page)[1].replace("&amp;", "&")
    browser = site.browser()
    form = browser.page(link)
    assert form.form().sent["address"] == [before["address"]]
    assert form.form().sent["original-address"] == ["东街1号"]  # somebody else's change meanwhile is a conflict
    assert "the earlier value is filled in below" in form.text
    sent = form.form().sent | {"reason": "it was right"}
    assert browser.post("household/edit/", sent, id=key).status_code == 302
    assert site.stored(Household, key)["address"] == before["address"]
    assert len(keys_of(site.browser().get("household/versions/", id=key).text, "after")) == 3


def test_days_codes_and_references_are_put_back_too(site: AdminSite):
    key, before = site.here[Spell], site.stored(Spell, site.here[Spell])
    change(site, "spell", key, care_level="", start_on="2023-03-01", monthly_fen="321.00")
    for name in ("start_on", "monthly_fen"):
        form = site.browser().page("spell/edit/", id=key, version="first", field=name).form()
        was = site.browser().page("spell/edit/", id=key).form().sent[name]
        assert form.sent[f"original-{name}"] == was != form.sent[name]
    assert float(form.sent["monthly_fen"][0]) == before["monthly_fen"] / 100


def test_what_nobody_may_see_or_change_is_not_offered(site: AdminSite):
    change(site, "person", site.here[Person], disability="1", disability_level="2")
    page = site.browser().get("person/versions/", id=site.here[Person]).text
    assert "field=disability" in page
    assert "identity_encrypted" not in page
    for login in ("official", "approver"):
        seen = site.browser(login).get("person/versions/", id=site.here[Person])
        assert seen.status_code in {403, 404} or "field=" not in seen.text
    assert site.browser("other").get("person/versions/", id=site.here[Person]).status_code == 404
    assert site.browser().get("person/edit/", id=site.here[Person], version="12345", field="name").status_code == 404
    assert site.browser().get("person/versions/", id=site.here[Person], after="x").status_code == 404


def test_who_looked_is_in_the_trail(site: AdminSite):
    change(site, "person", site.here[Person], disability="1", disability_level="2")
    before = len(site.browser("audit").get("audit-event/", record="person", action="read").text)
    site.browser().get("person/versions/", id=site.here[Person])
    assert len(site.browser("audit").get("audit-event/", record="person", action="read").text) > before


def test_a_record_never_changed_says_so(site: AdminSite):
    page = site.browser().get("household/versions/", id=site.here[Household])
    assert "has not been changed" in page.text
