"""A township that another became part of: the coverage page follows one choice of divisions, and says which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from shared.models import Region
from tests.support.dashboard_pages import OpenPage

FORMER, LATER, DAY = "320583104", "320583103", date(2023, 12, 11)


@pytest.fixture
def merged(province: Engine) -> Iterator[Engine]:
    """Without its villages: to the figures it is enough that the township stands no more."""
    for values in ({"valid_to": DAY, "successor_code": LATER}, {"valid_to": None, "successor_code": None}):
        with Session(province.execution_options(writing=True)) as session:
            session.execute(update(Region).where(Region.code == FORMER).values(**values))
            session.commit()
        if values["valid_to"] is not None:
            yield province


@pytest.mark.usefixtures("merged", "monkeypatch")
def test_what_the_page_shows_of_the_township_follows_the_choice(look: OpenPage, monkeypatch: pytest.MonkeyPatch):  # noqa: ARG001 - drawn anew
    about = {"region": LATER, "period": "2023-11"}
    today = look("coverage", "county", divisions="today", **about)
    assert "陆家镇（含原花桥镇） · 2023年11月" in today.text
    assert "data-figure" not in today.html.partition('id="headline"')[2].partition("</div>")[0]
    own = [link for link in re.findall(r"/exports/[^\"]+", today.html) if f"level=township&amp;region={LATER}" in link]
    assert own
    assert all("divisions=today" in link for link in own)
    then = look("coverage", "county", **about)
    assert "含原" not in then.text
    assert "divisions=today" not in "".join(re.findall(r"/exports/[^\"]+", then.html))
    key = "low_income_population"
    trends = [look("compare", "county", divisions=one, measure=key, **about) for one in ("today", "then")]
    lines = [trend.charts[0]["data"][0]["y"] for trend in trends]
    assert lines[0] != lines[1]
    files = [[link for link in trend.links if link.startswith(f"/exports/{key}.csv")] for trend in trends]
    assert [["divisions=today" in link for link in one] for one in files] == [[True, True], [False, False]]
    assert "按现行区划数字相同" in look("coverage", "county", region="320583", divisions="today").text


@pytest.mark.usefixtures("merged", "monkeypatch")
def test_a_former_township_leads_to_the_one_it_became_part_of(look: OpenPage, monkeypatch: pytest.MonkeyPatch):  # noqa: ARG001 - drawn anew
    page = look("coverage", "county", region=FORMER, period="2023-11")
    assert "花桥镇已于 2023-12-11 并入陆家镇。 查看陆家镇" in page.text
    assert f"/coverage?region={LATER}&amp;period=2023-11" in page.html
    gone = look("coverage", "county", region=LATER, period="2023")
    assert "比上年同期" not in gone.answer
    assert "陆家镇：常住人口为陆家镇、花桥镇之和" in look("coverage", "county", region="320583", period="2023-12").text
