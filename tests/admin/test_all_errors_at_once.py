"""All that is wrong with a form is said at once: what cannot be read, what the domain says, what the database says."""

from __future__ import annotations

from shared.models import Person, Programme, Spell
from tests.support.admin_site import AdminSite
from tests.support.databases import ONE_DATABASE
from tests.support.html_pages import Page

CYCLE = {"starts_on": "2023-06-01", "deadline_on": "2023-01-01", "planned_units": "0", "unit_value_fen": "300.555"}


def columns_with_errors(text: str, *columns: str) -> set[str]:
    """The columns with a sentence at them."""
    return {column for column in columns if f'id="{column}-error"' in text}


@ONE_DATABASE
def test_a_value_that_cannot_be_read_hides_no_other_fault(site: AdminSite):
    browser = site.browser("province")
    entries = CYCLE | {"programme_id": str(site.here[Programme]), "label": "2024"}
    answer = browser.filled("programme-cycle/new/", entries)
    assert answer.status_code == 422
    assert columns_with_errors(answer.text, *entries) == {"deadline_on", "planned_units", "unit_value_fen"}
    assert all(f'value="{typed}"' in answer.text for typed in CYCLE.values())


def test_what_the_database_refuses_comes_together(site: AdminSite):
    answer = site.browser("province").filled(
        "programme-cycle/new/",
        CYCLE | {"programme_id": str(site.here[Programme]), "label": "2024", "unit_value_fen": "-1"},
    )
    assert columns_with_errors(answer.text, *CYCLE) == {"deadline_on", "planned_units", "unit_value_fen"}


def test_faults_of_a_change_are_said_together_and_nothing_of_it_is_kept(site: AdminSite):
    browser, key, before = site.browser(), site.here[Person], site.everything()
    answer = browser.filled("person/edit/", {"name": "", "born_on": "1850-01-01", "died_on": "tomorrow"}, id=key)
    assert {"name", "born_on", "died_on"} <= columns_with_errors(answer.text, "name", "born_on", "died_on", "sex")
    assert site.everything() == before


@ONE_DATABASE
def test_an_untouched_field_is_not_called_missing(site: AdminSite):
    answer = site.browser().filled("spell/edit/", {"monthly_fen": "much"}, id=site.here[Spell])
    assert columns_with_errors(answer.text, "monthly_fen", "person_id", "household_id", "tier", "start_on") == {
        "monthly_fen"
    }
    assert site.browser("system").filled("account/new/", {"login": "x", "password": "short"}).status_code == 422


@ONE_DATABASE
def test_a_login_with_capitals_is_refused_and_not_changed_in_silence(site: AdminSite):
    entries = {"login": "Zhang.San", "display_name": "张三", "region_code": "#320583"}
    answer = site.browser("system").filled("account/new/", entries)
    assert (answer.status_code, columns_with_errors(answer.text, "login", "region_code")) == (422, {"login"})
    assert Page(answer.text).form().sent["login"] == ["Zhang.San"]


@ONE_DATABASE
def test_the_title_says_that_something_is_wrong(site: AdminSite):
    assert "<title>New: Benefit spell" in site.browser().get("spell/new/").text
    assert "<title>Error: New: Benefit spell" in site.browser().filled("spell/new/", {}).text


@ONE_DATABASE
def test_an_account_is_not_blamed_for_what_the_form_holds_elsewhere(site: AdminSite):
    answer = site.browser("system").filled("account/new/", {"login": "somebody", "display_name": ""})
    assert columns_with_errors(answer.text, "login", "display_name") == {"display_name"}
    assert Page(answer.text).form().sent["login"] == ["somebody"]
