"""An address that asks for two values where one is taken is answered with a sentence, never with the first of them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from admin.records import pagination
from shared.models import Person
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, XUANWU
from tests.support.admin_site import AdminSite
from tests.support.databases import ONE_DATABASE

ONE = "Only one value can be chosen"
REPEATED = {
    "delivery": "cycle_id=1&cycle_id=2",
    "early-warning": "state=open&state=all",
    "spell": "use=retired&use=all",
    "household": f"region_code={KUNSHAN}&region_code={XUANWU}",
    "person": "born_on_from=1950-01-01&born_on_from=1960-01-01",
    "household-member": "person_id=1&person_id=2",
    "benefit-payment": "paid_on_to=2023-01-01&paid_on_to=2024-01-01",
}


@ONE_DATABASE
@pytest.mark.parametrize("path", REPEATED)
def test_a_list_takes_one_value_of_a_filter(site: AdminSite, path: str):
    browser, query_string = site.browser("province"), REPEATED[path]
    text = browser.client.get(f"/admin/{path}/?{query_string}").text
    assert f"{ONE} here" in text.split('id="error-summary"')[1].split("</ul>")[0]
    assert 'class="row-link"' not in text
    for pair in query_string.split("&"):  # each of them can be taken away
        assert pair == "state=all" or f"/admin/{path}/?{pair}&" in f"{text.replace(chr(34), '&')}&", pair
    file = browser.client.get(f"/exports/lists/{path.replace('-', '_')}.csv?{query_string}", buffered=True)
    assert (file.status_code, ONE in file.text) == (400, True)


def test_the_same_value_twice_and_an_empty_one_beside_it_are_one(site: AdminSite):
    key = site.here[Person]
    for query_string in (f"person_id={key}&person_id={key}", f"person_id=&person_id={key}"):
        text = site.browser("province").client.get(f"/admin/spell/?{query_string}").text
        assert ONE not in text
        assert text.count('class="row-link"') == 1


def test_a_choice_filter_takes_several_values(site: AdminSite):
    text = site.browser("province").client.get("/admin/person/?sex=1&sex=2").text
    assert ONE not in text
    assert text.count('class="row-link"') == 2


def test_one_text_is_searched_for(site: AdminSite):
    browser = site.browser("province")
    sealed = [browser.post("person/search", {"q": q}).location.partition("?")[2] for q in ("王", "李")]
    text = browser.client.get(f"/admin/person/?{'&'.join(sealed)}").text
    assert 'id="q-error">Only one text can be searched for' in text
    assert "No record begins with" not in text
    assert 'class="row-link"' not in text
    file = browser.client.get(f"/exports/lists/person.csv?{'&'.join(sealed)}", buffered=True)
    assert (file.status_code, "Search: Only one text" in file.text) == (400, True)


@pytest.mark.parametrize("query_string", ["sort=name&sort=-name", "sort=nonsense"])
def test_an_order_that_is_not_there_is_no_order(site: AdminSite, monkeypatch: pytest.MonkeyPatch, query_string: str):
    monkeypatch.setattr(pagination, "MAX_COUNTED", 0)
    with Session(site.engine.execution_options(writing=True)) as session:
        session.add(make.warning(session.get_one(Person, site.here[Person]), issued_on=date(2023, 3, 2)))
        session.commit()
    for path, more in (("person", ""), ("early-warning", "&state=open"), ("early-warning", "&state=all")):
        answer = site.browser("province").client.get(f"/admin/{path}/?{query_string}{more}")
        assert answer.status_code == 200
        assert "cannot be sorted as the web address asks" in answer.text


def test_a_file_takes_one_region(site: AdminSite):
    for file in ("records/person", "low_income_population"):
        query_string = f"region={KUNSHAN}&region={XUANWU}"
        answer = site.browser("province").client.get(f"/exports/{file}.csv?{query_string}", buffered=True)
        assert (answer.status_code, "address of a file may contain only one value" in answer.text) == (400, True)
