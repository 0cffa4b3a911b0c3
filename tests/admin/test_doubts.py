"""The form asks about what is unlikely, in amber, and saves it when a reason is given."""

from __future__ import annotations

import re

from shared.models import Person
from tests.admin.conftest import HERE, Panel

TWIN = {"name": "王芳", "born_on": "1950-01-01", "sex": "2", "identity_kind": "none", "region_code": HERE}


def keys_in(text: str) -> list[str]:
    return re.findall(r'name="confirmed" value="(\w+)"', text)


def test_a_doubt_is_confirmed_with_a_reason(panel: Panel):
    browser = panel.browser()
    asked = browser.filled("person/new/", TWIN)
    assert (asked.status_code, 'class="doubt"' in asked.text, len(keys_in(asked.text))) == (422, True, 1)
    again = browser.filled("person/new/", TWIN | {"confirmed": keys_in(asked.text)[0]})
    assert (again.status_code, "Say why" in again.text, keys_in(again.text)) == (422, True, keys_in(asked.text))
    said = {"confirmed": keys_in(asked.text)[0], "reason": "a namesake"}
    saved = browser.filled("person/new/", TWIN | said)
    assert saved.status_code == 302
    assert panel.stored(Person, int(saved.location.rpartition("=")[2]))["name"] == "王芳"


def test_what_was_changed_meanwhile_is_asked_about_anew(panel: Panel):
    browser = panel.browser()
    asked = browser.filled("person/new/", TWIN)
    said = {"confirmed": keys_in(asked.text)[0], "reason": "a namesake"}
    saved = browser.filled("person/new/", TWIN | said)
    browser.filled("person/new/", TWIN | said | {"sex": "1"})
    assert saved.status_code == 302
    third = browser.filled("person/new/", TWIN | said | {"sex": "1"})  # two of this name by now
    assert (third.status_code, "2 of this name" in third.text) == (422, True)
