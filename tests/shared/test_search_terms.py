"""Terms of names and addresses: every part, all likely readings, initials; and that the file of readings is made so."""

from __future__ import annotations

import pytest

from seed.character_readings import PATH, read_syllables
from shared.search_terms import MAX_TERM_LENGTH, address_terms, fold, name_terms

SURNAMES = (
    "单shan 仇qiu 曾zeng 区ou 解xie 查zha 翟zhai 朴piao 盖ge 缪miao 尉yu 任ren 华hua 乐yue 员yun 召shao 覃qin 冼xian "
    "纪ji 逄pang 宓fu 晟sheng 洗xian 秘bi 都du 会kuai 欧ou 葛ge"
)


def test_the_file_of_readings_is_what_its_maker_writes():
    lines = (f"{syllable} {characters}\n" for syllable, characters in read_syllables().items())
    assert PATH.read_text("utf-8") == "".join(lines)


def test_a_name_is_found_by_each_part_in_characters_pinyin_and_initials():
    assert name_terms("王秀英") == {"王秀英", "秀英", "英", "wangxiuying", "xiuying", "ying", "wxy", "xy", "wangxy"}


@pytest.mark.parametrize("entry", SURNAMES.split())
def test_surnames_are_read_as_surnames(entry: str):
    surname, reading = entry[0], entry[1:]
    assert {f"{reading}wei", f"{reading[0]}w"} <= name_terms(f"{surname}伟")


@pytest.mark.parametrize("reading", ["dan", "shan"])
def test_all_likely_readings_count(reading: str):
    assert any(term.startswith(f"{reading}wei") for term in name_terms("单伟"))


def test_an_unlikely_reading_does_not():
    assert not any(term.startswith("yu") for term in name_terms("王芳"))


def test_umlauts_are_typed_as_v_or_u():
    assert {"lvfang", "lufang", "lf"} <= name_terms("吕芳")


def test_names_of_several_parts_and_names_in_letters():
    assert {"买买提", "maimaiti", "mmt", "阿卜杜拉买买提"} <= name_terms("阿卜杜拉·买买提")
    assert name_terms("Jürgen O'Neil-Smith") == {"jvrgenoneilsmith", "oneilsmith", "neilsmith", "smith"}


def test_a_character_without_a_known_reading_leaves_the_rest():
    assert name_terms("王\U00020000英") == {"王\U00020000英", "\U00020000英", "英", "ying"}


def test_terms_are_never_longer_than_their_column():
    terms = name_terms("阿不都热合曼买买提伊明" * 3) | address_terms("江苏省苏州市昆山市玉山镇" * 5)
    assert max(map(len, terms)) == MAX_TERM_LENGTH


def test_an_address_is_found_by_each_part_without_digits():
    assert address_terms("双塘村3组45号A座") == {"双塘村", "塘村", "村", "组", "号a座", "a座", "座"}


def test_what_is_typed_takes_the_form_of_the_terms():
    assert fold("ＷＡＮＧ ｘ１ Lǚ") == "wang x1 lv"
