"""Lines of documents: nothing is lost, numbers stay whole, no line begins with a closing mark."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.interchange.printed.line_breaks import CLOSING, break_lines, longest_word, shorten

WORDS = st.sampled_from(["低收入人口", "（0.7%）", "。", "，", "1,340", "人", "Suzhou", "(29.9%)", "〔2023〕39号", "—"])


def count(text: str) -> float:
    """A width: two for a Chinese character."""
    return sum(1 if character.isascii() else 2 for character in text)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=12).map("".join))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str):
    lines = break_lines(text, 24, count)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(count(line) <= 24 for line in lines)
    if longest_word(text, count) <= 24:
        assert not any(line[:1] in CLOSING.replace("\\", "") for line in lines[1:] if line)


def test_numbers_and_words_stay_whole():
    assert break_lines("预警 1,340人，已救助", 12, count) == ["预警 1,340", "人，已救助"]
    assert break_lines("up 3.7 points (29.9%)", 10, count) == ["up 3.7", "points", "(29.9%)"]
    assert break_lines("1234567890123", 5, count) == ["12345", "67890", "123"]  # too wide for any line
    assert break_lines("", 5, count) == [""]


def test_a_long_name_is_shortened():
    assert shorten("苏州工业园区", 8, count) == "苏州工…"
    assert shorten("苏州", 8, count) == "苏州"
