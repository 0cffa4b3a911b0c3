"""What a township reads first: what is overdue, and what falls due within days."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.views.overview import due_warnings
from shared.clock import Period
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import CHINESE, ENGLISH, use_language


def counted(key: str, number: int) -> IndicatorValue:
    where, law = ("320583100", Period.parse("2023"), ""), {"monitor.due_soon_days": 7}
    return IndicatorValue(indicator(key), *where, number, None, "", date(2023, 12, 31), law=law)


@pytest.mark.parametrize(
    ("overdue", "soon", "chinese", "english"),
    [
        (4, 3, "今日待办：4 条预警逾期未办结，3 条 7 天内到期", "4 warnings overdue, 3 due within 7 days"),
        (0, 3, "今日没有逾期预警，3 条 7 天内到期", "Nothing is overdue; 3 warnings due within 7 days"),
        (4, 0, "今日待办：4 条预警逾期未办结，0 条 7 天内到期", "4 warnings overdue, 0 due within 7 days"),
        (0, 0, "今日没有逾期预警，7 天内也没有到期预警", "No warning is overdue or due within 7 days"),
    ],
)
def test_the_first_sentence_says_what_is_due(monkeypatch: pytest.MonkeyPatch, overdue, soon, chinese, english):
    values = counted("overdue_warnings", overdue), counted("warnings_due_soon", soon)
    monkeypatch.setattr(due_warnings, "_load_due", lambda _context: values)
    for language, sentence in ((CHINESE, chinese), (ENGLISH, english)):
        with use_language(language):
            assert due_warnings.format_due_warnings(None) == sentence
