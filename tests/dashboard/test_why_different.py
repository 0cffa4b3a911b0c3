"""The steps from the share of the province to that of a city add up, and are left out where nothing can be said."""

import re

import pytest

pytestmark = pytest.mark.parametrize("province", ["sqlite"], indirect=True)  # arithmetic and words
STEP = re.compile(
    r'<th scope="row">([^<]*)</th>\s*<td>.*?</td>\s*<td class="sz-bar-value"><a href="/figures/[^>]*>([^<]*)', re.DOTALL
)
XUZHOU = "320300"


def read(number: str) -> float:
    return float(number.replace("−", "-"))


def test_the_steps_lead_from_the_province_to_the_city(look):
    page = look("warnings", region=XUZHOU)
    section = page.html[re.search("徐州市比江苏省[高低]", page.html).start() :]
    steps = [(name, read(value)) for name, value in STEP.findall(section.split("</table>")[0])]
    assert (steps[0][0], steps[-1][0]) == ("江苏省", "徐州市")
    assert sum(value for _name, value in steps[:-1]) == pytest.approx(steps[-1][1], abs=0.05 * len(steps))
    for region, (_name, value) in (("320000", steps[0]), (XUZHOU, steps[-1])):
        shown = re.search(r"，([\d.]+)% 在 \d+ 天内得到救助", look("warnings", region=region).text)
        assert float(shown[1]) == value


def test_where_there_is_no_whole_or_too_few_nothing_is_explained(look):
    assert "沙普利" not in look("warnings").html
    assert "沙普利" not in look("warnings", "county").html
    kunshan = look("warnings", region="320583")  # fewer than thirty people at this scale
    assert "沙普利" not in kunshan.html
    assert "昆山市预警不足 30 人，不与江苏省比较" in kunshan.text
