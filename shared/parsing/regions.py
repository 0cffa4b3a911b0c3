"""Regions by code or by name, inside those that somebody may choose. A name that fits several is never guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from shared.errors import name_with_code
from shared.locale import _
from shared.models.region import path_of
from shared.patterns import REGION_CODE

from .parse_error import AmbiguousRegionError, ParseError
from .plain_text import to_plain_text

NAMED_CODE = re.compile(rf"(.*?)[ (]*(?<![0-9])({REGION_CODE.pattern})\)?")
SEPARATORS = re.compile(r"[ /\\>|·,、-]")
MAX_CHOICES = 5
COMMITTEES = (  # how the office of a division is called, and the division
    ("社区居民委员会", "社区"),
    ("社区居委会", "社区"),
    ("居民委员会", "社区"),
    ("居委会", "社区"),
    ("村民委员会", "村"),
    ("村委会", "村"),
    ("街道办事处", "街道"),
)
KINDS = ("街道", "社区", "省", "市", "县", "区", "镇", "乡", "村")
KINDS_IN_ENGLISH = ("province", "city", "county", "subdistrict", "district", "town", "township", "village", "community")
MIN_SHORT_NAME = 2
EXACT, OFFICE, SHORT = range(3)
"""How near a spelling is to the name: the name itself, its division, the name without the kind of division."""


class RegionName(NamedTuple):
    """What a region is called."""

    code: str
    name: str
    name_en: str = ""


class RegionDirectory:
    """The regions somebody may choose, found by any spelling of their names. Made once for many look-ups."""

    def __init__(self, choices: Iterable[RegionName], upper_regions: Iterable[RegionName] = ()) -> None:
        """`upper_regions`: those that only stand in the written path of a choice."""
        names = list(choices)
        self.names = {region.code: region for region in (*upper_regions, *names)}
        self.codes = frozenset(region.code for region in names)
        self._by_spelling: dict[str, dict[str, int]] = defaultdict(dict)
        for region in names:
            for spelling, distance in _spellings(region).items():
                self._by_spelling[spelling][region.code] = distance

    def find(self, spelling: str) -> list[str]:
        """Codes of the choices that a name may mean, perhaps behind names of regions above; the nearest spelling."""
        ranks: dict[str, int] = {}
        for start in range(len(spelling)):
            for tail, further in _tails(spelling[start:]).items():
                for code, distance in self._by_spelling.get(tail, {}).items():
                    if self._is_above(spelling[:start], code):
                        ranks[code] = min(distance + further, ranks.get(code, SHORT * 2))
        nearest = min(ranks.values(), default=0)
        return sorted(code for code, distance in ranks.items() if distance == nearest)

    def path(self, code: str) -> str:
        """The names from the province down to the region."""
        return " ".join(self.names[one].name for one in path_of(code) if one in self.names)

    def _is_above(self, typed: str, code: str) -> bool:
        """Whether a text consists of names of regions above `code`, the wider ones first."""
        if not typed:
            return True
        return any(
            typed.endswith(spelling) and self._is_above(typed.removesuffix(spelling), ancestor)
            for ancestor in path_of(code)[:-1]
            if ancestor in self.names
            for spelling in _spellings(self.names[ancestor])
        )


def parse_region(text: str, directory: RegionDirectory) -> str:
    """The code of the region that a text names, by its code, its name, or both."""
    region_text = to_plain_text(text)
    match = NAMED_CODE.fullmatch(region_text)
    name, code = (match[1], _short_code(match[2])) if match else (region_text, "")
    spelling = SEPARATORS.sub("", name).casefold()
    candidates = [code] if code and not spelling else directory.find(spelling)
    if code:
        candidates = [code] if code in directory.codes and code in candidates else []
    if not candidates:
        raise ParseError(_nothing_found(directory, code, spelling))
    if len(candidates) > 1:
        raise AmbiguousRegionError(_several_found(directory, candidates))
    return candidates[0]


def _nothing_found(directory: RegionDirectory, code: str, spelling: str) -> str:
    if code in directory.codes and spelling:
        template = _("The name and the code do not match: {code} is {name}.")
        return template.format(code=code, name=directory.path(code))
    return _("This is not one of your regions: enter a name or a code of 6, 9 or 12 digits.")


def _several_found(directory: RegionDirectory, candidates: list[str]) -> str:
    choices = [name_with_code(directory.path(code), code) for code in candidates[:MAX_CHOICES]]
    more = [] if len(candidates) <= MAX_CHOICES else ["…"]
    template = _("Several regions match: {choices}. Enter the code, or the name with that of the region above it.")
    return template.format(choices=_("; ").join([*choices, *more]))


def _short_code(code: str) -> str:
    """The code as it is kept: statistical offices fill codes of counties and townships up with zeros."""
    while len(code) > 6 and code.endswith("000"):
        code = code[:-3]
    return code


def _spellings(region: RegionName) -> Mapping[str, int]:
    """Every spelling of a name, with how near it is to the name."""
    name = SEPARATORS.sub("", to_plain_text(region.name)).casefold()
    english = SEPARATORS.sub("", region.name_en).casefold()
    office = _division(name)
    short_forms = {_without_kind(office, KINDS): SHORT, _without_kind(english, KINDS_IN_ENGLISH): SHORT}
    ranks = short_forms | {office: OFFICE, english: EXACT, name: EXACT}
    return {spelling: distance for spelling, distance in ranks.items() if spelling}


def _tails(spelling: str) -> Mapping[str, int]:
    return {_division(spelling): OFFICE} | {spelling: EXACT}


def _division(name: str) -> str:
    """The division behind the name of its office: 东村村民委员会 is 东村."""
    for office, division in COMMITTEES:
        if name.endswith(office):
            return name.removesuffix(office) + division
    return name


def _without_kind(name: str, kinds: Iterable[str]) -> str:
    kind = next((kind for kind in kinds if name.endswith(kind)), "")
    stem = name.removesuffix(kind)
    return stem if len(stem) >= MIN_SHORT_NAME else ""
