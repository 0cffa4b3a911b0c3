"""Figures of the catalogue stand on the pages they belong to, each with its file."""

import re

from tests.support.dashboard_pages import OpenPage

CAPTION = "动态监测人员（分地区）"

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
