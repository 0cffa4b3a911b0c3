"""Rows copied from a spreadsheet, or typed: a name and its values, whatever stands between them."""

from __future__ import annotations

import pytest

from shared.locale import CHINESE, ENGLISH, use_language
from shared.parsing import ParseError, parse_count
from shared.parsing.pasted_rows import MAX_LENGTH, split_rows


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("昆山市\t1,200", "昆山市", ["1,200"]),
        ("昆山市\t１，２００\t", "昆山市", ["１，２００"]),
        ("　昆山市　\t 1.2万 ", "昆山市", ["1.2万"]),
        ("苏州市 昆山市 1,200", "苏州市 昆山市", ["1,200"]),
        ("昆山市；1200", "昆山市", ["1200"]),
        ("昆山市", "昆山市", []),
        ("昆山市\t1\t2", "昆山市", ["1", "2"]),
        ('"昆山\n市"\t5', "昆山 市", ["5"]),
        ("昆山市\t\t5", "昆山市", ["", "5"]),
    ],
)
def test_a_row_is_parted(text, name, values):
    (row,) = split_rows(text, 1)
    assert (row.name, row.values) == (name, values)


def test_empty_lines_are_left_out_and_the_others_keep_their_number():
    assert [(row.number, row.name) for row in split_rows("a\t1\r\n\r\n \t \r\nb\t2\r\n", 1)] == [(1, "a"), (4, "b")]


def test_several_values_behind_a_name_without_tabulators():
    (row,) = split_rows("东村 2023-05-01 李强", 2)
    assert (row.name, row.values) == ("东村", ["2023-05-01", "李强"])


def test_what_a_spreadsheet_shows_is_read_as_the_number_it_means():
    read = [parse_count(row.values[0]) for row in split_rows("a\t１，２００\nb\t1.2万\nc\t1 200", 1)]
    assert read == [1_200, 12_000, 1_200]


def test_too_long_a_text_is_refused_with_a_sentence():
    for language, end in ((CHINESE, "。"), (ENGLISH, ".")):
        with use_language(language), pytest.raises(ParseError) as refusal:
            list(split_rows("a" * (MAX_LENGTH + 1), 1))
        assert str(refusal.value).endswith(end)
