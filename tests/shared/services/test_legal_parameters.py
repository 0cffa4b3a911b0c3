"""A value of the law is one of its kind, and what figures count with stays countable."""

from __future__ import annotations

from datetime import date

import pytest

from shared.locale import CHINESE, ENGLISH, use_language
from shared.models import LegalParameter
from shared.services import records
from shared.services.service_errors import ValidationError
from tests.support.two_counties import PROVINCIAL, TwoCounties

COMMON = {"region_code": "320000", "valid_from": date(2024, 1, 1), "status": "confirmed", "source": "test"}


@pytest.fixture
def province(counties: TwoCounties):
    with counties.session(PROVINCIAL) as session:
        yield session


def refused(session, key: str, kind: str, value: str) -> dict[str, str]:
    try:
        records.create(session, LegalParameter, COMMON | {"key": key, "kind": kind, "value": value})
    except ValidationError as invalid:
        return invalid.fields
    return {}


@pytest.mark.parametrize(
    ("key", "kind", "value", "column"),
    [
        ("any", "ratio", "30-40 %", "value"),
        ("any", "days", "1.5", "value"),
        ("any", "list", "a;;b", "value"),
        ("any", "year", "2023", "kind"),
        ("monitor.assistance_days", "text", "90", "kind"),
        ("monitor.assistance_days", "days", "0", "value"),
        ("monitor.assistance_days", "days", "366", "value"),
        ("monitor.assistance_days", "days", "", "value"),
        ("dibao.standard.min_ratio", "ratio", "30", "value"),
    ],
)
def test_what_could_not_be_counted_with_is_refused_in_both_languages(province, key, kind, value, column):
    sentences = set()
    for language in (ENGLISH, CHINESE):
        with use_language(language):
            wrong = refused(province, key, kind, value)
        assert wrong.keys() == {column}
        sentences |= set(wrong.values())
    assert len(sentences) == 2


@pytest.mark.parametrize(
    ("key", "kind", "value"),
    [
        ("any", "ratio", "0.3"),
        ("any", "list", "a; b"),
        ("any", "text", "次月"),
        ("monitor.assistance_days", "days", "60"),
    ],
)
def test_what_can_be_is_taken(province, key, kind, value):
    assert refused(province, key, kind, value) == {}
