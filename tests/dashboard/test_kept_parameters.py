"""What was chosen stays chosen when another choice is made; numbers on a page keep their marks and their files."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from shared.locale import CHINESE, ENGLISH
from tests.support.dashboard_pages import OpenPage

REQUIRED = {
    "": {"low_income_population", "persons_warned", "undelivered_overdue", "temporary_assistance"},  # A2 C1 G5 F1
    # A1 A4 A6 E3 E4; B1 only where a standard and the consumption are known
    "coverage": {"recipients_by_tier", "households_by_tier", "coverage_rate", "entries", "exits", "net_change"}
    | {"moves", "education_aid", "housing_renovation"},
    # C1 C2 C3 C5a C5
    "warnings": {"persons_warned", "warnings_issued", "verification_rate", "persons_verified"}
    | {"assisted_after_warning", "warning_to_assistance"},
    # G2 – G7
    "charity": {"quota", "deliveries", "delivery_rate", "undelivered_overdue", "delivered_to_eligible"},
    "charity?programme=appliance": {"charity_households", "value_per_household", "value_delivered"}
    | {"undelivered_overdue", "delivered_to_eligible", "duplicate_delivery_rate"},
    "charity?programme=solar": {"solar_connected", "solar_capacity", "solar_energy", "solar_income"},  # G8
    "charity?programme=medical": {"medical_charity", "medical_charity_amount"},  # G9
}


def seen_at(look: OpenPage, address: str, **more: str):
    page, _is, query = address.partition("?")
    return look(page, **dict(pair.split("=") for pair in query.split("&") if pair), **more)


def asked_of(link: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


@pytest.mark.parametrize("address", REQUIRED)
def test_every_required_figure_is_on_its_page_with_its_file(look: OpenPage, address):
    files = [link for link in seen_at(look, address).links if link.startswith("/exports/")]
    assert {urlsplit(link).path.removeprefix("/exports/").removesuffix(".csv") for link in files} >= REQUIRED[address]


@pytest.mark.parametrize(
    ("page", "name", "value"), [("", "measure", "coverage_rate"), ("charity", "programme", "solar")]
)
def test_the_frame_keeps_what_the_page_was_asked(look: OpenPage, page, name, value):
    links = look(page, "city", **{name: value}).links
    here = f"/{page}?"
    to_regions = [link for link in links if link.startswith(here) and "region=320583" in link]
    to_periods = [link for link in links if link.startswith(here) and "period=2022-05" in link]
    assert to_regions
    assert to_periods
    assert {asked_of(link).get(name) for link in (*to_regions, *to_periods)} == {value}


def test_files_of_charts_by_month_hold_all_their_months(look: OpenPage):
    files = [link for link in look("coverage", period="2022").links if link.startswith("/exports/entries.csv")]
    assert [asked_of(link)["period"] for link in files] == ["2021-01..2023-12"]


def test_files_of_a_programme_hold_no_other(look: OpenPage):
    links = look("charity", programme="solar").links
    files = [link for link in links if link.startswith("/exports/quota.csv") and "level=province%2Ccity" in link]
    assert [asked_of(link)["dimension"] for link in files] == ["kind=solar"]


def test_young_warnings_are_not_compared_with_old_ones(look: OpenPage):
    text = look("", period="2023-12", language=ENGLISH).text
    text = text[text.index("36 months") :]  # from the first card on
    card = text[text.index("People assisted after a warning") : text.index("Undelivered past the deadline")]
    assert "too recent to compare" in card
    assert "the month before" not in card


def test_estimates_say_so_in_sentences(look: OpenPage):
    assert "（估计）" in look("coverage", "county", CHINESE).answer


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_blanks_and_marks_have_a_legend_and_are_all_different(look: OpenPage, language):
    seen = look("methodology", language=language)
    table = seen.html[seen.html.index("sz-prose") : seen.html.index("</table>")]
    signs = re.findall(r"<td><b>(.*?)</b>", table)
    assert len(signs) == len(set(signs)) == 11  # zero, what is counted, and all that is neither
