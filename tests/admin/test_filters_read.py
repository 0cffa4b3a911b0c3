"""Filters that were typed wrong: a sentence at the field, everything else kept, never an error page."""

from __future__ import annotations

import pytest

from shared.models import Person
from tests.admin.conftest import Panel


def applied(panel: Panel, noun: str, **filters: str):
    """The list after the filter form was sent."""
    browser = panel.browser("province")
    return browser.get("") and browser.client.get(browser.post(f"{noun}/search", filters).location)


@pytest.mark.parametrize(
    ("noun", "filters", "sentence"),
    [
        ("person", {"region_code": "nowhere"}, "No region is called so"),
        ("person", {"born_on_from": "20231-01-01"}, "Write the day as year, month and day"),
        ("person", {"born_on_to": "2023-02-30"}, "Write the day as year, month and day"),
        ("person", {"sex": "5"}, "Choose one of the values offered."),
        ("spell", {"state": "elsewhere"}, "Choose one of the values offered."),
        ("delivery", {"run_id": "first"}, "Write a whole number"),
    ],
)
def test_a_filter_that_cannot_be_read_is_answered_at_its_field(panel: Panel, noun, filters, sentence):
    others = {"region_code": "320583"} if "region_code" not in filters else {}
    answer = applied(panel, noun, **filters, **others, use="all")
    assert answer.status_code == 200
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text or "sex" in filters
    for value in (*filters.values(), *others.values()):
        assert f'value="{value}"' in answer.text or value in {"5", "elsewhere", "first"}
    assert f"/admin/{noun}/details/?id=" not in answer.text


def test_a_name_that_fits_one_region_is_taken(panel: Panel):
    answer = applied(panel, "person", region_code="地区320583")
    assert f"/admin/person/details/?id={panel.here[Person]}" in answer.text
    assert f"/admin/person/details/?id={panel.there[Person]}" not in answer.text


def test_a_day_may_be_written_in_the_usual_ways(panel: Panel):
    answer = applied(panel, "person", born_on_from="1900/1/2", born_on_to="2023.12.31")
    assert f"/admin/person/details/?id={panel.here[Person]}" in answer.text
