"""Lists show the state of what they list, the most urgent first; nothing beside a masked number tells the rest."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy.orm import Session

from shared.identity import mask
from shared.models import Delivery, Household, Person, Receipt
from tests.factories import records as make
from tests.factories.regions import KUNSHAN
from tests.support.admin_site import HERE, SEALER, TODAY, AdminSite
from tests.support.html_pages import Page

DUE = (date(2023, 12, 20), date(2023, 11, 3), date(2024, 1, 5), date(2023, 12, 31))


@pytest.fixture
def waiting(site: AdminSite) -> AdminSite:
    """Four open warnings, two of them overdue, beside the decided one."""
    with Session(site.engine.execution_options(writing=True)) as session:
        for number, due in enumerate(DUE):
            person = make.person(HERE, name=f"赵{'甲乙丙丁'[number]}")
            session.add_all([person, make.warning(person, issued_on=date(2023, 10, number + 1), due_on=due)])
        session.commit()
    return site


def names(text: str) -> list[str]:
    return re.findall(r"赵[甲乙丙丁]|王芳", text.split("<main")[1])


@pytest.mark.parametrize("who", ["clerk", "province"])
def test_the_oldest_due_comes_first_in_the_list_and_at_home(waiting: AdminSite, who: str):
    browser = waiting.browser(who)
    listed = browser.get("early-warning/").text
    assert list(dict.fromkeys(names(listed))) == ["赵乙", "赵甲", "赵丁", "赵丙"]
    assert "Status: Open" in listed
    assert f"{(TODAY - date(2023, 11, 3)).days} days overdue" in listed
    assert list(dict.fromkeys(names(browser.get("").text)))[:2] == ["赵乙", "赵甲"]


def test_the_list_of_open_warnings_links_to_all(waiting: AdminSite):
    browser = waiting.browser()
    assert "王芳" not in browser.get("early-warning/").text
    place = next(link for link in browser.page("early-warning/").links if "state=all" in link)
    assert "王芳" in browser.client.get(place).text
    assert "Eligible for assistance" in browser.client.get(place).text


def test_rows_say_what_state_they_are_in(site: AdminSite):
    browser = site.browser()
    assert "In force" in browser.get("spell/").text
    assert "Visited" in browser.get("home-visit/").text
    assert "2023-05-02" in browser.get("delivery/").text
    with Session(site.engine.execution_options(writing=True)) as session:
        session.delete(session.get_one(Receipt, site.here[Receipt]))
        session.commit()
    assert "Not signed for" in browser.get("delivery/", household_id="").text.split("<tbody")[1]
    assert site.here[Delivery]


def test_rows_name_the_person_they_are_about(site: AdminSite):
    browser = site.browser()
    for path in ("household", "benefit-payment", "delivery"):
        assert "王芳" in browser.get(f"{path}/").text, path
    assert "Minimum living guarantee (dibao)" in browser.get("person/").text
    assert "73 (1950)" in browser.get("person/").text
    assert site.stored(Household, site.here[Household])["number"] in browser.get("person/").text
    assert '<td data-label="Members" class="number">1</td>' in browser.get("household/").text


def test_no_column_of_a_list_tells_the_rest_of_a_number(site: AdminSite):
    """Prefix, birth date and sequence are 17 digits; a row may tell at most the last four and the year of birth."""
    number = "990101195001010010"
    assert mask(number).count("*") == 14
    assert [mask(short).count("*") for short in ("H12345678", "12345678", "USA110090010112")] == [7, 6, 11]
    with Session(site.engine.execution_options(writing=True)) as session:
        person = session.get_one(Person, site.here[Person])
        person.identity_encrypted, person.identity_index = SEALER.encrypt(number)
        person.identity_masked = mask(number)
        session.commit()
    row = site.browser().get("person/").text.split("<tbody")[1]
    assert mask(number) in row
    assert "1950" in row
    assert "1950-01-01" not in row
    for path in ("spell", "household-member", "early-warning", "temporary-assistance"):
        assert "1950-01-01" not in site.browser().get(f"{path}/", person_id=site.here[Person]).text


ADDRESSES = {
    "": "甲乙丙丁",
    "?state=": "甲乙丙丁",
    "?state=&region_code=&use=": "甲乙丙丁",
    "?state=open": "甲乙丙丁",
    "?state=overdue&use=": "甲乙",
    "?state=all": "甲乙丙丁芳",
    f"?state=&region_code={KUNSHAN}": "甲乙丙丁芳",
    f"?region_code={KUNSHAN}": "甲乙丙丁芳",
    "?sort=-due_on": "甲乙丙丁芳",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_list_with_a_usual_state_its_choice_and_its_file_are_in_the_same_state(waiting: AdminSite, address: str):
    browser = waiting.browser()
    page = Page(browser.client.get(f"/admin/early-warning/{address}").text)
    form = next(form for form in page.forms if "state" in form.offered)
    (state,) = form.sent["state"]
    assert form.offered["state"] == ["open", "overdue", "decided", "all"]
    link = next(link for link in page.links if link.startswith("/exports/lists/"))
    assert f"state={state}" in link
    for text in (page.text.split("<tbody")[1], browser.client.get(link, buffered=True).text):
        assert {name[-1] for name in re.findall(r"赵[甲乙丙丁]|王芳", text)} == set(ADDRESSES[address])


def test_a_filter_that_is_taken_away_leaves_the_state(waiting: AdminSite):
    """It led from all warnings of a region to the open ones of everywhere."""
    browser = waiting.browser()
    chips = browser.get("early-warning/", region_code=KUNSHAN).text.split('class="chips"')[1].split("</ul>")[0]
    (place,) = re.findall(r'href="([^"]+)"', chips)
    assert place == "/admin/early-warning/?state=all"
    assert 'class="chips"' not in browser.client.get(place).text


def test_all_is_offered_where_none_of_the_usual_state_is_there(site: AdminSite):
    page = site.browser().page("early-warning/")
    assert "王芳" not in page.text.split("<main")[1]
    assert page.text.split("Show all")[0].endswith('href="/admin/early-warning/?state=all">')
