"""What holds for all values and all texts."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.locale import use_language
from shared.parsing import (
    ParseError,
    RegionDirectory,
    RegionName,
    format_boolean,
    format_count,
    format_date,
    format_month,
    format_yuan,
    is_telephone,
    parse_boolean,
    parse_count,
    parse_date,
    parse_identity_number,
    parse_month,
    parse_region,
    parse_telephone,
    parse_yuan,
    to_plain_text,
)

LARGEST = 10**15 - 1
DIRECTORY = RegionDirectory([RegionName("320583", "昆山市", "Kunshan"), RegionName("320583100", "玉山镇")])
PARSERS = {
    "date": parse_date,
    "month": parse_month,
    "yuan": parse_yuan,
    "count": parse_count,
    "boolean": parse_boolean,
    "identity_number": parse_identity_number,
    "telephone": parse_telephone,
    "region": lambda text: parse_region(text, DIRECTORY),
}
FOREIGN_DIGITS = [chr(n) for n in range(128, 0x20000) if chr(n).isdigit() and not "０" <= chr(n) <= "９"]
LIKELY = st.text(
    st.sampled_from("0123456789０１９٣²⑤½年月日号份-－–/.．,，、 　\t\n\0万元¥￥+eE_Xx昆山市玉镇是否()（）")
)
FULL_WIDTH = {n: n + 0xFEE0 for n in range(0x21, 0x7F)} | {0x20: 0x3000}


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_formatted_day_is_read_again(day):
    assert parse_date(format_date(day)) == day
    assert parse_date(f"{day.year:04}年{day.month}月{day.day}日") == day


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_a_formatted_month_is_read_again(day):
    month = f"{day:%Y-%m}"
    assert parse_month(format_month(month)) == month


@given(st.integers(-LARGEST, LARGEST))
def test_a_formatted_amount_is_read_again(fen):
    assert parse_yuan(format_yuan(fen), allow_negative=True) == fen
    assert parse_yuan(format_yuan(fen).replace(",", ""), allow_negative=True) == fen
    assert parse_yuan(format_yuan(fen).translate(FULL_WIDTH), allow_negative=True) == fen


@given(st.integers(-LARGEST, LARGEST))
def test_a_formatted_number_is_read_again(value):
    assert parse_count(format_count(value), allow_negative=True) == value
    assert parse_count(str(value).translate(FULL_WIDTH), allow_negative=True) == value


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_formatted_answer_is_read_again(value, language):
    with use_language(language):
        assert parse_boolean(format_boolean(value)) is value


@given(
    st.from_regex(
        r"1[3-9][0-9]{9}|0(10|2[0-9])-[2-8][0-9]{7}|0[3-9][0-9]{2}-[2-8][0-9]{6,7}(-[0-9]{1,5})?", fullmatch=True
    )
)
def test_a_stored_telephone_number_is_read_again(number):
    assert parse_telephone(number) == number
    assert parse_telephone(number.translate(FULL_WIDTH)) == number
    assert is_telephone(number)
    assert not is_telephone(f" {number}")


@given(st.one_of(st.text(), LIKELY))
@example("")
@example("\0")
@example("\ud800")
@example("9" * 5000)
@example("1," * 3000)
@example("昆山市" * 400)
def test_a_text_is_read_or_refused_with_a_sentence(text):
    for parse in PARSERS.values():
        assert outcome(parse, text) != ""


@pytest.mark.parametrize("digit", FOREIGN_DIGITS)
def test_digits_of_other_scripts_stand_for_nothing(digit):
    """`\\d`, `int` and `str.isdigit` take most of them."""
    texts = {
        "date": f"202{digit}-01-31",
        "month": f"2024-0{digit}",
        "yuan": f"12{digit}",
        "count": f"12{digit}",
        "boolean": digit,
        "region": f"32058{digit}",
        "telephone": f"1381234567{digit}",
    }
    for name, text in texts.items():
        with pytest.raises(ParseError):
            PARSERS[name](text)


@given(LIKELY)
def test_full_width_forms_say_the_same(text):
    for parse in PARSERS.values():
        assert outcome(parse, text) == outcome(parse, text.translate(FULL_WIDTH))


@given(st.text())
def test_plain_text_is_plain_at_once(text):
    plain = to_plain_text(text)
    assert to_plain_text(plain) == plain
    assert not any(unicodedata.category(char) == "Cf" for char in plain)


def outcome(parse, text):
    try:
        return parse(text)
    except ParseError as refusal:
        return str(refusal)
