"""Bytes of a CSV file: readable by machines, harmless in spreadsheets."""

from __future__ import annotations

import csv
import io
import sys
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.interchange.csv_writer import BOM, csv_chunks, neutralise_formula

DANGEROUS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "\nx", "  =1+1", "\u3000=1", "＝1+1", "＋1", "－1", "＠x"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_would_be_a_formula_is_neutralised(text):
    assert neutralise_formula(text) == f"'{text}"


def test_nothing_invisible_hides_a_formula():
    kinds = {"Cf", "Cc", "Zs", "Zl", "Zp"}
    unseen = [chr(code) for code in range(1, sys.maxunicode + 1) if unicodedata.category(chr(code)) in kinds]
    assert [f"U+{ord(c):04X}" for c in unseen if not neutralise_formula(f"{c}=1+1").startswith("'")] == []
    assert neutralise_formula("\u200e\u202e\xad\u2066\u061c\ufe0f＝1") == "'\u200e\u202e\xad\u2066\u061c\ufe0f＝1"


@pytest.mark.parametrize("text", ["张三", "a=b", "3-1", "", "'quoted"])
def test_other_text_stays(text):
    assert neutralise_formula(text) == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-5, "-5"),
        (Decimal("-0.5"), "-0.5"),
        (Decimal(67000), "67000"),
        (Decimal(100) / 3, "33.333333"),
        (None, ""),
        (True, "1"),
        (date(2023, 12, 31), "2023-12-31"),
        (datetime(2023, 12, 31, 1, 2, 3, 4, UTC), "2023-12-31T01:02:03+00:00"),
    ],
)
def test_numbers_and_dates_stay_what_they_are(value, written):
    assert neutralise_formula(value) == written


@given(
    st.lists(st.tuples(st.text(st.characters(blacklist_categories=["Cs"]), max_size=20), st.integers()), max_size=30)
)
def test_what_is_written_can_be_read_back(rows):
    data = b"".join(csv_chunks(("text", "number"), rows))
    assert data.startswith(BOM)
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert read == [["text", "number"], *([neutralise_formula(text), str(number)] for text, number in rows)]


def test_lines_end_with_carriage_return_and_line_feed():
    assert b"".join(csv_chunks(("a", "b"), [(1, "x,y")])) == BOM + b'a,b\r\n1,"x,y"\r\n'


def test_long_files_come_in_pieces():
    pieces = list(csv_chunks(("n",), ((n,) for n in range(100_000))))
    assert len(pieces) > 5
    assert max(map(len, pieces)) < 100_000
