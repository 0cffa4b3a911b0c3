"""What is refused of a file as a whole."""

from __future__ import annotations

from shared.errors import UserError


class SpreadsheetError(UserError):
    """A file that cannot be read; the message says what to do with it."""
