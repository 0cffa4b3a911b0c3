"""What pages say is what the figures mean: nothing unfinished is told as final, nothing of few as a share."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from dashboard.components.charts.choropleth import build_choropleth
from dashboard.components.charts.map_classes import RegionShare, build_classes
from dashboard.components.charts.palette import LIGHT
from dashboard.components.text.number_format import format_with_status
from dashboard.region_navigation import RegionRef
from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.indicators.values import load_value
from shared.locale import CHINESE, ENGLISH, use_language
from tests.support.dashboard_pages import REGIONS, OpenPage


def read(engine: Engine, key: str, region: str, period: str = "2023", dimension: str = ""):
    with open_session(SYSTEM, engine) as session:
        return load_value(session, key, region, Period.parse(period), dimension)


@pytest.mark.parametrize("page", ["", "coverage"])
def test_of_the_low_income_population_only_dibao_and_tekun_are_called_so(look: OpenPage, province: Engine, page):
    core = sum(
        read(province, "recipients_by_tier", REGIONS["city"], dimension=f"tier={tier}").value
        for tier in ("dibao", "tekun")
    )
    seen = look(page, "city")
    answer = seen.answer
    with use_language(CHINESE):
        everybody = format_with_status(read(province, "low_income_population", REGIONS["city"]))
    assert answer.startswith(f"低收入人口 {everybody}，其中低保、特困 {core:,}人")
    assert "在保" not in seen.text


@pytest.mark.parametrize("page", ["", "warnings"])
def test_a_month_whose_days_are_not_over_says_so_everywhere(look: OpenPage, page):
    seen = look(page, "province", period="2023-11")
    assert "未满 90 天，数据尚不完整" in seen.answer
    assert "%" not in seen.answer
    assert "预警未满 90 天" in seen.html[seen.html.index("sz-as-of") :].partition("</p>")[0]
    ripe = look(page, "province", period="2023-08")
    assert "未满 90 天" not in ripe.answer
    assert "预警未满 90 天" not in ripe.html[ripe.html.index("sz-as-of") :].partition("</p>")[0]


def test_came_left_and_moved_are_three_things(look: OpenPage, province: Engine):
    text = look("coverage", "province").text
    with use_language(CHINESE):
        words = {
            key: format_with_status(read(province, key, REGIONS["province"]))
            for key in ("entries", "exits", "net_change", "moves")
        }
    sentence = "新增 {entries}，退出 {exits}，净增（减）{net_change}；另有 {moves}变更类别"
    assert sentence.format(**words) in text


@pytest.mark.parametrize("who", ["township", "village"])
def test_a_township_begins_with_what_waits(look: OpenPage, province: Engine, who):
    overdue, soon = (read(province, key, REGIONS[who]).value for key in ("overdue_warnings", "warnings_due_soon"))
    for period in ("2023", "2021-05"):  # today, whatever is looked at
        answer = look("", who, period=period).answer
        assert answer.startswith("今日")
        assert (f"{overdue} 条预警逾期未办结" in answer) is bool(overdue)
        assert (f"{soon} 条 7 天内到期" in answer) is bool(soon)


def test_what_cannot_exist_is_not_offered_and_words_say_why(look: OpenPage):
    seen = look("", "township", measure="undelivered_overdue")  # as kept in the address on the way down
    assert not seen.notice
    chips = re.findall(r'id="measure-(\w+)"', seen.html)
    assert "low_income_population" in chips
    assert not {"undelivered_overdue", "coverage_rate"} & set(chips)
    assert "最低统计到县（市、区）" in seen.text


def test_standards_without_a_pair_accuse_nobody(look: OpenPage):
    assert "未上报" not in look("coverage", "province").text


def test_persons_of_a_period_do_not_stand_beside_quotas_of_all_runs(look: OpenPage):
    seen = look("charity", "province", ENGLISH, programme="medical")
    assert seen.answer.startswith(("Since the start of the cycle:", "3 cycles so far:", "2 cycles so far:"))
    assert "aided" not in seen.answer


def test_a_share_of_few_is_no_headline(look: OpenPage):
    titles = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", look("coverage", "village").html)
    assert not any("%" in title for title in titles)


def test_findings_about_numbers_lead_to_where_they_are(look: OpenPage):
    seen = look("", "province")
    found = re.search(r"校验码错误的证件号码.*?href=\"([^\"]*)\"", seen.html, re.DOTALL)
    assert found[1].startswith("/methodology")  # the demo has some, planted
    methodology = look("methodology", "province").text
    assert "校验码错误" in methodology


def test_the_year_of_the_residents_is_printed(look: OpenPage):
    assert re.search(r"常住人口为 \d{4}(、\d{4})* 年末数", look("coverage", "province").text)


def test_links_of_a_page_have_names_of_their_own(look: OpenPage):
    for page in ("", "coverage", "warnings", "charity"):
        seen = look(page, "city")
        names = re.findall(r'class="sz-csv"[^>]*>(.*?)</a>|data-navigate>(查看明细.*?)</a>', seen.html)
        words = [re.sub("<[^>]+>", "", one or other) for one, other in names]
        assert words
        assert "CSV" not in words
        kinds_of_many = set(re.findall(r"/exports/figures[.](csv|zip)[?]", seen.html))
        assert kinds_of_many == ({"csv", "zip"} if page in {"", "coverage"} else set())
        assert len({word for word in words if word.startswith("查看")}) == sum(
            word.startswith("查看") for word in words
        )


def test_a_map_shades_shares_in_classes_with_names_and_a_legend(look: OpenPage):
    seen = look("", "province")  # persons, shaded per 1,000 residents
    (chart,) = seen.charts
    shapes, names = chart["data"]
    assert all(re.search(r"每千常住人口 [\d.<]+$", text) for text in shapes["text"])
    assert len(set(shapes["z"])) <= 6
    assert set(shapes["z"]) <= set(range(6))
    assert "盐城" in names["text"]
    assert re.search(r"sz-map-legend.*?每千常住人口.*?—.*?（不含）", seen.html, re.DOTALL)
    assert seen.html.index("sz-findings") < seen.html.index("sz-chips") < seen.html.index("sz-table")  # findings first
    for card in seen.html.split('<section class="sz-card">')[1:]:  # each of one measure
        title = re.search(r"<h2>.*?>(.*?)</a></h2>", card)[1]
        assert f"<figcaption>{title} · " in card


def test_what_rests_on_few_has_no_class():
    regions = [RegionRef(f"32{n:02}00", f"P{n}", is_zone=False, parent="320000") for n in (1, 2, 3)]
    shares = [
        RegionShare(region, Decimal(n), str(n), "share", is_ranked=n < 3) for n, region in enumerate(regions, start=1)
    ]
    bands = build_classes([shade.value for shade in shares if shade.is_ranked])
    z = build_choropleth(shares, bands, LIGHT).data[0].z
    assert z[2] == 0
    assert 0 not in z[:2]


def test_delivered_and_signed_for_are_two(look: OpenPage):
    assert re.search(r"发放率 [\d.>]+%；签收率 [\d.>]+%", look("charity", "province", programme="appliance").answer)


def test_the_days_people_waited_are_the_figures(look: OpenPage, province: Engine):
    with use_language(CHINESE):
        half, most = (
            format_with_status(read(province, key, "320000"))
            for key in ("median_days_to_assistance", "p90_days_to_assistance")
        )
    text = look("warnings", "province").text
    assert f"半数在 {half}内、九成在 {most}内得到救助" in text
    assert "各部分之和可能大于总数" in text  # said with the definition of persons warned about


def test_the_menu_of_the_person_leads_to_the_own_password(look: OpenPage):
    html = look("", "county").html
    assert 'href="/password"' in html[html.index('id="user-menu"') :].partition("</details>")[0]
