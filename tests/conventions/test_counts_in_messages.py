"""Every English message with a count reads right for one."""

import re

import pytest

from shared.locale import CHINESE, ENGLISH, lazy, use_language
from shared.locale.counted_sentences import SINGULAR_PHRASES, CountedSentence
from tests.conventions.test_messages import PACKAGES, PLACEHOLDER, message_ids

NOT_COUNTS = {
    *("login", "name", "region", "code", "title", "later", "month", "year", "text", "place", "number", "port", "path"),
    *("share", "rate", "assist_first_share", "ratio", "least"),  # rounded, and “1 times” is no number of pieces
    *("points", "much"),  # of percent, with a decimal: 1.0 percentage points
}
PLURAL_NOUN = re.compile(r"\b1 (?:(?!of |is |was |has )[a-z-]+ ){0,2}?(?:[a-z-]{3,}s|people|children)\b")
PLURAL_VERB = re.compile(r"\b1 (?:[a-z-]+ )*(?:are|were|have|do)\b")
NOT_PLURAL = re.compile(
    r"1 (?:(?:person|value|region|cycle) (?:matches|differs|ends|as)|stays|on this|person with this"
    r"|person who (?:matches|died)|change of records|region with its|or more recipients"
    r"|month before the last day of the period and have)"
)


def with_ones(message: str) -> str:
    """The message with 1 for each count and a name for all else."""
    return CountedSentence(re.sub(r"{(\w+)[^}]*}", r"{\1}", message)).format(
        **{name: "Ping" if name in NOT_COUNTS else 1 for name in PLACEHOLDER.findall(message)}
    )


@pytest.mark.parametrize("package", PACKAGES)
def test_a_message_reads_right_for_one(package):
    sentences = [with_ones(message) for message in message_ids(package) if re.search(r"{[a-z]", message)]
    found = [one[0] for sentence in sentences for form in (PLURAL_NOUN, PLURAL_VERB) for one in form.finditer(sentence)]
    assert [one for one in found if not NOT_PLURAL.match(one)] == []


def test_each_phrase_stands_in_a_message():
    messages = "\n".join(m for package in PACKAGES for m in message_ids(package))
    assert [phrase for phrase in SINGULAR_PHRASES if f"}} {phrase}" not in messages] == []


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"n": 1, "all": "12"}, "1 of 12 regions differs from"),
        ({"n": 0, "all": "1"}, "0 of 1 region differ from"),
        ({"n": 2, "all": "1,001"}, "2 of 1,001 regions differ from"),
    ],
)
def test_numbers_as_text_and_messages_declared_before_they_are_shown(parts, sentence):
    declared = lazy("{n} of {all} regions differ from {whole} by more than chance: {names}")
    with use_language(ENGLISH):
        assert str(declared).format(**parts, whole="Jiangsu", names="Jiangyin").startswith(sentence)
    with use_language(CHINESE):
        assert type(str(declared)) is str
