"""Problems a person can do something about. Edges show the sentence; nobody sees a traceback."""

from __future__ import annotations

from difflib import get_close_matches


class Problem(Exception):
    """Something is wrong with what was asked; the message is a translated sentence that says what to do."""


class DatabaseUnavailable(Problem):
    """The database cannot be reached, is read-only, or its disk is full."""


class WrongSchema(Problem):
    """The database was made by another version of the program."""


def nearest(asked: str, valid: list[str]) -> str:
    """The valid choices closest to what was asked, or all of them, as a list for a sentence."""
    return ", ".join(get_close_matches(asked, valid, n=3, cutoff=0.5) or valid)
