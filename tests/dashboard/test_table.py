"""Tables: the blanks and marks never look alike."""

import pytest

from dashboard.parts.table import Column, Row, table
from shared.clock import Period
from shared.indicators.catalogue import indicator
from shared.indicators.figure import Figure
from shared.locale import ENGLISH, speaking

YEAR = Period.parse("2023")
RATE = indicator("coverage_rate")


def rate(numerator: int | None, denominator: int | None, status: str = "", *, is_open: bool = False) -> Figure:
    return Figure(RATE, "320000", YEAR, "", numerator, denominator, status, is_open)


def drawn(*figures: Figure) -> str:
    with speaking(ENGLISH):
        rows = [Row(str(n), [figure]) for n, figure in enumerate(figures)]
        return str(table("Rates", "Region", [Column("Rate", RATE.unit, bar=True)], rows))


@pytest.mark.parametrize(
    ("figure", "sign", "meaning"),
    [
        (rate(5, 1000, is_open=True), "<sup>p</sup>", "Provisional"),
        (rate(5, 1000, "estimated"), "<sup>e</sup>", "Estimated"),
        (rate(5, 1000, "unconfirmed"), "<sup>u</sup>", "Unverified"),
        (rate(5, None), ">…</td>", "Not reported"),
        (rate(5, 0), ">—</td>", "Not applicable"),
    ],
)
def test_each_state_has_a_sign_and_its_legend(figure, sign, meaning):
    html = drawn(rate(7, 1000), figure)
    assert sign in html
    assert f"{meaning}</span>" in html


def test_zero_is_a_number_and_final_needs_no_mark():
    html = drawn(rate(0, 1000))
    assert ">0.0<" in html
    assert "<sup>" not in html
    assert "sz-legend" not in html


def test_a_mark_that_all_share_stands_at_the_head():
    html = drawn(rate(5, 1000, is_open=True), rate(6, 1000, is_open=True))
    assert html.count("<sup>") == 1
    assert "<sup>p</sup>" in html.partition("<tbody>")[0]


def test_bars_are_parts_of_the_longest():
    html = drawn(rate(5, 1000), rate(10, 1000), rate(5, 0))
    assert html.count("sz-bar-cell") == 2
    assert "width:50.0%" in html
    assert "width:100.0%" in html


def test_names_are_escaped():
    html = str(table("<b>", "<i>", [Column("<u>")], [Row("<script>", ["<img>"], link='"x')]))
    assert not any(tag in html for tag in ("<script>", "<img>", "<b>", "<i>", "<u>"))
