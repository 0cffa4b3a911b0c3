"""Forms offer what fits: fields of the chosen kind, grades in words, no sex that a card cannot say."""

from __future__ import annotations

import re

import pytest

from shared.models import Person, ResponseKind, Tier
from shared.services.checks.warning_checks import COLUMNS
from tests.support.admin_site import AdminSite, Browser
from tests.support.databases import ONE_DATABASE

pytestmark = ONE_DATABASE


def entries(browser: Browser, path: str) -> dict[str, str]:
    """Each entry of a form that belongs to one choice only: name of the field, the choice."""
    text = browser.get(path).text
    return {name: choice for choice, name in re.findall(r'data-show-if="([^"]+)"[^>]*>\s*<label for="(\w+)"', text)}


def test_each_kind_of_assistance_has_its_own_field(site: AdminSite):
    found = entries(site.browser(), "warning-response/new/")
    assert found == {column: f"kind={kind}" for kind, column in COLUMNS.items()}
    assert set(COLUMNS) == set(ResponseKind)


def test_care_is_asked_of_extremely_poor_persons_only(site: AdminSite):
    found = entries(site.browser(), "spell/new/")
    assert found == dict.fromkeys(("support_place", "care_level"), f"tier={Tier.TEKUN}")


def test_a_resident_card_says_a_sex(site: AdminSite):
    text = site.browser().get("person/new/").text
    assert re.findall(r'<option value="(\w)" data-exclude-if="identity_kind=resident">', text) == ["0", "9"]


@pytest.mark.parametrize(("grade", "word"), [("2", "Grade 2 (severe)"), ("4", "Grade 4 (mild)")])
def test_the_grade_of_a_disability_is_chosen_and_shown_in_words(site: AdminSite, grade: str, word: str):
    browser, key = site.browser(), site.here[Person]
    form = browser.page("person/edit/", id=key).form()
    assert form.offered["disability_level"] == ["", "1", "2", "3", "4"]
    entries_given = {"disability": "4", "disability_level": grade, "identity_kind": "none"}
    answer = browser.insisted_post("person/edit/", form.sent | entries_given, id=key)  # it corrects the months before
    assert answer.status_code == 302
    assert site.stored(Person, key)["disability_level"] == int(grade)
    assert word in browser.get("person/details/", id=key).text
    assert f'value="{grade}" selected' in browser.get("person/edit/", id=key).text
    assert "王芳" in browser.get("person/", disability_level=grade).text.partition("<tbody>")[2]
    assert "王芳" not in browser.get("person/", disability_level="1").text.partition("<tbody>")[2]
    assert word in browser.get("person/", disability_level=grade).text


def test_another_grade_is_refused(site: AdminSite):
    browser, key = site.browser(), site.here[Person]
    entries_given = {"disability": "4", "disability_level": "7", "identity_kind": "none"}
    answer = browser.post("person/edit/", browser.page("person/edit/", id=key).form().sent | entries_given, id=key)
    assert answer.status_code == 422
    assert "Choose one of the listed values" in answer.text
