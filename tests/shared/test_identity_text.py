"""Identity numbers in what people type: recognised in every form, taken out of what is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.identity_text import contains_identity_number, find_candidates, redact, redact_query, to_half_width

RESIDENT = "990102198005120110"
TYPED = {
    RESIDENT: RESIDENT,
    "９９０１０２ 1980-0512 0110": RESIDENT,
    "990102.1980.0512.0110": RESIDENT,
    "王秀英990102198005120110": RESIDENT,
    "身份证号：990102–19800512–0110（王秀英）": RESIDENT,
    "id 990102198005120110 wang": RESIDENT,
    "990102\u200b198005\u00ad120110": RESIDENT,
    "٩٩٠١٠٢١٩٨٠٠٥١٢٠١١٠": RESIDENT,
    "99010219800512011x": "99010219800512011X",
    "990102800512011": RESIDENT,  # 15 digits, as until 1999
    "H12345678": "H12345678",
    "h1234567801": "H12345678",
    "M 1234 5678": "M12345678",
    "12345678": "12345678",
    "USA110090010112": "USA110090010112",
    "usa 1100 9001 0112": "USA110090010112",
    "830000199001010017": "830000199001010017",
    "护照 E12345678": "E12345678",
    "C01X00T47": "C01X00T47",
}
NONE = ("", "王秀英", "昆山市 玉山镇", "#12", "2023", "123号5栋", "A1", "Dibao", "李·买买提")


@pytest.mark.parametrize(("text", "number"), TYPED.items())
def test_a_number_of_any_kind_is_recognised_however_it_is_typed(text: str, number: str):
    assert contains_identity_number(text)
    assert number in find_candidates(text)
    left = to_half_width(redact(text))
    assert not contains_identity_number(left)
    assert sum(c.isdigit() for c in left) == 0


@pytest.mark.parametrize("text", NONE)
def test_names_and_places_are_none(text: str):
    assert not contains_identity_number(text)
    assert redact(text) == text


def test_the_name_beside_a_number_stays():
    assert redact("王秀英 990102-19800512-0110") == "王秀英 …"


def test_a_query_keeps_what_is_no_number():
    query = "state=open&issued_on_from=2023-12-31&month=2023-12&person_id=65791&region_code=320583&page_size=50"
    assert redact_query(query) == query
    assert redact_query(f"{query}&q={RESIDENT}&visitor={RESIDENT}") == f"{query}&q=%E2%80%A6&visitor=%E2%80%A6"
    for name in ("q", "id", "region_code", "after", "any"):
        assert RESIDENT[6:14] not in redact_query(f"{name}=%20{RESIDENT}")


@given(st.text(max_size=60))
def test_what_is_left_holds_no_number(text: str):
    assert not contains_identity_number(redact(text))


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.text("- \t.–  ", max_size=2), st.text(max_size=5)
)
def test_a_number_is_found_whatever_stands_around_it(before: str, gap: str, after: str):
    text = f"{before} {RESIDENT[:6]}{gap}{RESIDENT[6:]} {after}"
    assert contains_identity_number(text)
    assert RESIDENT not in to_half_width(redact(text))


def test_a_long_text_costs_no_time():
    for text in ("1-" * 20_000, "A" * 40_000, "1 A" * 20_000, "A1" * 20_000):
        redact(text)
        find_candidates(text)
