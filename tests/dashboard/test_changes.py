"""What is different from the month before, on one page."""

import pytest

pytestmark = pytest.mark.parametrize("province", ["sqlite"], indirect=True)  # the figures have their own oracles


def test_overdue_warnings_that_came_and_went_are_listed_by_region(look):
    page = look("changes", period="2023-11")
    cells = page.cells
    whole = [int(text.split()[0].replace(",", "")) for text in cells["江苏省"]]
    rows = [row for name, row in cells.items() if name.endswith("市") and len(row) == len(whole)]
    assert whole == [sum(int(row[n].split()[0].replace(",", "")) for row in rows) for n in range(len(whole))]
    assert f"新增逾期预警 {whole[0]} 条，办结逾期预警 {whole[1]} 条，月末逾期 {whole[2]} 条" in page.text


def test_a_running_year_is_seen_by_its_latest_month(look):
    assert "2023年12月" in look("changes").answer
    assert "2022年12月" in look("changes", period="2022").answer


def test_corrections_and_deadlines_are_said_also_when_there_are_none(look):
    text = look("changes", "county").text
    assert "已锁定月份的数据没有修订" in text
    assert "天内有 0 个批次到期" in text


@pytest.mark.parametrize(("period", "is_compared"), [("2021-01", False), ("2021-07", False), ("2021-08", True)])
def test_the_first_months_have_nothing_to_compare_with(look, period, is_compared):
    """What is usual shows in six changes before the last: from the eighth month on."""
    page = look("changes", period=period)
    assert ("没有可比数据：有 8 个月的数据后" in page.answer) == (not is_compared)
    assert "各项指标变动均在正常范围内" not in page.text or is_compared
