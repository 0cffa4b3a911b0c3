"""Filters that were typed wrong: a sentence at the field, everything else kept, never an error page."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from shared.clock import today
from shared.models import Person
from tests.factories import records as make
from tests.support.admin_site import HERE, AdminSite
from tests.support.databases import ONE_DATABASE


def applied(site: AdminSite, path: str, **filters: str):
    """The list after the filter form was sent."""
    browser = site.browser("province")
    return browser.get("") and browser.client.get(browser.post(f"{path}/search", filters).location)


@ONE_DATABASE
@pytest.mark.parametrize(
    ("path", "filters", "sentence"),
    [
        ("person", {"region_code": "nowhere"}, "No region has this name"),
        ("person", {"born_on_from": "20231-01-01"}, "Enter the date as year, month and day"),
        ("person", {"born_on_to": "2023-02-30"}, "Enter the date as year, month and day"),
        ("person", {"sex": "5"}, "Choose one of the listed values."),
        ("spell", {"state": "elsewhere"}, "Choose one of the listed values."),
        ("delivery", {"cycle_id": "first"}, "Enter a whole number"),
    ],
)
def test_a_filter_that_cannot_be_read_is_answered_at_its_field(site: AdminSite, path, filters, sentence):
    others = {"region_code": "320583"} if "region_code" not in filters else {}
    answer = applied(site, path, **filters, **others, use="all")
    assert answer.status_code == 200
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text or "sex" in filters
    for value in (*filters.values(), *others.values()):
        assert f'value="{value}"' in answer.text or value in {"5", "elsewhere", "first"}
    assert f"/admin/{path}/details/?id=" not in answer.text


def test_a_name_that_fits_one_region_is_taken(site: AdminSite):
    answer = applied(site, "person", region_code="地区320583")
    assert f"/admin/person/details/?id={site.here[Person]}" in answer.text
    assert f"/admin/person/details/?id={site.there[Person]}" not in answer.text


def test_a_day_may_be_written_in_the_usual_ways(site: AdminSite):
    answer = applied(site, "person", born_on_from="1900/1/2", born_on_to="2023.12.31")
    assert f"/admin/person/details/?id={site.here[Person]}" in answer.text


@pytest.mark.parametrize("params", [{"paid_on_to": "2021-01-31"}, {"paid_on_from": "2023-12-01"}])
def test_days_with_an_open_end_are_looked_up_along_their_index(site: AdminSite, params):
    """A range led SQLite along another index: four seconds for what no payment fits. Days to come are found too."""
    with Session(site.engine.execution_options(writing=True)) as session:
        home = make.household(HERE)
        early, late = (make.payment(home, paid_on=day) for day in (date(2020, 5, 1), today() + timedelta(40)))
        session.add_all([home, early, late, make.payment(home, paid_on=date(2022, 5, 1))])
        session.commit()
        fits = early.id if "paid_on_to" in params else late.id
    statements: list[str] = []
    event.listen(site.engine, "before_cursor_execute", lambda _c, _cursor, statement, *_: statements.append(statement))
    page = site.browser("province").client.get(
        f"/admin/benefit-payment/?{next('='.join(pair) for pair in params.items())}"
    )
    assert set(re.findall(r'class="row-link" href="/admin/benefit-payment/details/\?id=(\d+)', page.text)) == {
        str(fits)
    }
    assert "paid_on IN" in next(statement for statement in statements if "payment.id" in statement)
