"""Every message for people exists in both languages, and both say it with the same placeholders."""

import re
from collections import Counter
from functools import cache

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.conventions.repository import ROOT

PACKAGES = ("shared", "admin", "dashboard", "server", "seed")
KEYWORDS = {"_": None, "_l": None, "lazy": None}
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff”}] ?[,:;!?](?=[\u4e00-\u9fff“{ ]|$)")
PLACEHOLDER = re.compile(r"{(\w*)[^}]*}")


@cache
def message_ids(package: str) -> set[str]:
    found = extract_from_dir(
        str(ROOT / package), METHODS, keywords=KEYWORDS, options_map={"**.html": {"silent": "false"}}
    )
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


@cache
def catalogue(package: str) -> dict[str, str]:
    with (ROOT / "shared/locale/zh_CN" / f"{package}.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id and not m.fuzzy}


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    return {key: text for package in PACKAGES for key, text in catalogue(package).items()}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_message_has_a_chinese_text(package, chinese):
    assert sorted(m for m in message_ids(package) if not chinese.get(m)) == []


def test_a_message_stands_in_one_catalogue():
    """All are read as one, so a second text would hide the first."""
    found = Counter(key for package in PACKAGES for key in catalogue(package))
    assert [key for key, count in found.items() if count > 1] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_placeholders_agree(package):
    wrong = [
        m for m, text in catalogue(package).items() if set(PLACEHOLDER.findall(m)) != set(PLACEHOLDER.findall(text))
    ]
    assert wrong == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_message_is_left_over(package):
    everything = set().union(*(message_ids(p) for p in PACKAGES))
    assert sorted(set(catalogue(package)) - everything) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_chinese_has_full_width_signs(package):
    assert [text for text in catalogue(package).values() if HALF_WIDTH.search(text)] == []
