"""Names: one spelling whatever was typed, found by whatever is typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.person_names import is_name, normalise_name

DOTTED = [
    "买买提·艾力",
    "买买提•艾力",
    "买买提・艾力",
    "买买提‧艾力",
    "买买提．艾力",
    "买买提.艾力",
    "买买提･艾力",
    "买买提 · 艾力",
]


@pytest.mark.parametrize("typed", DOTTED)
def test_whatever_dot_was_typed_one_is_stored(typed):
    assert normalise_name(typed) == "买买提·艾力"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("王１２３Ａ", "王123A"),
        ("\u200b王\u202e芳\ufeff", "王芳"),
        ("王　芳 ", "王芳"),
        ("  Mary   Ann\tSmith ", "Mary Ann Smith"),
        ("J. Smith", "J. Smith"),
        ("Jose\u0301", "José"),
        ("O’Brien", "O'Brien"),
        ("葛\U000e0100城", "葛城"),
        ("集团（苏州）", "集团（苏州）"),
    ],
)
def test_one_spelling(typed, stored):
    assert normalise_name(typed) == stored


@given(st.text(max_size=30))
def test_folding_again_changes_nothing_and_leaves_nothing_invisible(text):
    folded = normalise_name(text)
    assert normalise_name(folded) == folded
    assert not any(unicodedata.category(c) in {"Cf", "Cc"} for c in folded)


@pytest.mark.parametrize(
    "name", ["王芳", "买买提·艾力", "𠮷田〇", "Mary Ann Smith", "O'Brien", "J. Smith", "José", "\ue000芳"]
)
def test_names(name):
    assert is_name(name)


@pytest.mark.parametrize("text", ["", "<b>王</b>", "王123", "王A", "·王", "王芳·", "=1+1", "王@芳", "123", "-"])
def test_no_names(text):
    assert not is_name(normalise_name(text))
