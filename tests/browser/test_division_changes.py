"""Two villages are merged: entered and looked at by one, confirmed by another, on a desk and on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.database import engine_for
from shared.models import Household, Region
from tests.support.running_server import NARROW, WIDE, RunningServer

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
COUNTY = "321302"
SIZES = {"wide": WIDE, "narrow": NARROW}


def villages(server: RunningServer) -> list[tuple[str, str]]:
    """Codes and names of the villages of a township that still stand, those with families first."""
    engine = engine_for(f"sqlite:///{Path(server.environment['SUZHU_VAR']) / 'suzhu.db'}")
    homes = select(func.count(Household.id)).where(Household.region_code == Region.code).scalar_subquery()
    with Session(engine) as session:
        standing = (Region.code.startswith(COUNTY), Region.level == "village", Region.valid_to.is_(None))
        found = session.execute(select(Region.code, Region.name).where(*standing).order_by(homes.desc(), Region.code))
        rows = [tuple(row) for row in found]
    engine.dispose()
    first = rows[0]
    return [first, next(row for row in rows[1:] if row[0][:9] == first[0][:9])]


def fits(page: Page, size: tuple[int, int]) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("size", SIZES)
def test_a_village_is_merged_by_two_people(open_page, server: RunningServer, size: str):
    (code, name), (other, _other_name) = villages(server)
    admin = open_page("system-admin", size=SIZES[size])
    page = admin.page
    page.goto(f"{admin.address}/admin/region/details/?id={code}")
    page.get_by_role("link", name="合并", exact=True).click()
    page.locator("#successor_code").fill(other)
    page.get_by_role("option").first.click()
    page.locator("#effective_on").fill("2023-12-01")
    page.locator("#document").fill("苏民区〔2023〕15号")
    page.locator("#reason").fill("两村合并")
    page.get_by_role("button", name="预览办理结果").click()
    expect(page.get_by_text("以往月份变动的数字：无")).to_be_visible()
    fits(page, SIZES[size])
    page.get_by_role("button", name="合并区划").click()
    expect(page.get_by_text("已提交审核，")).to_be_visible()
    second = open_page("province-approver", size=SIZES[size])
    second.page.goto(f"{second.address}/admin/proposed-change/?kind=division")
    second.page.locator("main table a", has_text="区划调整").first.click()
    expect(second.page.get_by_text(f"撤销：{name}")).to_be_visible()
    fits(second.page, SIZES[size])
    second.page.get_by_role("button", name="确认", exact=True).click()
    expect(second.page.get_by_text("已确认，变更已生效。").first).to_be_visible()
    page.goto(f"{admin.address}/admin/region/details/?id={code}")
    expect(page.get_by_text("2023-12-01").first).to_be_visible()
    expect(page.get_by_role("link", name="合并", exact=True)).to_have_count(0)
