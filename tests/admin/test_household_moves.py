"""The form of a household moves the whole family, from a day on."""

from __future__ import annotations

from shared.models import Household, Person, Spell
from tests.factories.regions import VILLAGES
from tests.support.admin_site import AdminSite


def test_a_family_moves_as_a_whole(site: AdminSite):
    browser, key, new = site.browser(), site.here[Household], VILLAGES[1]
    question = browser.filled("household/edit/", {"region_code": new}, id=key)
    assert (question.status_code, 'name="moves_on"' in question.text) == (422, True)
    wrong = browser.filled("household/edit/", {"region_code": new, "moves_on": "soon"}, id=key)
    assert (wrong.status_code, "such as 2023-12-31" in wrong.text) == (422, True)
    coming = browser.filled("household/edit/", {"region_code": new, "moves_on": "2024-01-01"}, id=key)
    assert (coming.status_code, "still to come" in coming.text) == (422, True)
    assert site.stored(Person, site.here[Person])["region_code"] != new
    entries = {"region_code": new, "moves_on": "2023-11-01"}
    assert browser.filled("household/edit/", entries, id=key).status_code == 302
    assert site.stored(Person, site.here[Person])["region_code"] == new
    old = site.stored(Spell, site.here[Spell])
    assert (old["region_code"] != new, str(old["end_on"]), old["exit_reason"]) == (True, "2023-11-01", "moved")
