"""Which readings a character has in a name, so that people are found by pinyin.

A character has its first reading in the dictionary of pypinyin, each further one that a fair part of the dictionary's
phrases uses, and the readings it takes as a surname. `python -m seed.character_readings` writes them
into `shared/search_terms/character_readings.txt`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import shared.search_terms

PATH = Path(shared.search_terms.__file__).with_name("character_readings.txt")
BLOCKS = (range(0x3007, 0x3008), range(0x3400, 0x4DC0), range(0x4E00, 0xA000))  # 〇, extension A, the common characters
MIN_PHRASES, MIN_SHARE = 2, 0.05  # of the phrases with a character, for a reading that is likely in a given name
SURNAMES = (  # what a surname is read as, where a dictionary of words says otherwise; general knowledge, unconfirmed
    "bi:秘 bo:薄柏 bu:卜 chi:郗 chong:种 du:都 fu:宓 ge:葛盖 gou:句缑 gui:炅 he:黑 hua:华 ji:纪祭 ju:鞠车 kuai:会 "
    "kui:隗 le:乐 miao:缪 na:那 nai:佴能 ning:甯 nie:乜 ou:区欧 pang:逄 piao:朴 po:繁 pu:濮卜 qi:亓 qin:覃 qiu:仇 "
    "ren:任 shan:单 shao:召 she:折佘 shen:莘 sheng:晟盛 su:宿 sui:眭 tan:覃谈 wei:隗尉韦 xi:郗洗 xian:冼洗 xie:解 "
    "xin:莘 xing:邢 xue:薛 xun:郇荀 ye:叶 ying:应 yu:尉於 yuan:员 yue:乐 yun:员 ze:笮 zeng:曾 zha:查 zhai:翟祭 "
    "zhan:占 zhang:长"
)


def read_syllables() -> dict[str, str]:
    """Syllable without tone → characters that may be read so, both in order."""
    characters: dict[str, set[str]] = defaultdict(set)
    for character, syllable in [*_likely_readings(), *_surname_readings()]:
        characters[syllable].add(character)
    return {syllable: "".join(sorted(characters[syllable])) for syllable in sorted(characters)}


def _surname_readings() -> Iterator[tuple[str, str]]:
    for entry in SURNAMES.split():
        syllable, _colon, characters = entry.partition(":")
        yield from ((character, syllable) for character in characters)


def _likely_readings() -> Iterator[tuple[str, str]]:
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 - only who writes the file has it

    counts = _count_in_phrases()
    for code in (code for block in BLOCKS for code in block if code in pinyin_dict):
        character, readings = chr(code), list(dict.fromkeys(map(_without_tone, pinyin_dict[code].split(","))))
        least = max(MIN_PHRASES, MIN_SHARE * counts[character].total())
        likely = [reading for reading in readings[1:] if counts[character][reading] >= least]
        yield from ((character, reading) for reading in [readings[0], *likely])


def _count_in_phrases() -> dict[str, Counter[str]]:
    """How many phrases read a character in which way."""
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415

    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in phrases_dict.items():
        for character, reading in zip(phrase, readings, strict=False):
            counts[character][_without_tone(reading[0])] += 1
    return counts


def _without_tone(reading: str) -> str:
    """`lǚ` → `lv`, as it is typed."""
    decomposed = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in decomposed if letter.isascii())


def main() -> None:
    """Write the file, a syllable a line."""
    lines = (f"{syllable} {characters}\n" for syllable, characters in read_syllables().items())
    PATH.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
