"""Every row of docs/parsing.md is true."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from shared import parsing
from shared.locale import CHINESE, ENGLISH, use_language
from shared.parsing import ParseError, RegionDirectory, RegionName
from tests.conventions.repository import ROOT

SIGNS = {"␣": " ", "␉": "\t", "□": "\u3000", "⌂": "\ufeff"}
HEADING = re.compile(r"## .*: `(\w+)`")
ROW = re.compile(r"\| `(.+?)` \| (.+) \|")
PROVINCE = RegionName("320000", "江苏省", "Jiangsu")
CHOICES = (
    RegionName("320100", "南京市", "Nanjing"),
    RegionName("320106", "鼓楼区", "Gulou"),
    RegionName("320500", "苏州市", "Suzhou"),
    RegionName("320583", "昆山市", "Kunshan City"),
    RegionName("320583100", "玉山镇"),
    RegionName("320583100001", "东村村委会"),
    RegionName("320583100002", "新城社区居民委员会"),
)
DIRECTORY = RegionDirectory(CHOICES, [PROVINCE])


def examples() -> Iterator[tuple[str, str, str | None]]:
    """Parser, text and the value; None for a text that is refused."""
    parser, is_refused = "", False
    for line in (ROOT / "docs/parsing.md").read_text("utf-8").splitlines():
        if heading := HEADING.fullmatch(line):
            parser = heading[1]
        elif line.startswith(("| written", "| refused")):
            is_refused = line.startswith("| refused")
        elif row := ROW.fullmatch(line):
            text = "".join(SIGNS.get(char, char) for char in row[1])
            yield parser, text, None if is_refused else row[2].strip("`")


EXAMPLES = list(examples())


def parser_of(name: str) -> Callable[[str], object]:
    if name == "parse_region":
        return lambda text: parsing.parse_region(text, DIRECTORY)
    return getattr(parsing, name)


def test_every_parser_has_both_tables():
    parsers = {name for name in parsing.__all__ if name.startswith("parse_")}
    for is_refused in (True, False):
        assert {name for name, _text, value in EXAMPLES if (value is None) == is_refused} == parsers
    assert len(EXAMPLES) > 100


@pytest.mark.parametrize(("name", "text", "value"), [one for one in EXAMPLES if one[2] is not None])
def test_what_is_normalised(name, text, value):
    assert str(parser_of(name)(text)) == value


@pytest.mark.parametrize(("name", "text"), [one[:2] for one in EXAMPLES if one[2] is None])
def test_what_is_refused(name, text):
    for language in (CHINESE, ENGLISH):
        with use_language(language), pytest.raises(ParseError) as refusal:
            parser_of(name)(text)
        assert str(refusal.value).endswith("." if language == ENGLISH else "。")


def test_an_ambiguous_name_is_said_with_the_choices():
    both = RegionDirectory([*CHOICES, RegionName("320302", "鼓楼区")], [PROVINCE, RegionName("320300", "徐州市")])
    with use_language(ENGLISH), pytest.raises(ParseError) as refusal:
        parsing.parse_region("鼓楼", both)
    assert str(refusal.value) == (
        "Several regions match: 江苏省 南京市 鼓楼区 320106; 江苏省 徐州市 鼓楼区 320302. "
        "Enter the code, or the name with that of the region above it."
    )
    assert parsing.parse_region("徐州鼓楼", both) == "320302"


def test_a_whole_name_goes_before_a_shortened_one():
    named_alike = RegionDirectory([RegionName("320102", "玄武"), RegionName("320104", "玄武区")])
    assert parsing.parse_region("玄武", named_alike) == "320102"
    assert parsing.parse_region("玄武区", named_alike) == "320104"
