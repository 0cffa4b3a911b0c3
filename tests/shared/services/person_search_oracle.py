"""A search as a patient person does it: every person of the scope is looked at, word by word, without any index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shared.models import Household, HouseholdMember, Person

READINGS = {
    "王": ["wang"], "单": ["dan", "shan"], "曾": ["ceng", "zeng"], "吕": ["lv", "lu"], "伟": ["wei"], "秀": ["xiu"],
    "英": ["ying"], "芳": ["fang"], "阿": ["a", "e"], "依": ["yi"], "古": ["gu"], "丽": ["li"],
}  # fmt: skip


@dataclass(frozen=True)
class Registered:
    """A person with all that a search may look at."""

    person: Person
    families: list[tuple[Household, list[Person]]]

    @property
    def households(self) -> list[Household]:
        return [household for household, _heads in self.families]

    @property
    def heads(self) -> list[Person]:
        return [head for _household, heads in self.families for head in heads]


def everybody(engine: Engine, day: date) -> list[Registered]:
    """All persons in use, each with the households and heads of the day."""
    with Session(engine, expire_on_commit=False) as session:
        persons = {p.id: p for p in session.scalars(select(Person))}
        households = {h.id: h for h in session.scalars(select(Household))}
        members = [m for m in session.scalars(select(HouseholdMember)) if m.is_in_force(day)]
    found = []
    for person in persons.values():
        keys = [m.household_id for m in members if m.person_id == person.id]
        heads = {
            key: [persons[m.person_id] for m in members if m.household_id == key and m.relation == "head"]
            for key in keys
        }
        found.append(
            Registered(person, [(households[key], heads[key]) for key in keys if not households[key].retired_on])
        )
    return [one for one in found if one.person.retired_on is None]


def search(everyone: list[Registered], text: str, prefix: str) -> set[int]:
    """Keys of the persons inside `prefix` whom every word of the text fits."""
    here = [one for one in everyone if one.person.region_code.startswith(prefix)]
    words = text.split()
    return {
        one.person.id
        for one in here
        if words and all(fits(word, one, prefix, is_alone=len(words) == 1) for word in words)
    }


def fits(word: str, one: Registered, prefix: str, *, is_alone: bool) -> bool:
    person = one.person
    households = [h for h in one.households if h.region_code.startswith(prefix)]
    heads = [p for p in one.heads if p.region_code.startswith(prefix) and p.retired_on is None]
    if any(c.isdigit() for c in word):
        day = re.sub(r"[-./年月日]", "", word)
        is_day = len(day) == 8 and f"{person.born_on:%Y%m%d}" == day
        is_month = len(day) == 6 and day != word and f"{person.born_on:%Y%m}" == day
        is_year = len(day) == 4 and not is_alone and f"{person.born_on:%Y}" == day
        is_tail = len(word) == 4 and person.identity_masked[-4:] == word
        is_number = (len(word) >= 6 or word[0] == "H") and any(h.number.startswith(word.upper()) for h in households)
        is_address = not word.isascii() and any(word in h.address for h in households)
        return is_day or is_month or is_year or is_tail or is_number or is_address
    return (
        is_named(person.name, word)
        or any(is_named(head.name, word) for head in heads)
        or (not word.isascii() and any(word in h.address for h in households))
    )


def is_named(name: str, word: str) -> bool:
    """Whether the word stands in the name, or begins the pinyin or the initials of a part of it."""
    letters = name.replace("·", "").replace(" ", "").lower()
    if word.lower().replace("·", "") in letters and not letters.isascii():
        return True
    if letters.isascii():
        words = name.lower().split()
        return any("".join(words[start:]).startswith(word.lower()) for start in range(len(words)))
    return any(
        spelled.startswith(word.lower()) for start in range(len(letters)) for spelled in spellings(letters[start:])
    )


def spellings(part: str) -> Iterator[str]:
    """Pinyin and initials of a part of a name, with each reading of each character."""
    for pinyin, initials in whole_spellings(part):
        yield from (pinyin, initials)


def whole_spellings(part: str) -> list[tuple[str, str]]:
    """(pinyin, initials) of a part of a name."""
    written = [("", "")]
    for character in part:
        written = [(p + r, i + r[0]) for p, i in written for r in READINGS[character]]
    return written
