"""What nobody foresaw is told in the person's language; its reference leads to the log."""

from __future__ import annotations

import logging
import re

import pytest

from dashboard.views.coverage import page as coverage
from shared.errors import UserError
from shared.locale import CHINESE, ENGLISH
from tests.support.dashboard_pages import OpenPage


@pytest.mark.parametrize(("language", "message"), [(CHINESE, "页面未能显示"), (ENGLISH, "could not be shown")])
def test_a_failure_is_told_with_a_reference_that_is_in_the_log(look: OpenPage, monkeypatch, caplog, language, message):
    def fail(*_args: object) -> None:
        raise RuntimeError("320583199001011234")

    monkeypatch.setattr(coverage, "draw_recipients_by_tier", fail)
    with caplog.at_level(logging.ERROR):
        seen = look("coverage", "county", language)
    assert message in seen.notice
    (reference,) = re.findall(r"[0-9a-f]{8}", seen.notice)
    assert f"reference {reference}" in caplog.text
    assert "test_error_notices.py" in caplog.text  # where it happened
    assert "320583199001011234" not in caplog.text + seen.text
    assert "sz-page-header" in seen.html  # the way out stays in sight


def test_a_problem_is_told_in_its_own_words(look: OpenPage, monkeypatch):
    def refuse(*_args: object) -> None:
        raise UserError("Do this instead.")

    monkeypatch.setattr(coverage, "draw_recipients_by_tier", refuse)
    assert "Do this instead." in look("coverage", "county", ENGLISH).notice
