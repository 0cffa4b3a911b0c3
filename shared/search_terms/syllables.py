"""How characters are read: pinyin without tones, all readings that are likely in a name.

`character_readings.txt` has a line a syllable with the characters that are read so; it is made by
`python -m seed.character_readings`.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path


def readings_of(character: str) -> tuple[str, ...]:
    """The syllables a character may stand for; none for a letter, or a character whose reading is not known.

    `lv` and `nv` are also found by who types `lu` and `nu`.
    """
    return _load().get(character, ())


@cache
def _load() -> dict[str, tuple[str, ...]]:
    syllables: dict[str, list[str]] = defaultdict(list)
    for line in Path(__file__).with_name("character_readings.txt").read_text("utf-8").splitlines():
        syllable, characters = line.split()
        for character in characters:
            syllables[character] += [syllable, syllable.replace("v", "u")] if "v" in syllable else [syllable]
    return {character: tuple(dict.fromkeys(found)) for character, found in syllables.items()}
