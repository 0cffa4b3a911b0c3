"""English names of regions: pinyin by the rules for place names, and the word for what the place is.

The rules (汉语拼音正词法基本规则 GB/T 16159; 中国地名汉语拼音字母拼写规则): the proper part is one word with a
capital, syllables that begin with a, o or e get an apostrophe, ü keeps its dots; a proper part of one syllable keeps
what it is (沛县: Peixian County). `python -m seed.place_names` writes the names into the reference files; run it after
a change of their rows or of the two lists it reads (`place_name_readings.csv`, `place_name_words.csv`).
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any

from pypinyin import lazy_pinyin

from .reference_rows import FOLDER, read_csv

MAX_LENGTH = 80
NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)}
NUMBERED = re.compile("第([一二三四五六七八九十]+)|([一二三四五六七八九十]+)号")
BRACKETED = re.compile("[（(](.*?)[）)]")
WORDS_AFTER_ONE_SYLLABLE = {"County", "Town", "Township", "Village"}
MERGED = "含"  # "（含…村委）" only says which village went into the community


def romanise(name: str, code: str) -> str:
    """The English name of a region; `code` places the readings that differ by county."""
    if name in _load_endings("whole"):
        return _load_endings("whole")[name]
    start = next((start for start in _load_endings("start") if name.startswith(start) and name != start), "")
    after_start = name.removeprefix(start)
    unbracketed = after_start if "（居）" in after_start else BRACKETED.sub("", after_start)
    words = [_load_endings("start")[start]] if start else []
    words += _romanise_name(unbracketed, code) if unbracketed else []
    for bracketed in BRACKETED.findall(after_start) if unbracketed != after_start else ():
        if not bracketed.startswith(MERGED):
            words.append(f"({romanise(bracketed, code)})")
    return " ".join(words)


def _romanise_name(name: str, code: str) -> list[str]:
    proper, words = _split(name, code)
    if len(proper) == 1 and words[:1] and words[0] in WORDS_AFTER_ONE_SYLLABLE:
        proper = name[:2]
    return [*_romanise_proper_part(proper, code), *words]


def _split(name: str, code: str) -> tuple[str, list[str]]:
    """The proper part, and in English what the place is: its committee or office, and what that stands for."""
    for ending in _load_endings("county") if len(code) == 6 else ():
        if name.endswith(ending) and _is_ending_of_kind(name, ending, "county"):
            return name.removesuffix(ending), [_load_endings("county")[ending]]
    words: list[str] = []
    for place in ("end", "zone"):
        ending = next((e for e in _load_endings(place) if name.endswith(e) and _is_ending_of_kind(name, e, place)), "")
        if ending:
            name, words = name.removesuffix(ending), [_load_endings(place)[ending], *words]
    is_doubled = words[:1] == ["Village"] and len(name) > 2 and name[-1] == "村" and name[-2] not in NUMERALS
    return name[:-1] if is_doubled else name, words


def _is_ending_of_kind(name: str, ending: str, place: str) -> bool:
    """Whether an ending is what the place is; alone it can only be a zone, and 工业园区 is no 区."""
    if place == "county":
        return not any(name.endswith(zone) for zone in _load_endings("zone") if len(zone) > 1)
    return place == "zone" or name != ending


def _romanise_proper_part(text: str, code: str) -> list[str]:
    """The words of a proper part: the cities or counties it is named after, the rest, its number."""
    words: list[str] = []
    for place, stem in _list_namesakes(below_county=len(code) > 6):
        if text.startswith(place) and _stands_alone(text.removeprefix(place), is_whole=place == stem):
            words.append(_romanise_word(stem, code))
            text = text.removeprefix(place)
    before, number, after = _numbered(text)
    inside = next((e for e in _load_endings("inside") if before.endswith(e) and before != e), "")
    if proper := before.removesuffix(inside):
        words.append(_romanise_word(proper, code))
    words += [_load_endings("inside")[inside]] if inside else []
    return words + ([number] if number else []) + ([_romanise_word(after, code)] if after else [])


def _stands_alone(rest: str, *, is_whole: bool) -> bool:
    """Whether a place before `rest` is a word of its own: 洪泽湖 is a lake's name, 如东县 before a farm is a county."""
    return len(rest) > 1 or (not rest and not is_whole)


def _numbered(text: str) -> tuple[str, str, str]:
    """What stands before, the number, what stands behind: 朝阳新村第一 is Chaoyang Xincun No. 1."""
    if text in NUMERALS:
        return "", f"No. {NUMERALS[text]}", ""
    match = NUMBERED.search(text)
    if match is None:
        return text, "", ""
    return text[: match.start()], f"No. {_number(match[1] or match[2])}", text[match.end() :]


def _number(text: str) -> int:
    tens, _, units = text.rpartition("十")
    if "十" not in text:
        return NUMERALS[text]
    return 10 * (NUMERALS[tens] if tens else 1) + (NUMERALS[units] if units else 0)


def _romanise_word(text: str, code: str) -> str:
    """Chinese characters as one word of pinyin; Latin letters and digits stay."""
    word = ""
    for syllable in _list_syllables(text, code):
        word += "'" + syllable if word and syllable[0] in "aoe" else syllable
    return word[:1].upper() + word[1:]


def _list_syllables(text: str, code: str) -> list[str]:
    """The reading of each character: by the list of exceptions, else by the dictionary of pypinyin."""
    one_by_one: Any = list  # what has no reading stays, one by one, so that readings and characters keep in step
    readings = list(lazy_pinyin(text, v_to_u=True, errors=one_by_one))
    for exception, prefix, reading in _load_exceptions():
        start = text.find(exception) if code.startswith(prefix) else -1
        while start >= 0:
            readings[start : start + len(exception)] = reading.split()
            start = text.find(exception, start + 1)
    return readings


@cache
def _load_exceptions() -> list[tuple[str, str, str]]:
    """The general ones first, so that a longer text or a nearer place has the last word."""
    rows = [(row["text"], row["region_prefix"], row["reading"]) for row in read_csv("place_name_readings")]
    return sorted(rows, key=lambda row: (len(row[0]), len(row[1])))


@cache
def _load_endings(place: str) -> dict[str, str]:
    """Endings and their English, the longest first."""
    rows = [row for row in read_csv("place_name_words") if row["place"] == place]
    return {row["ending"]: row["english"] for row in sorted(rows, key=lambda row: -len(row["ending"]))}


@cache
def _list_namesakes(*, below_county: bool) -> list[tuple[str, str]]:
    """What a proper part may begin with and its bare name: province, cities, counties, the long before the short.

    A county may still be called by an earlier kind: 高淳县 is a district now.
    """
    levels = ("province", "city", "county") if below_county else ("province", "city")
    names: list[tuple[str, str]] = []
    for level in levels:
        rows = [row for row in read_csv("regions") if row["level"] == level and row["is_zone"] == "0"]
        stems = {row["name"][:-1] for row in rows if len(row["name"]) > 2}
        kinds = ("省",) if level == "province" else ("市", "县", "区")
        pairs = {(stem + kind, stem) for stem in stems for kind in (*kinds, "")}
        names += sorted(pairs, key=lambda pair: (-len(pair[0]), pair))
    return names


def main() -> None:
    """Write the English names of all regions that have none of their own into the reference files."""
    for name in ("regions", "villages"):
        _write(FOLDER / f"{name}.csv", read_csv(name))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    for row in rows:
        if row["level"] not in {"province", "city"}:
            row["name_en"] = romanise(row["name"], row["code"])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
