"""The comparison: regions of any level side by side, with the tray in every address and the file of the table."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import select

from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.indicators.peers import find_peers, load_traits
from shared.indicators.values import load_values
from shared.interchange.extract_query import parse_query
from shared.interchange.figures_csv import COLUMNS, figure_rows
from shared.locale import CHINESE, use_language
from shared.models import Level, Region
from shared.models.region import existed_on
from tests.support.dashboard_pages import OpenPage

KUNSHAN, SUZHOU, NANJING, XUZHOU = "320583", "320500", "320100", "320300"
KEY = "warning_to_assistance"


def trays(links: list[str], page: str) -> set[str]:
    """The trays of the links to a page."""
    return {parse_qs(urlsplit(link).query).get("tray", [""])[0] for link in links if link.split("?")[0] == f"/{page}"}


def test_regions_of_several_levels_stand_side_by_side(look: OpenPage):
    seen = look("compare", tray=f"{KUNSHAN},{SUZHOU}", measure=KEY, period="2023-H1")
    assert seen.answer.startswith("预警救助转化率：昆山市 ")
    assert "苏州市" in seen.answer
    assert list(seen.cells)[:3] == ["昆山市", "苏州市", "江苏省"]  # the region above as a reference
    (chart,) = seen.charts
    assert [line["name"] for line in chart["data"]] == ["昆山市", "苏州市", "江苏省"]
    assert all(len(line["x"]) == 36 for line in chart["data"])
    assert trays(seen.links, "compare") >= {KUNSHAN, SUZHOU, f"{KUNSHAN},{SUZHOU}", f"{KUNSHAN},{SUZHOU},{NANJING}"}


def test_its_file_has_the_rows_of_the_table(look: OpenPage, province):
    seen = look("compare", tray=f"{KUNSHAN},{SUZHOU}", measure=KEY, period="2022-Q2")
    first = next(link for link in seen.links if link.startswith(f"/exports/{KEY}.csv"))
    words = {name: values[0] for name, values in parse_qs(urlsplit(first).query).items() if name != "lang"}
    with open_session(SYSTEM, province) as session, use_language(CHINESE):
        query = parse_query(session, KEY, **words)
        at = [COLUMNS.index(name) for name in ("region_code", "period", "value")]
        rows = [tuple(row[n] for n in at) for row in figure_rows(session, query)]
        values = load_values(session, [KEY], [SUZHOU, KUNSHAN], [Period.parse("2022-Q2")])
    assert rows == [(value.region_code, "2022-Q2", value.value) for value in values]
    assert query.file_name == f"{KEY}-{KUNSHAN}-{SUZHOU}-2022-Q2.csv"


def test_one_region_alone_has_its_course(look: OpenPage):
    seen = look("compare", "county", measure="low_income_population")
    (chart,) = seen.charts
    assert [line["name"] for line in chart["data"]] == ["昆山市"]  # a count: no region above beside it


def test_similar_counties_are_a_line(look: OpenPage, province):
    seen = look("compare", tray=f"{NANJING},{KUNSHAN}", measure=KEY, against="peers")
    year = Period.parse("2023")
    with open_session(SYSTEM, province) as session:
        is_county = Region.level == Level.COUNTY, *existed_on(year.start, year.end)
        traits = load_traits(session, session.scalars(select(Region.code).where(*is_county)), year)
        values = load_values(session, [KEY], find_peers(traits, KUNSHAN), [year])
    sides = sum(value.numerator for value in values), sum(value.denominator for value in values)
    assert seen.cells[f"{len(values)} 个同类县（市、区）平均"][0].endswith(f" {sides[0]} / {sides[1]}")


def test_the_tray_goes_along_and_holds_what_the_reader_may_see(look: OpenPage):
    seen = look("coverage", tray=KUNSHAN)
    assert trays(seen.links, "warnings") == trays(seen.links, "compare") == {KUNSHAN}
    assert f"{KUNSHAN},{XUZHOU}" in trays(look(tray=KUNSHAN).links, "")  # one click in the league table
    assert "" in trays(look(tray=XUZHOU).links, "")  # and another click takes it out
    assert trays(look("coverage", "county", tray=f"{KUNSHAN},320582").links, "compare") == {KUNSHAN}
    many = ",".join(f"320{n}00" for n in range(1, 9))
    assert trays(look("coverage", tray=f"x,{many}").links, "compare") == {",".join(many.split(",")[:6])}
    assert not [link for link in look("coverage", tray=many).links if "tray=" in link and link.count("%2C") > 5]


def test_many_regions_to_add_stand_in_a_menu_under_the_regions_they_are_part_of(look: OpenPage):
    few = look("compare")  # of the province: its cities
    many = look("compare", region="320312", measure=KEY)
    assert 'id="add-region"' not in few.html
    menu = many.html[many.html.index('id="add-region"') :]
    assert re.findall(r'<b class="sz-group">(.*?)</b>', menu) == ["上级地区", "徐州市", "铜山区"]
    assert trays(many.links, "compare") >= {"320000", XUZHOU, "320312", "320382"}


def test_what_a_copied_link_names_and_is_not_shown_is_said(look: OpenPage):
    foreign = look("compare", "county", tray=f"{KUNSHAN},{NANJING}").text
    assert "您没有查看南京市数据的权限" in foreign
    assert "没有区划代码“abc”" in look("compare", tray="abc").text
    cities = [f"320{n}00" for n in range(1, 9)]
    assert "最多同时对比 6 个地区，未列入：" in look("compare", tray=",".join(cities)).text
    assert "未列入" not in look("compare", tray=",".join(cities[:6])).text
