"""Figures of the catalogue stand on the pages they belong to, each with its file."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.support.dashboard_pages import OpenPage

CAPTION = "动态监测人员（分地区）"
SORTED_TABLES = {  # where each stands, by a column it is sorted by
    "overdue_warnings": ("warnings", {}),
    "settled_overdue_warnings": ("changes", {"period": "2023-11"}),
    "undelivered_overdue.children": ("charity", {}),
    "medical_charity_amount.person": ("charity", {"programme": "medical"}),
    "valid_identity_rate.failed": ("methodology", {}),
    "standard_to_consumption.standard": ("coverage", {}),
}
CHOICES = {  # what can be chosen of a league table, also of one below charts
    "coverage": {"rows": "all", "order": "-entries", "search": "区", "sort": "region", "only": "worse"},
    "regions": {"measure": "on_time_rate", "rows": "all", "sort": "change", "only": "unfinished", "search": "区"},
}

PLACES = {
    "warnings": ("on_time_rate", "eligible_assisted_rate", "false_alarm_rate", "proactive_discovery_rate"),
    "coverage": ("monitored_population", "exit_monitoring_rate", "reentry_rate", "village_mechanism_rate"),
    "methodology": ("suspect_records", "persons_undocumented"),
}


def test_new_figures_stand_on_their_pages_with_their_files(look: OpenPage):
    for page, keys in PLACES.items():
        links = " ".join(look(page, "city", period="2023").links)
        assert [key for key in keys if f"/exports/{key}.csv" not in links] == [], page


def first_figures(html: str) -> list[tuple[str, int]]:
    """Name and first figure of each region of the table, in the order of its rows."""
    table = html.partition(f"<caption>{CAPTION}</caption>")[2].partition("</table>")[0]
    _whole, *rows = re.findall(r'<th scope="row">(.*?)</th>\s*<td>(?:<a [^>]*>)?([\d,]+)<', table, re.DOTALL)
    return [(re.sub("<[^>]*>", "", name), int(number.replace(",", ""))) for name, number in rows]


def test_a_table_of_several_figures_is_sorted_and_searched_by_its_address(look: OpenPage):
    by_code = first_figures(look("coverage", level="county", rows="all").html)
    seen = look("coverage", level="county", rows="all", order="-monitored_population", search="区")
    found = first_figures(seen.html)
    districts = [one for one in by_code if "区" in one[0]]
    assert 10 < len(districts) < len(by_code) == 104
    assert found == sorted(districts, key=lambda one: -one[1])
    assert f"共 104 个地区，符合条件的 {len(found)} 个" in seen.text
    assert "&amp;order=-monitored_population" in re.search(r'data-address="([^"]*)"', seen.html)[1]  # focus goes by it
    assert not [link for link in seen.links if "order=monitored_population" in link]  # the next click ends the order
    (file,) = (link for link in seen.links if link.startswith("/exports/monitored_population.csv"))
    assert "sort=-value" in file
    assert "search=" in file


def numbers_below(heading: str, html: str) -> list[float | None]:
    """The numbers of a column without the row of the whole; None where there is none, or it rests on few."""
    table = next(table for table in html.split("<table") if f'id="{heading}"' in table).partition("</table>")[0]
    head, _whole, *rows = table.split("<tr")[1:]
    place = next(n for n, cell in enumerate(head.split("<th ")[1:]) if f'id="{heading}"' in cell) - 1
    cells = [re.findall(r"<td(.*?)</td>", row, re.DOTALL)[place] for row in rows]
    texts = [re.sub(r"^.*?>|<(small|sup|i)\b.*?</\1>|<[^>]*>", "", cell, flags=re.DOTALL).strip() for cell in cells]
    return [
        float(text.replace(",", "")) if re.fullmatch(r"[\d,.]+", text) and "sz-small-number" not in cell else None
        for text, cell in zip(texts, cells, strict=True)
    ]


@pytest.mark.parametrize("province", ["sqlite"], indirect=True)
@pytest.mark.parametrize("key", SORTED_TABLES)
def test_a_table_with_columns_of_its_own_is_sorted_by_each(look: OpenPage, key):
    page, params = SORTED_TABLES[key]
    chosen = params | {"level": "county", "rows": "all", "order": f"-{key}"}
    seen = look(page, **chosen)
    numbers = numbers_below(f"order-{key}", seen.html)
    known = [number for number in numbers if number is not None]
    assert len(set(known)) > 1
    assert numbers == sorted(known, reverse=True) + [None] * (len(numbers) - len(known))
    assert f'aria-sort="descending"><a id="order-{key}"' in seen.html
    assert address_params(seen.html).items() >= chosen.items()


@pytest.mark.parametrize("province", ["sqlite"], indirect=True)
@pytest.mark.parametrize("page", CHOICES)
def test_the_address_of_a_page_has_all_that_was_chosen(look: OpenPage, page):
    assert address_params(look(page, level="county", **CHOICES[page]).html).items() >= CHOICES[page].items()


def address_params(html: str) -> dict[str, str]:
    """What the address of the page says, by which focus, copied links and quick second clicks go."""
    return dict(parse_qsl(urlsplit(unescape(re.search(r'data-address="([^"]*)"', html)[1])).query))
