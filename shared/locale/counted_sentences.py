"""English sentences with counts read right for one: `{n} counties are` with n = 1 becomes `1 county is`.

Messages are written in the plural. Chinese has one form for all numbers and needs none of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

SINGULAR_NOUNS = {
    "people": "person",
    "persons": "person",
    "person-times": "person-time",
    "households": "household",
    "counties": "county",
    "regions": "region",
    "villages": "village",
    "members": "member",
    "recipients": "recipient",
    "warnings": "warning",
    "payments": "payment",
    "deliveries": "delivery",
    "cycles": "cycle",
    "standards": "standard",
    "spells": "spell",
    "records": "record",
    "entries": "entry",
    "changes": "change",
    "events": "event",
    "figures": "figure",
    "indicators": "indicator",
    "values": "value",
    "results": "result",
    "rows": "row",
    "lines": "line",
    "views": "view",
    "items": "item",
    "units": "unit",
    "numbers": "number",
    "characters": "character",
    "digits": "digit",
    "years": "year",
    "months": "month",
    "days": "day",
    "minutes": "minute",
    "seconds": "second",
}
ATTRIBUTES = (
    *("more", "known", "similar", "selected", "overdue", "locked", "random"),
    *("assistance", "benefit", "dibao", "identity", "programme", "reference"),
)
"""Words that may stand between a number and its noun."""
SINGULAR_VERBS = {
    "are": "is",
    "were": "was",
    "have": "has",
    "differ": "differs",
    "end": "ends",
    "match": "matches",
}
"""Of verbs that stand directly behind the noun."""
SINGULAR_PHRASES = {
    "are 60 or older": "is 60 or older",
    "are overdue": "is overdue",
    "changes of records in the region await": "change of records in the region awaits",
    "changes of records still await": "change of records still awaits",
    "cycles past their": "cycle past its",
    "deliveries to households": "delivery to a household",
    "dibao households of the whole month are": "dibao household of the whole month is",
    "figures of locked months were": "figure of a locked month was",
    "locked values are not what the records kept behind them": "locked value is not what the records kept behind it",
    "memberships and benefit spells": "membership or benefit spell",
    "of entries, exits, warnings and temporary assistance are 0, which they were": (
        "of entries, exits, warnings and temporary assistance is 0, which it was"
    ),
    "of entries, exits, warnings and temporary assistance lie": (
        "of entries, exits, warnings and temporary assistance lies"
    ),
    "of {all} regions differ": "of {all} regions differs",
    "of {all} villages have": "of {all} villages has",
    "of {known} known standards are": "of {known} known standards is",
    "of {total} overdue warnings are more than 15 days past their": (
        "of {total} overdue warnings is more than 15 days past its"
    ),
    "overdue ones were": "overdue one was",
    "payments for the month went to households that were": "payment for the month went to a household that was",
    "people flagged in the period still have": "person flagged in the period still has",
    "people who died in an earlier month are still recipients": (
        "person who died in an earlier month is still a recipient"
    ),
    "people who match": "person who matches",
    "people with this name and date of birth are": "person with this name and date of birth is",
    "recipients of the household are": "recipient of the household is",
    "records of this page do": "record of this page does",
    "reference values are unverified and marked": "reference value is unverified and marked",
    "regions with their": "region with its",
    "selected rows are outside your regions and were": "selected row is outside your regions and was",
    "stay as they are": "stays as it is",
    "to recipients not": "to a recipient not",
    "warnings are overdue, all of them by": "warning is overdue, by",
    "warnings were past their": "warning was past its",
}
"""Where more than the noun and the verb behind it changes."""

_NUMBER = r"(?P<before>\bof )?(?P<placeholder>\{(?P<name>\w+)[^}]*\} )"


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


_PHRASE = re.compile(rf"{_NUMBER}(?P<phrase>{_any_of(SINGULAR_PHRASES)})")
_NOUN = re.compile(
    rf"{_NUMBER}(?P<attributes>(?:{_any_of(ATTRIBUTES)} )*)(?P<noun>{_any_of(SINGULAR_NOUNS)})\b"
    rf"(?: (?P<verb>{_any_of(SINGULAR_VERBS)})\b)?"
)


class CountedSentence(str):
    """A message whose `format` uses the singular after each number that is 1."""

    __slots__ = ()

    def __str__(self) -> str:
        """Itself, so that a lazily translated message stays one."""
        return self

    def format(self, *args: object, **parts: object) -> str:
        """The sentence with its parts, which may be numbers or numbers as text."""
        ones = {name for name, part in parts.items() if str(part) == "1"}
        sentence = super().__str__()
        return str.format(_singular_after(ones, sentence) if ones else sentence, *args, **parts)


def singular_noun(noun: str) -> str:
    """The noun for one; as it is when it has no other form, such as yuan."""
    return SINGULAR_NOUNS.get(noun, noun)


def _singular_after(ones: AbstractSet[str], sentence: str) -> str:
    """The sentence with what follows these placeholders in the singular; the verb of `1 of 12` is that of the 1."""

    def with_phrase(found: re.Match[str]) -> str:
        if found["name"] not in ones:
            return found[0]
        return f"{found['before'] or ''}{found['placeholder']}{SINGULAR_PHRASES[found['phrase']]}"

    def with_noun(found: re.Match[str]) -> str:
        if found["name"] not in ones:
            return found[0]
        words = found["attributes"] + singular_noun(found["noun"])
        if verb := found["verb"]:
            words += f" {verb if found['before'] else SINGULAR_VERBS[verb]}"
        return f"{found['before'] or ''}{found['placeholder']}{words}"

    return _NOUN.sub(with_noun, _PHRASE.sub(with_phrase, sentence))
