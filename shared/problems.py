"""Problems a person can do something about. Edges show the sentence; nobody sees a traceback."""

from __future__ import annotations


class Problem(Exception):
    """Something is wrong with what was asked; the message is a translated sentence that says what to do."""


class DatabaseUnavailable(Problem):
    """The database cannot be reached, is read-only, or its disk is full."""


class WrongSchema(Problem):
    """The database was made by another version of the program."""
