"""Identity numbers inside a text that somebody typed: recognised, taken out of what is kept, listed to look them up.

A text may be a number of any kind of document, with blanks, hyphens or full-width digits, with a name beside it. Rather
too much counts as one than too little: five digits in a row are enough, and a short word of letters and digits.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, urlencode

from stdnum.cn import ric

from shared.patterns import REGION_CODE

REDACTED = "…"
GAP = r"[\W_]{0,3}"  # what people put between the groups of a number; Chinese characters are no gap
DIGITS = rf"[0-9](?:{GAP}[0-9]){{4,}}"
PERMIT = r"(?=(?:[0-9]*[A-Z]))(?=(?:[A-Z]*[0-9]){3})[0-9A-Z]{6,18}"
NUMBER = re.compile(rf"(?<![0-9A-Z])[A-Z]{{1,4}}{GAP}{DIGITS}(?:{GAP}X)?|{DIGITS}(?:{GAP}X)?|(?<![0-9A-Z]){PERMIT}")
CANDIDATE = re.compile(rf"[0-9A-Z](?:{GAP}[0-9A-Z])*")
FORMS = tuple(map(re.compile, (r"[0-9]{17}[0-9X]", r"[A-Z]{3}[0-9]{12}", r"[0-9]{15}", r"[A-Z]{0,2}[0-9]{6,10}")))
WHOLE = re.compile(r"[0-9]{17}[0-9X]|[A-Z]{3}[0-9]{12}|[0-9]{15}|[HM][0-9]{8}(?:[0-9]{2})?")
MIN_DIGITS, MAX_DIGITS, MAX_CANDIDATES = 5, 18, 12

TYPED = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?|[0-9]{1,12}", re.ASCII)  # a day, a month, the number of a record
SEALED, CURSORS = "~", ("after", "before")


def to_half_width(text: str) -> str:
    """Plain digits and capital letters for whatever form they were typed in, nothing invisible."""
    normalised = unicodedata.normalize("NFKC", text)
    visible = (c for c in normalised if unicodedata.category(c) != "Cf")
    return "".join(str(unicodedata.digit(c, c)) for c in visible).upper()


def contains_identity_number(text: str) -> bool:
    """Whether a text is or holds what may be an identity number: it belongs in no address and no log."""
    return NUMBER.search(to_half_width(text)) is not None


def redact(text: str) -> str:
    """The text without what may be an identity number, for logs and the audit trail; as it was when it holds none."""
    folded = to_half_width(text)
    return NUMBER.sub(REDACTED, folded) if NUMBER.search(folded) else text


def redact_query(query: str) -> str:
    """The query string of an address likewise. Days, months, numbers of records and codes of regions stay."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(
        [(name, value if looks_typed(name, value) else redact(value)) for name, value in pairs], safe=REDACTED
    )


def without_numbers(query: str) -> str:
    """The query string of an address, to come back to, without arguments that may be a person's number in clear."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, value) for name, value in pairs if is_allowed_text(name, value)])


def is_allowed_text(name: str, value: str) -> bool:
    """Whether an argument may stand in an address: sealed, the place of a page in a list, or no person's number."""
    return (
        name in CURSORS or value.startswith(SEALED) or looks_typed(name, value) or not contains_identity_number(value)
    )


def looks_typed(name: str, value: str) -> bool:
    """Whether an argument of an address is a day, a month, the number of a record or the code of a region."""
    if name.endswith("_code"):
        return REGION_CODE.fullmatch(value) is not None
    return name != "q" and TYPED.fullmatch(value) is not None


def find_candidates(text: str) -> list[str]:
    """Normalised numbers that a text may mean, the likeliest first, to be looked up exactly."""
    candidates: dict[str, None] = {}
    for run in CANDIDATE.findall(to_half_width(text)):
        digits = re.sub(r"[\W_]", "", run)
        parts = (part for form in FORMS for part in form.findall(digits))
        for number in (digits, *parts, *re.split(r"[\W_]+", run)):
            candidates.update(dict.fromkeys(_spellings(number)))
    return [number for number in candidates if _may_be_one(number)][:MAX_CANDIDATES]


def holds_whole_number(text: str) -> bool:
    """Whether a text holds a number as long as those of a person's documents; birth days and telephones are shorter."""
    return any(WHOLE.fullmatch(number) for number in find_candidates(text))


def _may_be_one(number: str) -> bool:
    return MIN_DIGITS <= len(number) <= MAX_DIGITS and sum(c.isdigit() for c in number) >= 3


def _spellings(number: str) -> list[str]:
    """A number as it may be stored: old resident numbers with the century and check digit they lack today.

    Permits for Hong Kong and Macau are written with the two digits of their issue, or without.
    """
    if re.fullmatch(r"[0-9]{15}", number):
        full = f"{number[:6]}19{number[6:]}"
        return [full + ric.calc_check_digit(full + "0"), number]
    if re.fullmatch(r"[HM][0-9]{10}", number):
        return [number, number[:9]]
    return [number]
