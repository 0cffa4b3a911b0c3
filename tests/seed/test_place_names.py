"""English names of regions: there for all, by the rules for place names, with a checked list of exceptions."""

from __future__ import annotations

import re

import pytest

from seed import place_names
from seed.place_names import MAX_LENGTH, romanise
from seed.reference_rows import read_csv

ROWS = read_csv("regions") + read_csv("villages")
KINDS = {"市辖区": "District", "县": "County", "县级市": "City", "街道": "Subdistrict", "镇": "Town", "乡": "Township"}
WORD = re.compile(r"[A-Za-zü]+('[a-zü]+)*'?s?|[(\[]?[A-Z][A-Za-zü'-]*[)\]]?|No\.|[0-9]+")


def test_every_region_has_an_english_name() -> None:
    assert [row["code"] for row in ROWS if not row["name_en"] or len(row["name_en"]) > MAX_LENGTH] == []
    assert [row["name_en"] for row in ROWS if not all(map(WORD.fullmatch, row["name_en"].split()))] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_word_says_what_the_place_is(kind: str) -> None:
    rows = [row for row in ROWS if row["kind"] == kind and row["name"].endswith(kind[-1]) and row["code"][6:] != "400"]
    assert rows
    assert [row["name_en"] for row in rows if not row["name_en"].endswith(f" {KINDS[kind]}")] == []


def test_villages_and_communities_are_told_apart() -> None:
    committees = {"村委会": "Village", "社区居委会": "Community"}
    wrong = [
        row["name_en"]
        for row in ROWS
        for committee, word in committees.items()
        if row["name"].endswith(committee) and word not in row["name_en"].split()
    ]
    assert wrong == []


def test_the_files_hold_what_the_rules_make() -> None:
    rows = [row for row in ROWS if row["level"] in {"county", "township"}] + read_csv("villages")[::9]
    assert [row["code"] for row in rows if row["name_en"] != romanise(row["name"], row["code"])] == []


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("320322", "沛县", "Peixian County"),
        ("320803", "淮安区", "Huai'an District"),
        ("320116", "六合区", "Luhe District"),
        ("321183", "句容市", "Jurong City"),
        ("320903", "盐都区", "Yandu District"),
        ("320505400", "浒墅关经开区（镇）", "Xushuguan Economic Development Zone (Town)"),
        ("320506", "吴中区", "Wuzhong District"),
        ("320506101", "甪直镇", "Luzhi Town"),
        ("320312113", "单集镇", "Shanji Town"),
        ("320925104", "颜单镇", "Yandan Town"),
        ("320681111", "吕四港镇", "Lüsigang Town"),
        ("320281001001", "华西二村村委会", "Huaxi'ercun Village"),
        ("320281001002", "广南村村委会", "Guangnan Village"),
        ("320281001003", "朱村村委会", "Zhucun Village"),
        ("320102001001", "朝阳新村第一社区居委会", "Chaoyang Xincun No. 1 Community"),
        ("320623100", "如东县经济开发区", "Rudong Economic Development Zone"),
        ("321324401", "洪泽湖农场", "Hongzehu Farm"),
    ],
)
def test_names_are_romanised_by_the_rules_for_place_names(code: str, name: str, expected: str) -> None:
    assert romanise(name, code) == expected


def test_each_exception_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that changes no name of the province stands there for nothing."""
    exceptions = place_names._load_exceptions()
    for exception in exceptions:
        rows = [row for row in ROWS if exception[0] in row["name"] and row["code"].startswith(exception[1])]
        others = [other for other in exceptions if other != exception]
        with monkeypatch.context() as patched:
            patched.setattr(place_names, "_load_exceptions", lambda kept=others: kept)
            assert any(row["name_en"] != romanise(row["name"], row["code"]) for row in rows), exception
