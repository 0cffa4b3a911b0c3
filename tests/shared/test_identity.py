"""Identity numbers: GB 11643-1999, with the numbers the standard itself gives as examples."""

from __future__ import annotations

from datetime import date

import pytest

from shared import clock
from shared.identity import Sealer, is_valid, mask, normalise

EXAMPLES = ["11010519491231002X", "440524188001010014"]


@pytest.mark.parametrize("number", EXAMPLES)
def test_the_examples_of_the_standard_are_valid(number: str):
    assert is_valid(number)


@pytest.mark.parametrize(
    "number",
    ["110105194912310021", "11010519491331002X", "1101051949123100X2", "11010519491231002x", "440524188001010", ""],
)
def test_wrong_digits_dates_and_forms_are_not(number: str):
    assert not is_valid(number)


def test_nobody_is_born_tomorrow():
    clock.freeze(date(1949, 12, 30))
    assert not is_valid(EXAMPLES[0])


def test_full_width_digits_and_blanks_are_normalised():
    assert normalise(" 1101051949123 1002x") == EXAMPLES[0]


def test_an_encrypted_number_is_found_and_decrypted_under_its_key_only():
    sealer, other = Sealer("one secret"), Sealer("another secret")
    encrypted, index = sealer.encrypt(EXAMPLES[0])
    assert sealer.decrypt(encrypted) == EXAMPLES[0]
    assert (encrypted, index) == sealer.encrypt(EXAMPLES[0])
    assert index == sealer.index(EXAMPLES[0]) != other.index(EXAMPLES[0])
    assert mask(EXAMPLES[0]) == "**************002X"
