"""Numbers of identity documents, in the one form in which they are kept and searched (`shared.identity`)."""

from __future__ import annotations

from babel.support import LazyProxy

from shared.identity import IdentityFault, find_fault, normalise
from shared.locale import _
from shared.locale import lazy as _l

from .parse_error import ParseError
from .plain_text import to_plain_text

FORM_MESSAGES: dict[str, LazyProxy] = {
    "resident": _l("A resident identity number has 17 digits and a check digit (0–9 or X)."),
    "hk_macau": _l(
        "A residence permit has 18 digits and begins with 810000 or 820000; a travel permit has H or M and 8 digits."
    ),
    "taiwan": _l("A residence permit has 18 digits and begins with 830000; a travel permit has 8 digits."),
    "foreign": _l("The card has 18 digits and begins with 9; an older one has 3 letters and 12 digits."),
    "passport": _l("A passport number has 5 to 15 letters and digits."),
}
"""By kind of document (`IdentityKind`): what its number looks like."""
FAULT_MESSAGES: dict[IdentityFault, LazyProxy] = {
    IdentityFault.OLD: _l(
        "This is a number of 15 digits, as issued until 1999: enter the 18 digits of the current card."
    ),
    IdentityFault.BIRTH: _l("Digits 7 to 14 are not a possible date of birth: compare the number with the document."),
    IdentityFault.CHECK_DIGIT: _l(
        "The last character does not match the digits before it: compare the number with the document."
    ),
}


def parse_identity_number(text: str, kind: str = "resident") -> str:
    """The number of a document of `kind`, normalised: plain digits and capitals without blanks."""
    number = normalise(to_plain_text(text))
    if fault := find_fault(number, kind):
        raise ParseError(identity_fault_message(fault, kind))
    return number


def identity_fault_message(fault: IdentityFault, kind: str) -> str:
    """What to do about a number that cannot be right."""
    if fault is IdentityFault.PREFIX and kind == "resident":
        return _(
            "The first six digits are a region code and cannot begin with 0: compare the number with the document."
        )
    return str(FAULT_MESSAGES.get(fault) or FORM_MESSAGES[kind])
